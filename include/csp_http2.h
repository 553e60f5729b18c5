// SPDX-License-Identifier: MIT
// csp_http2.h: a server of HTTP/2, with the handlers of csp_http.h. Programs
// link with -lcsphttp2.
//
//     static coroutine void handle(int fd, const struct csp_addr *peer, void
//     *arg)
//     {
//         struct csp_tls *tls = csp_tls_make(context, fd, NULL);
//         struct csp_stream stream = csp_tls_stream(tls);
//         if (csp_tls_handshake_dl(tls, csp_now() + 10 * CSP_S) == 0) {
//             if (strcmp(csp_tls_protocol(tls), "h2") == 0)
//                 csp_http2_talk(&stream, peer, &service);
//             else
//                 csp_http_talk(&stream, peer, &service);
//         }
//         csp_stream_close(&stream);
//     }
//
// Each request has a task of its own, which runs the service's handler: so
// those of one connection are answered at once, in any order. The peer's
// windows slow a handler down that writes, and one that does not read slows the
// peer down. To a handler such a request looks like one of HTTP/1.1, but that
// csp_http_close means nothing. Where the client takes a request back, reads
// give ECONNRESET and writes EPIPE.
//
// On by default, beside the limits of the service: 100 requests at once in a
// connection; an end to those that reset, ping or change settings without
// measure, or send frames that move nothing.
#ifndef CSP_HTTP2_H
#define CSP_HTTP2_H
#pragma GCC system_header
#include "csp_http.h"

#ifdef __cplusplus
extern "C" {
#endif

// One connection, in the handler of a csp_serve, until it is over: after its
// handshake, if there is TLS. Between two requests it waits in csp_serve_idle,
// as long as service->idle_ns says, whatever else the client sends. Closes
// nothing. Suspends.
csp_coroutine void csp_http2_talk(struct csp_stream *stream,
                                  const struct csp_addr *peer,
                                  const struct csp_http_service *service);

// For clients that know beforehand that HTTP/2 is spoken here, and no TLS ("h2c
// with prior knowledge"). Ended by csp_serve_stop; NULL and errno as csp_serve.
// Any thread.
struct csp_server *
csp_http2_serve(int listener, const struct csp_http_service *service);

#ifdef __cplusplus
}
#endif
#endif
