// SPDX-License-Identifier: MIT
// One short answer to each request, over csp_http.h.
#include <csp_http.h>
#include <stdio.h>

static coroutine void
hello(struct csp_http_in *request, struct csp_http_out *response, void *arg)
{
    (void)request, (void)arg;
    csp_http_set(response, "Content-Type", "text/plain");
    csp_http_reply(response, 200, "Hello, world!", 13);
}

int main(void)
{
    static const struct csp_http_service service = {.handler = hello,
                                                    .connections = 20000};
    struct csp_addr at;
    char text[128];
    int listener = csp_listen_at("127.0.0.1:0", 0, &at);
    printf("listens at %s\n", csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    if (!csp_http_serve(listener, &service)) return 1;
    csp_sleep(CSP_NEVER);
    return 0;
}
