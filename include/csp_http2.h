// SPDX-License-Identifier: MIT
// csp_http2.h: HTTP/2, server and client, with the handlers and the calls of
// csp_http.h. Programs link with -lcsphttp2.
//
//     static coroutine void handle(int fd, const struct csp_addr *peer,
//                                  void *arg)
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
// connection, and as many that were taken back and whose handlers go on (others
// are refused, and may be made again); an end to those that reset, ping or
// change settings without measure, or send frames that move nothing.
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

// == A client ================================================================

// A connection to a server, by which many ask at once: each task that does has
// a csp_http_client of its own, with all calls of csp_http.h.
//
//     struct csp_tls *tls = csp_tls_make(context, fd, "example.org");
//     if (csp_tls_handshake_dl(tls, deadline) < 0) ...
//     struct csp_stream stream = csp_tls_stream(tls);
//     if (strcmp(csp_tls_protocol(tls), "h2") == 0) {
//         connection = csp_http2_connection_on(stream, "example.org");
//         client = csp_http2_client(connection);
//     } else
//         client = csp_http_client_on(stream, "example.org");
//     struct csp_http_in *response = csp_http_get(client, "/");
//
// (The context's csp_tls_alpn says "h2,http/1.1".) Otherwise than on a
// connection of its own, with HTTP/1.1:
// - csp_http_ask_dl waits while the server takes no more requests at once (or a
//   thousand are under way).
// - A request that fails, is cancelled, is not in time or is forgotten ends by
//   itself alone, and the same client may make another.
// - ECONNREFUSED, of csp_http_answer_dl: the server has not looked at the
//   request, and it may be made again; ECONNRESET: it has broken it off, or the
//   connection has ended; EPIPE, of csp_http_write_dl: it reads no more, but
//   may have answered.
// - The connection has ended, or is about to (GOAWAY), where
//   csp_http_is_open is false and csp_http_ask_dl gives EPIPE: so dial again.
//   Requests that are under way go on, as far as the server says so. A server
//   that takes no byte of what is sent for 20 s has gone.
// - csp_http_close means nothing.
// A response that nobody reads holds up the server, by its window of 256 KiB,
// and no other response.
struct csp_http2_connection;

// To a server of which it is known that it speaks HTTP/2, without TLS: as
// csp_http_dial_dl; and on a stream that is open: as csp_http_client_on.
csp_operation struct csp_http2_connection *
csp_http2_dial_dl(const char *where, int64_t deadline);
struct csp_http2_connection *
csp_http2_connection_on(struct csp_stream stream, const char *host);

// One who asks. NULL: memory is out. Any thread.
struct csp_http_client *
csp_http2_client(struct csp_http2_connection *connection);

// Nobody more will ask. The connection ends, and is gone, when the last of its
// clients has been hung up. Never suspends; any thread.
void csp_http2_hang_up(struct csp_http2_connection *connection);

// == Without a deadline ======================================================
#define csp_http2_dial(where) csp_http2_dial_dl((where), CSP_NEVER)

#ifdef __cplusplus
}
#endif
#endif
