// SPDX-License-Identifier: MIT
// What comes goes back, over libuv: one loop, one thread.
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

enum { BUFFER = 65536 };
static char buffer[BUFFER]; // of whom is read from now

struct answer {
    uv_write_t write;
    char *copy;
};

static void on_close(uv_handle_t *client)
{
    free(client);
}

static void on_written(uv_write_t *write, int status)
{
    struct answer *answer = (struct answer *)write;
    (void)status;
    free(answer->copy);
    free(answer);
}

static void give_buffer(uv_handle_t *client, size_t wanted, uv_buf_t *to)
{
    (void)client, (void)wanted;
    *to = uv_buf_init(buffer, BUFFER);
}

static void on_read(uv_stream_t *client, ssize_t n, const uv_buf_t *from)
{
    if (n < 0) uv_close((uv_handle_t *)client, on_close);
    if (n <= 0) return;
    uv_buf_t rest = uv_buf_init(from->base, (unsigned)n);
    int sent = uv_try_write(client, &rest, 1);
    if (sent == n) return;
    if (sent < 0) sent = 0;
    struct answer *answer = malloc(sizeof *answer);
    size_t left = (size_t)(n - sent);
    answer->copy = malloc(left);
    for (size_t i = 0; i < left; i++)
        answer->copy[i] = from->base[(size_t)sent + i];
    rest = uv_buf_init(answer->copy, (unsigned)left);
    uv_write(&answer->write, client, &rest, 1, on_written);
}

static void on_client(uv_stream_t *listener, int status)
{
    uv_tcp_t *client = malloc(sizeof *client);
    if (status < 0 || uv_tcp_init(listener->loop, client) < 0) return;
    if (uv_accept(listener, (uv_stream_t *)client) < 0) return;
    uv_tcp_nodelay(client, 1);
    uv_read_start((uv_stream_t *)client, give_buffer, on_read);
}

int main(void)
{
    uv_tcp_t listener;
    struct sockaddr_in at;
    int n = sizeof at;
    uv_tcp_init(uv_default_loop(), &listener);
    uv_ip4_addr("127.0.0.1", 0, &at);
    uv_tcp_bind(&listener, (struct sockaddr *)&at, 0);
    uv_listen((uv_stream_t *)&listener, 4096, on_client);
    uv_tcp_getsockname(&listener, (struct sockaddr *)&at, &n);
    printf("listens at 127.0.0.1:%d\n", ntohs(at.sin_port));
    fflush(stdout);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
