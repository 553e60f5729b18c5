// SPDX-License-Identifier: MIT
// serve.c: a server's connections, between two requests. Thousands wait here,
// so what they do when one has come is in another file: frames of small
// functions in this one would be a part of theirs.
#include "http.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

void csp__http_take_little(int fd)
{
    int bytes = 128 * 1024;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
}

csp_coroutine void csp_http_talk(struct csp_stream *stream,
                                 const struct csp_addr *peer,
                                 const struct csp_http_service *service)
{
    csp__http_take_little(stream->fd);
    while (csp_stream_idle_dl(stream, http_idle_end(service)) &&
           csp__http_exchanges(stream, peer, service))
        continue;
}

static void close_fd(int *fd)
{
    csp_close(*fd);
}

static coroutine void
talk(int number, const struct csp_addr *peer, void *service)
{
    int fd __attribute__((cleanup(close_fd))) = number;
    while (csp_serve_idle_dl(fd, http_idle_end(service)) &&
           csp__http_plain(fd, peer, service))
        continue;
}

struct csp_server *
csp_http_serve(int listener, const struct csp_http_service *service)
{
    csp__http_take_little(listener);
    return csp_serve(listener, http_connections(service), talk,
                     (void *)service);
}
