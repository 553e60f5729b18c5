// SPDX-License-Identifier: MIT
// csp_http.h: HTTP/1.1, server and client. Programs link with -lcsphttp.
//
//     static coroutine void hello(struct csp_http_in *request,
//                                 struct csp_http_out *response, void *arg)
//     {
//         csp_http_set(response, "Content-Type", "text/plain");
//         csp_http_reply(response, 200, "hello\n", 6);
//     }
//     ...
//     struct csp_http_service service = {.handler = hello};
//     struct csp_server *server = csp_http_serve(listener, &service);
//
// Both sides read a message, csp_http_in, and write one, csp_http_out: a
// handler reads a request and writes its response, a client writes a request
// and reads its response. A message is used by one task at a time, and is there
// until its handler returns, or the client asks for the next one. One task may
// read the one message while another writes the other, so that both stream at
// once: in a handler, two tasks of a group; in a client, csp_http_answer_early.
//
// Results are those of csp_io.h: 0 or above, or -1 and errno; deadlines are
// absolute, and x() is x_dl() with CSP_NEVER. EPROTO: the other side does not
// keep to HTTP, or has gone in mid-message.
//
// Not here: Upgrade and CONNECT (a server answers 501 to this), compression,
// trailers (they are read over).
#ifndef CSP_HTTP_H
#define CSP_HTTP_H
#pragma GCC system_header
#include "csp_stream.h"

#ifdef __cplusplus
extern "C" {
#endif

// == A message that is read ==================================================

struct csp_http_field {
    const char *name, *value; // as sent, but for blanks around the value
};

// Texts end with a 0, have no control characters but tabs, and lie in memory of
// the message's.
struct csp_http_in {
    const char *method; // of a request; NULL in a response
    const char *path;   // as sent, with its %xx: see csp_http_decode
    const char *query;  // behind the '?' of the path, as sent; NULL: none
    const char *host;   // of a request: from the target, or the field Host
    int status;         // of a response; 0 in a request
    int minor;          // HTTP/1.minor
    int field_count;
    const struct csp_http_field *fields;
    int64_t length;              // of the body; -1: known at its end
    const struct csp_addr *peer; // of a request
};

// The value of the first field of that name, whatever its case; NULL: none.
const char *csp_http_field(const struct csp_http_in *in, const char *name);

// Is the word in the list, with commas, that is the value? NULL has none.
bool csp_http_has_word(const char *value, const char *word);

// What is there of the body, 1 to n bytes; 0 at its end. EMSGSIZE: it is larger
// than the service allows. A request that says Expect: 100-continue is asked to
// go on by the first read, unless the response has begun to go out.
csp_operation ssize_t csp_http_read_dl(struct csp_http_in *in, void *p,
                                       size_t n, int64_t deadline);

// == A message that is written ===============================================

struct csp_http_out;

// One more field; it is copied. EINVAL: the name is no token, or the value has
// CR, LF or another control character, or the name is one by which messages are
// framed (Content-Length, Transfer-Encoding, Connection: see csp_http_close).
// ENOBUFS: more than 8 KiB of fields. EALREADY: the head has been sent.
int csp_http_set(struct csp_http_out *out, const char *name, const char *value);
// The same with a format of printf(3)'s; at most 1 KiB.
int csp_http_setf(struct csp_http_out *out, const char *name,
                  const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// The connection ends with this message, which says so.
void csp_http_close(struct csp_http_out *out);

// Begins the response; its head goes out with the first bytes of the body, or
// when it ends, as it does when the handler returns. length is that of the
// body, or -1: chunked. What HEAD, 204 and 304 leave out is left out: it may be
// written, and goes nowhere. EALREADY: it has begun.
int csp_http_begin(struct csp_http_out *out, int status, int64_t length);

// More of the body: all of it, as csp_write_dl and csp_sendfile_dl; no bytes
// send the head alone. EMSGSIZE: more than the length that was promised, of
// which nothing is written.
csp_operation ssize_t csp_http_write_dl(struct csp_http_out *out, const void *p,
                                        size_t n, int64_t deadline);
csp_operation ssize_t csp_http_sendfile_dl(struct csp_http_out *out, int file,
                                           off_t *at, size_t n,
                                           int64_t deadline);

// The message ends here, and not only when the handler returns, or by
// csp_http_answer: 0. EINVAL: it has not begun, or is shorter than promised.
csp_operation int csp_http_end_dl(struct csp_http_out *out, int64_t deadline);

// The response in whole: csp_http_begin, and the body by one system call.
csp_operation int csp_http_reply_dl(struct csp_http_out *out, int status,
                                    const void *p, size_t n, int64_t deadline);

// How far it has come: the status that was begun, or 0; and the bytes of the
// body so far. For logs.
int csp_http_begun(const struct csp_http_out *out);
int64_t csp_http_written(const struct csp_http_out *out);

// == A server ================================================================

// May suspend. It may read the body, or not; what it leaves unanswered is
// answered by 500. Its task is cancelled when the server stops in haste; a
// client that has gone shows in its results.
typedef csp_coroutine void csp_http_handler(struct csp_http_in *request,
                                            struct csp_http_out *response,
                                            void *arg);

// What is 0 is as the comment says; it is there as long as the server.
struct csp_http_service {
    csp_http_handler *handler;
    void *arg;
    // Of each response that has gone out, or could not; may be NULL. request is
    // NULL where it was not understood. Does not suspend.
    void (*log)(const struct csp_http_in *request,
                const struct csp_http_out *response, void *arg);
    int connections;    // at once, 10,000; others wait in the backlog
    size_t head_bytes;  // of a request's head, 16 KiB, at most 64: 431
    int64_t body_bytes; // of a request's body, 1 MiB; -1: any: 413
    int64_t head_ns;    // from the first byte of a head to its last, 10 s: 408
    int64_t idle_ns;    // between two requests, 60 s
    // How long the client may keep a body from moving, in either direction:
    // 20 s in advance, and then 1 s for each 500 bytes that have moved. 408, or
    // the end of the connection.
    int64_t stall_ns;
    int64_t pace_bytes;
};

// Requests of a connection are answered one after the other, in order. Those
// that are malformed get 400, without a Host 400, of another version than 1.0
// and 1.1 505, with an unknown method or CONNECT 501, with an unknown coding
// 501, with an unknown expectation 417, and the connection ends, by a half
// close first. Where two could read a request differently (two lengths, a
// length and chunked, folded lines, a bare CR or LF, a blank before a colon),
// it is malformed. Ended by csp_serve_stop, as csp_serve is; NULL and errno as
// there. Any thread.
struct csp_server *
csp_http_serve(int listener, const struct csp_http_service *service);

// One connection, in the handler of a csp_serve, until it is over: for streams
// that are not plain, after their handshake. Closes nothing.
csp_coroutine void csp_http_talk(struct csp_stream *stream,
                                 const struct csp_addr *peer,
                                 const struct csp_http_service *service);

// == A client ================================================================

// A connection to a server, which takes one request after the other. It has
// some hundred bytes; what a request and a response need is there while they
// are.
struct csp_http_client;

// To "host:port" or what else csp_dial takes; it is the Host of requests too.
// NULL and errno. csp_http_client_on takes a stream that is open, and owns it,
// also if it fails (ENOMEM; EINVAL: host has control characters). Any thread.
csp_operation struct csp_http_client *
csp_http_dial_dl(const char *where, int64_t deadline);
struct csp_http_client *
csp_http_client_on(struct csp_stream stream, const char *host);
void csp_http_hang_up(struct csp_http_client *client);

// Where a request's fields are set, before csp_http_ask, and its body is
// written, after it; it is there until csp_http_answer. NULL: memory is out.
struct csp_http_out *csp_http_request(struct csp_http_client *client);

// Begins a request with a body of that length: 0: none; -1: chunked. Its head
// goes out with the body, or with csp_http_answer. What was left unread of the
// response before is read over. EINVAL: the method is no token, or the target
// has blanks or control characters. EPIPE: the connection takes no more
// requests, so dial again.
csp_operation int csp_http_ask_dl(struct csp_http_client *client,
                                  const char *method, const char *target,
                                  int64_t length, int64_t deadline);

// The response, of which the head has come. NULL and errno; ECONNRESET: the
// server has ended the connection instead, as it may before any request.
// Redirects are responses as others are.
csp_operation struct csp_http_in *
csp_http_answer_dl(struct csp_http_client *client, int64_t deadline);

// The same as soon as the server has begun to answer, while another task writes
// the request, or this one goes on to. csp_http_end ends the request, which is
// there until the next; csp_http_forget gives up both. Nothing is sent by this:
// csp_http_write of no bytes sends the head alone.
csp_operation struct csp_http_in *
csp_http_answer_early_dl(struct csp_http_client *client, int64_t deadline);

// The two in one, without a body or with one.
csp_operation struct csp_http_in *
csp_http_get_dl(struct csp_http_client *client, const char *target,
                int64_t deadline);
csp_operation struct csp_http_in *
csp_http_post_dl(struct csp_http_client *client, const char *target,
                 const char *type, const void *p, size_t n, int64_t deadline);

// The response is not needed any more: what is unread of it is read over, and
// its memory given back, as by the next request. 0; -1: it was too much, or the
// connection has ended.
csp_operation int
csp_http_forget_dl(struct csp_http_client *client, int64_t deadline);

// May another request be made, once this one's response has been read? False
// also if the server has ended the connection, having waited for too long, say.
bool csp_http_is_open(const struct csp_http_client *client);

// == Text ====================================================================

// %xx decoded, at most n bytes with the 0: its length, or -1 and EINVAL: a bad
// %xx, or one that stands for the byte 0; ENOBUFS. to may be text.
ssize_t csp_http_decode(char *to, size_t n, const char *text);

// Seconds since 1970 as "Sun, 06 Nov 1994 08:49:37 GMT", in text[30], and back
// (also from the two older forms): -1: it is none. Any thread.
char *csp_http_date(int64_t seconds, char text[30]);
int64_t csp_http_seconds(const char *date);

// "OK" for 200, "" for what has no name.
const char *csp_http_reason(int status);

// == Without a deadline ======================================================
#define csp_http_read(in, p, n) csp_http_read_dl((in), (p), (n), CSP_NEVER)
#define csp_http_write(out, p, n) csp_http_write_dl((out), (p), (n), CSP_NEVER)
#define csp_http_sendfile(out, file, at, n)                                    \
    csp_http_sendfile_dl((out), (file), (at), (n), CSP_NEVER)
#define csp_http_end(out) csp_http_end_dl((out), CSP_NEVER)
#define csp_http_reply(out, status, p, n)                                      \
    csp_http_reply_dl((out), (status), (p), (n), CSP_NEVER)
#define csp_http_dial(where) csp_http_dial_dl((where), CSP_NEVER)
#define csp_http_ask(client, method, target, length)                           \
    csp_http_ask_dl((client), (method), (target), (length), CSP_NEVER)
#define csp_http_answer(client) csp_http_answer_dl((client), CSP_NEVER)
#define csp_http_answer_early(client)                                          \
    csp_http_answer_early_dl((client), CSP_NEVER)
#define csp_http_forget(client) csp_http_forget_dl((client), CSP_NEVER)
#define csp_http_get(client, target)                                           \
    csp_http_get_dl((client), (target), CSP_NEVER)
#define csp_http_post(client, target, type, p, n)                              \
    csp_http_post_dl((client), (target), (type), (p), (n), CSP_NEVER)

#ifdef __cplusplus
}
#endif
#endif
