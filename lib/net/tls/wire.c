// SPDX-License-Identifier: MIT
// wire.c: a BIO between OpenSSL and the bytes of a connection. It is called
// with the connection's lock, and never waits: input that is missing is asked
// for once more, output always has room.
#include "tls.h"

#include <string.h>

static int wire_read(BIO *bio, char *p, size_t n, size_t *got)
{
    struct tls_bytes *in = &((struct csp_tls *)BIO_get_data(bio))->in;
    size_t held = in->end - in->at;
    BIO_clear_retry_flags(bio);
    *got = n < held ? n : held;
    if (!held) {
        BIO_set_retry_read(bio);
        return 0;
    }
    memcpy(p, in->data + in->at, *got);
    in->at += *got;
    return 1;
}

static int wire_write(BIO *bio, const char *p, size_t n, size_t *put)
{
    struct tls_bytes *out = &((struct csp_tls *)BIO_get_data(bio))->out;
    *put = 0;
    if (!tls_bytes_room(out, n)) return 0;
    memcpy(out->data + out->end, p, n);
    out->end += n;
    *put = n;
    return 1;
}

static long wire_ctrl(BIO *bio, int what, long number, void *p)
{
    (void)bio, (void)number, (void)p;
    return what == BIO_CTRL_FLUSH || what == BIO_CTRL_DUP;
}

static int wire_create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

BIO_METHOD *tls_wire_make(void)
{
    BIO_METHOD *wire = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "csp");
    if (!wire) return NULL;
    BIO_meth_set_read_ex(wire, wire_read);
    BIO_meth_set_write_ex(wire, wire_write);
    BIO_meth_set_ctrl(wire, wire_ctrl);
    BIO_meth_set_create(wire, wire_create);
    return wire;
}

bool tls_wire_connect(struct csp_tls *tls)
{
    BIO *bio = BIO_new(tls->context->wire);
    if (!bio) return false;
    BIO_set_data(bio, tls);
    SSL_set_bio(tls->ssl, bio, bio);
    return true;
}
