// SPDX-License-Identifier: MIT
// tls.h: what lib/net/tls/*.c share: a context, a connection, and OpenSSL's
// calls on it, none of which waits.
//
// OpenSSL never touches the descriptor: it takes its input from `in` and leaves
// its output in `out`, and coroutines move both by csp_io.h. So no call of it
// ever has to be made again for lack of room, a reader and a writer can share
// one SSL, and the queue of OpenSSL's errors, which belongs to a thread, is
// cleared and read in one function that does not suspend.
#ifndef CSP_LIB_TLS_H
#define CSP_LIB_TLS_H

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdatomic.h>

#include <csp_tls.h>
#include <csp_sync.h>
#include <errno.h>

enum {
    TLS_IN_BYTES = 17 << 10,     // a record and what surrounds it
    TLS_OUT_BYTES = 32 << 10,    // so much is ciphered before it is sent
    TLS_RECORD_BYTES = 16 << 10, // at most in one
    TLS_TEXT_BYTES = 200,
};

struct csp_tls_context {
    atomic_int users; // who made it, and its connections
    enum csp_tls_side side;
    SSL_CTX **sets; // one for each certificate, one at least
    int n;
    bool has_certificate; // then sets[0] has
    BIO_METHOD *wire;
    unsigned char *protocols; // as ALPN has them
    unsigned protocols_bytes;
    char error[TLS_TEXT_BYTES];
};

// Bytes on their way: data[at..end). No memory is held while it is empty.
struct tls_bytes {
    char *data;
    size_t at, end, size;
};

struct csp_tls {
    struct csp_tls_context *context;
    int fd;
    csp_mutex shaking, reading, writing; // whose turn it is
    struct tls_bytes sent;               // of who has the turn to write
    atomic_bool is_open;                 // the handshake is over
    pthread_mutex_t lock; // of what follows; nobody suspends with it
    SSL *ssl;
    struct tls_bytes in, out; // ciphered
    bool has_left;            // something is in `sent`, and nobody sends it
    bool is_closed, said_end, heard_end;
    int failed; // errno of all that follows, or 0
    int users;  // who made it, and operations
    char error[TLS_TEXT_BYTES];
    char protocol[256]; // that was agreed upon
};

// -- bytes.c -----------------------------------------------------------------
// Room for `more` behind end: false, memory is out.
bool tls_bytes_room(struct tls_bytes *bytes, size_t more);
void tls_bytes_free(struct tls_bytes *bytes);
static inline bool tls_bytes_is_empty(const struct tls_bytes *bytes)
{
    return bytes->at == bytes->end;
}

// -- connection.c -----------------------------------------------------------
// One user more, which holds the descriptor's number: 0, or -1 and errno.
int tls_retain(struct csp_tls *tls);
// One user less; the last one's call frees it.
void tls_release(struct csp_tls *tls);

// -- context.c --------------------------------------------------------------
void tls_context_retain(struct csp_tls_context *context);

// -- wire.c ------------------------------------------------------------------
// How OpenSSL gets at the bytes of a connection: NULL, memory is out.
BIO_METHOD *tls_wire_make(void);
// False: memory is out.
bool tls_wire_connect(struct csp_tls *tls);

// -- error.c -----------------------------------------------------------------
// What OpenSSL's queue says, and the verification: for people.
void tls_error_words(char text[TLS_TEXT_BYTES], const SSL *ssl);

// -- step.c ------------------------------------------------------------------
// One call of OpenSSL, with the lock. What it left in `out` is still to be
// sent.
enum tls_next {
    TLS_DONE,
    TLS_INPUT,  // it needs more, see tls_step_fed
    TLS_ENDED,  // the peer has said so
    TLS_FAILED, // and errno
};
enum tls_next tls_step_handshake(struct csp_tls *tls);
enum tls_next tls_step_read(struct csp_tls *tls, void *p, size_t *n);
// Ciphers what there is room for, of which v is relieved; *n: how much, 0 when
// v is used up.
enum tls_next
tls_step_write(struct csp_tls *tls, struct iovec **v, int *count, size_t *n);
enum tls_next tls_step_shutdown(struct csp_tls *tls);

// Memory for csp_read to put input into, by who has the turn to read; NULL and
// errno. How much came, or 0 and less: gives the memory back.
char *tls_step_room(struct csp_tls *tls);
void tls_step_fed(struct csp_tls *tls, ssize_t n);
// The peer has gone: -1 and errno.
int tls_step_gone(struct csp_tls *tls);

// Is there something in `sent` now? By who has the turn to write.
bool tls_step_output(struct csp_tls *tls);
// Takes that turn if it is free and something is to be sent.
bool tls_step_claim(struct csp_tls *tls);
// Gives it back, unless something is to be sent, and nothing has `failed`.
bool tls_step_release(struct csp_tls *tls, bool failed);
// Could a read give something without input?
bool tls_step_pending(struct csp_tls *tls);

#endif
