// SPDX-License-Identifier: MIT
// parse.c: llhttp, or http-parser, of one head that is there in whole. Owns
// nothing. The parser stops behind the head: bodies are read by body.c, since
// http-parser, as Debian builds it, takes chunks that do not end as they
// should.
#include "http.h"

#ifdef HAS_LLHTTP_H
#include <llhttp.h>
typedef llhttp_t parser;
typedef llhttp_settings_t settings;
#else
#include <http_parser.h>
typedef http_parser parser;
typedef http_parser_settings settings;
#endif

static int on_target(parser *p, const char *at, size_t n)
{
    struct http_spans *spans = p->data;
    spans->target = (struct http_span){(char *)at, n};
    return 0;
}

static int on_name(parser *p, const char *at, size_t n)
{
    struct http_spans *spans = p->data;
    if (spans->count < HTTP_FIELDS) {
        spans->name[spans->count] = (struct http_span){(char *)at, n};
        // Of an empty value it may say nothing: it ends where the name does.
        spans->value[spans->count] = (struct http_span){(char *)at + n, 0};
    }
    spans->count++;
    return 0;
}

static int on_value(parser *p, const char *at, size_t n)
{
    struct http_spans *spans = p->data;
    if (spans->count <= HTTP_FIELDS)
        spans->value[spans->count - 1] = (struct http_span){(char *)at, n};
    return 0;
}

#ifdef HAS_LLHTTP_H
static int on_end(parser *p)
{
    (void)p;
    return HPE_PAUSED;
}

// The error at which it stops.
static int run(parser *p, struct http_spans *spans, bool is_response,
               const settings *calls, struct http_span head)
{
    llhttp_init(p, is_response ? HTTP_RESPONSE : HTTP_REQUEST, calls);
    p->data = spans;
    return (int)llhttp_execute(p, head.at, head.length);
}
#else
static int on_end(parser *p)
{
    http_parser_pause(p, 1);
    return 0;
}

static int run(parser *p, struct http_spans *spans, bool is_response,
               const settings *calls, struct http_span head)
{
    http_parser_init(p, is_response ? HTTP_RESPONSE : HTTP_REQUEST);
    p->data = spans;
    http_parser_execute(p, calls, head.at, head.length);
    return (int)HTTP_PARSER_ERRNO(p);
}
#endif

int csp__http_parse(struct http_spans *spans, char *head, size_t n,
                    bool is_response)
{
    static const settings calls = {
        .on_url = on_target,
        .on_header_field = on_name,
        .on_header_value = on_value,
        .on_headers_complete = on_end,
    };
    parser p;
    spans->count = 0;
    spans->target = (struct http_span){head, 0};
    int why = run(&p, spans, is_response, &calls, (struct http_span){head, n});
    if (why == HPE_INVALID_METHOD) return 501;
    if (why != HPE_PAUSED) return 400;
    if (spans->count > HTTP_FIELDS) return 431;
    spans->minor = p.http_minor;
    spans->status = p.status_code;
    return 0;
}
