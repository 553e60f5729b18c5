// SPDX-License-Identifier: MIT
// csp_tls.h: ciphered connections for tasks, by OpenSSL 3 (-lcsptls).
//
// The operations are those of csp_io.h with its contract: -1 and errno, nothing
// that moved goes unreported, absolute deadlines, cancel points; from plain C
// they block the thread. EPROTO: TLS failed, and csp_tls_error says why.
// ECONNRESET: the peer has gone without saying that it ends, be it in the midst
// of the handshake or of the stream, which is not whole then; or the network
// says so. Where nothing is ciphered yet, the first operation makes the
// handshake, and gives it ten seconds.
//
// One task may read while another writes; several that read take turns, and so
// do several that write. No connection holds a buffer while nothing moves.
#ifndef CSP_TLS_H
#define CSP_TLS_H
#include "csp_stream.h"
#pragma GCC system_header

#ifdef __cplusplus
extern "C" {
#endif

// == What many connections share =============================================
// All of these: any thread; they read files, so they come before the work. 0,
// or -1 and errno, and csp_tls_context_error has words for it. A context does
// not change once a connection is made of it: to renew a certificate, make
// another.

// A client trusts whom the system trusts, and asks that the certificate be for
// the name that it calls. A server has no certificate yet. TLS 1.2 at least.
// NULL: memory is out.
enum csp_tls_side { CSP_TLS_CLIENT, CSP_TLS_SERVER };
struct csp_tls_context;
struct csp_tls_context *csp_tls_context_make(enum csp_tls_side side);
// Goes when the last connection of it has gone.
void csp_tls_context_free(struct csp_tls_context *context);
const char *csp_tls_context_error(const struct csp_tls_context *context);

// Who we are: PEM files, the certificate first, those that vouch for it behind.
// A server may have several: the one that is for the name which the client asks
// for (SNI) is shown, else the first. EINVAL: they cannot be had, or do not fit
// together.
int csp_tls_certificate(struct csp_tls_context *context, const char *chain_file,
                        const char *key_file);

// Whom we trust: a PEM file or a directory of them, instead of the system's; be
// it an authority, or the certificate of one server and no other. A server that
// is told so asks clients for a certificate, and refuses those that have none.
int csp_tls_trust(struct csp_tls_context *context, const char *path);

// A client asks for no certificate that anybody vouches for, nor for a name:
// whoever sits on the wire may read and change all. For tests.
void csp_tls_trust_anybody(struct csp_tls_context *context);

// What is spoken inside, the best first: "h2,http/1.1". A server refuses who
// offers others only; who offers none is let in.
int csp_tls_alpn(struct csp_tls_context *context, const char *protocols);

// == A connection ============================================================

// TLS over fd, a stream that is its own from now on. A client's needs the name
// of the server, or its address as text, also where anybody is trusted; a
// server's none, NULL. NULL and errno: fd is still the caller's. Any thread.
struct csp_tls;
struct csp_tls *
csp_tls_make(struct csp_tls_context *context, int fd, const char *name);

// 0; -1: see csp_tls_error. At a deadline it can be gone on with.
csp_operation int csp_tls_handshake_dl(struct csp_tls *tls, int64_t deadline);

// What there is, 1 to n bytes; 0: the peer has said that it ends.
csp_operation ssize_t csp_tls_read_dl(struct csp_tls *tls, void *p, size_t n,
                                      int64_t deadline);

// All n. What is reported is on its way, as with a socket: what the peer had no
// room for yet goes before all that follows, and a read that waits sends it.
csp_operation ssize_t csp_tls_write_dl(struct csp_tls *tls, const void *p,
                                       size_t n, int64_t deadline);
// All of v, which is used up; small pieces travel together.
csp_operation ssize_t csp_tls_writev_dl(struct csp_tls *tls, struct iovec *v,
                                        int n, int64_t deadline);

// Says that we end: 0. The peer may go on; EPIPE for who writes afterwards.
csp_operation int csp_tls_shutdown_dl(struct csp_tls *tls, int64_t deadline);

// Closes the descriptor and frees tls, once; who waits gets EBADF. Without
// csp_tls_shutdown the peer finds the stream cut off. As csp_close. NULL is
// allowed. Never suspends; any thread.
int csp_tls_close(struct csp_tls *tls);

// Waits, holding no buffer, until there may be something to read, or the end,
// or a failure: CSP_READABLE. csp_tls_idle is csp_serve_idle for a handler of
// csp_serve.
csp_operation int csp_tls_ready_dl(struct csp_tls *tls, int64_t deadline);
csp_operation bool csp_tls_idle_dl(struct csp_tls *tls, int64_t deadline);

// Of a connection with its handshake behind it: the protocol that was agreed
// upon, "" if none; the name that the client asked for, "" if none; the name
// in the peer's certificate, at most n bytes with the 0, "" if it has none. Any
// thread.
const char *csp_tls_protocol(struct csp_tls *tls);
const char *csp_tls_name(struct csp_tls *tls);
char *csp_tls_peer(struct csp_tls *tls, char *text, size_t n);

// Why TLS failed: "certificate verify failed: certificate has expired"; ""
// if it did not. Stays until tls is closed. Any thread.
const char *csp_tls_error(const struct csp_tls *tls);
int csp_tls_fd(const struct csp_tls *tls);

// The connection as a stream, for what speaks a protocol on it:
// csp_stream_close is csp_tls_close, csp_stream_shut_dl is csp_tls_shutdown_dl.
// Any thread.
struct csp_stream csp_tls_stream(struct csp_tls *tls);

// == Without a deadline ======================================================
#define csp_tls_handshake(tls) csp_tls_handshake_dl((tls), CSP_NEVER)
#define csp_tls_read(tls, p, n) csp_tls_read_dl((tls), (p), (n), CSP_NEVER)
#define csp_tls_write(tls, p, n) csp_tls_write_dl((tls), (p), (n), CSP_NEVER)
#define csp_tls_writev(tls, v, n) csp_tls_writev_dl((tls), (v), (n), CSP_NEVER)
#define csp_tls_shutdown(tls) csp_tls_shutdown_dl((tls), CSP_NEVER)
#define csp_tls_ready(tls) csp_tls_ready_dl((tls), CSP_NEVER)
#define csp_tls_idle(tls) csp_tls_idle_dl((tls), CSP_NEVER)

#ifdef __cplusplus
}
#endif
#endif
