// SPDX-License-Identifier: MIT
// head.c: is a head one that everybody reads the same way, and how long is the
// body behind it? Owns nothing. The parser is asked last: what it would let
// pass (folded lines, blanks before colons, bare line ends, other versions) is
// refused here before.
#include "http.h"

#include <stdlib.h>
#include <strings.h>

ssize_t csp__http_head_end(const char *data, size_t n, size_t *seen)
{
    for (const char *line = data + *seen;; line = data + *seen) {
        const char *end = memchr(line, '\n', n - *seen);
        if (!end) return 0;
        if (end == line || end[-1] != '\r') return -1;
        *seen = (size_t)(end - data) + 1;
        if (end == line + 1) return (ssize_t)*seen;
    }
}

// -- lines -------------------------------------------------------------------

bool csp__http_is_field_line(const char *line, size_t n)
{
    const char *colon = memchr(line, ':', n);
    if (!colon) return false;
    size_t length = (size_t)(colon - line);
    return csp__http_is_token(line, length) &&
           csp__http_is_text(colon, n - length);
}

// All behind the first line and before the empty one.
static bool are_field_lines(const char *line, const char *end)
{
    while (line < end) {
        const char *cr = memchr(line, '\r', (size_t)(end - line));
        if (!cr || cr[1] != '\n') return false;
        if (!csp__http_is_field_line(line, (size_t)(cr - line))) return false;
        line = cr + 2;
    }
    return true;
}

// The parser's turn, unless the lines are such as it must not see.
static int parse(struct http_spans *spans, char *head, size_t n,
                 const char *line_end, bool is_response)
{
    bool is_line = line_end[1] == '\n';
    if (!is_line || !are_field_lines(line_end + 2, head + n - 2)) return 400;
    return csp__http_parse(spans, head, n, is_response);
}

// "HTTP/1.1" at `text`: 0, 505: another version, or 400.
static int check_version(const char *text, size_t n)
{
    bool is_one = n == 8 && memcmp(text, "HTTP/", 5) == 0 && text[6] == '.' &&
                  text[5] >= '0' && text[5] <= '9' && text[7] >= '0' &&
                  text[7] <= '9';
    if (!is_one) return 400;
    return text[5] == '1' && text[7] <= '1' ? 0 : 505;
}

// METHOD SP target SP version. The method is given, ended by a 0 later.
static int
check_request_line(const char *line, size_t n, struct http_span *method)
{
    const char *first = memchr(line, ' ', n), *last = memrchr(line, ' ', n);
    if (!first || first == last || !csp__http_is_text(line, n)) return 400;
    *method = (struct http_span){(char *)line, (size_t)(first - line)};
    if (!csp__http_is_token(line, method->length)) return 400;
    for (const char *c = first + 1; c < last; c++)
        if (*c == ' ' || *c == '\t' || *c == '#') return 400;
    if (first + 1 == last) return 400;
    return check_version(last + 1, n - (size_t)(last + 1 - line));
}

static int check_status_line(const char *line, size_t n)
{
    if (n < 12 || line[8] != ' ' || !csp__http_is_text(line, n)) return 400;
    return check_version(line, 8);
}

// -- fields ------------------------------------------------------------------

static const char *text_of(struct http_span span)
{
    while (span.length && strchr(" \t", span.at[span.length - 1]))
        span.length--;
    span.at[span.length] = 0;
    return span.at;
}

static void show_fields(struct http_in *in, const struct http_spans *spans)
{
    for (int i = 0; i < spans->count; i++) {
        in->fields[i].value = text_of(spans->value[i]);
        in->fields[i].name = text_of(spans->name[i]);
    }
    in->shown.fields = in->fields;
    in->shown.field_count = spans->count;
    in->shown.minor = spans->minor;
}

const char *csp_http_field(const struct csp_http_in *in, const char *name)
{
    for (int i = 0; i < in->field_count; i++)
        if (strcasecmp(in->fields[i].name, name) == 0)
            return in->fields[i].value;
    return NULL;
}

// What a head says of its own message.
struct framing {
    const char *length, *coding, *host, *expect;
    bool twice; // one of the first three
    bool close, keep;
};

static void
note_once(struct framing *framing, const char **at, const char *value)
{
    framing->twice |= *at != NULL;
    *at = value;
}

static void
look_at_fields(const struct csp_http_in *in, struct framing *framing)
{
    for (int i = 0; i < in->field_count; i++) {
        const char *name = in->fields[i].name, *value = in->fields[i].value;
        if (strcasecmp(name, "Host") == 0)
            note_once(framing, &framing->host, value);
        else if (strcasecmp(name, "Content-Length") == 0)
            note_once(framing, &framing->length, value);
        else if (strcasecmp(name, "Transfer-Encoding") == 0)
            note_once(framing, &framing->coding, value);
        else if (strcasecmp(name, "Expect") == 0)
            framing->expect = value;
        else if (strcasecmp(name, "Connection") == 0) {
            framing->close |= csp_http_has_word(value, "close");
            framing->keep |= csp_http_has_word(value, "keep-alive");
        }
    }
}

// Digits and nothing else; -1: it is none.
static int64_t length_of(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 18 || text[digits]) return -1;
    return strtoll(text, NULL, 10);
}

// A body that says how long it is: 0, or the status to refuse it with.
static int frame_body(struct http_in *in, const struct framing *framing)
{
    if (framing->coding) {
        if (framing->length || in->shown.minor == 0) return 400;
        if (strcasecmp(framing->coding, "chunked") != 0)
            return strchr(framing->coding, ',') ? 400 : 501;
        in->body = HTTP_CHUNKED;
        in->shown.length = -1;
        in->over = false;
    } else if (framing->length) {
        in->left = length_of(framing->length);
        if (in->left < 0) return 400;
        in->shown.length = in->left;
        in->body = HTTP_LENGTH;
        in->over = in->left == 0;
    }
    return 0;
}

static void begin(struct http_in *in, const struct http_spans *spans,
                  struct framing *framing)
{
    in->shown = (struct csp_http_in){.status = spans->status};
    in->body = HTTP_NONE;
    in->chunk = CHUNK_SIZE;
    in->left = in->read = 0;
    in->trailer = 0;
    in->broken = 0;
    in->expects = false;
    in->over = true;
    show_fields(in, spans);
    *framing = (struct framing){0};
    look_at_fields(&in->shown, framing);
    in->keeps = in->shown.minor ? !framing->close : framing->keep;
}

// -- requests ----------------------------------------------------------------

static bool is_in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (c && strchr("-.:_~%!$&'()*+;=", c));
}

// A name or an address, and a port or none; "" too. What has two colons must
// be in brackets.
static bool is_host(const char *host)
{
    bool in_brackets = *host == '[';
    const char *at = host + in_brackets;
    while (is_in_name(*at) && (in_brackets || *at != ':'))
        at++;
    if (in_brackets && *at++ != ']') return false;
    if (*at == ':') at += 1 + strspn(at + 1, "0123456789");
    return !*at;
}

// "http://host/path", as proxies are sent it: gives the path.
static char *leave_out_host(char *target, const char **host)
{
    bool is_plain = strncasecmp(target, "http://", 7) == 0;
    if (!is_plain && strncasecmp(target, "https://", 8) != 0) return NULL;
    char *from = target + (is_plain ? 7 : 8),
         *path = from + strcspn(from, "/?");
    size_t n = (size_t)(path - from);
    if (n == 0) return NULL;
    // One byte to the front, over a '/', which leaves room for the 0.
    *host = memmove(from - 1, from, n);
    from[n - 1] = 0;
    return path;
}

// Path and query; 400: it is of no form that a server of its own takes.
static int show_target(struct csp_http_in *in, char *target)
{
    if (target[0] != '/' && strcmp(target, "*") != 0) {
        target = leave_out_host(target, &in->host);
        if (!target || !is_host(in->host)) return 400;
    } else if (target[0] == '*' && strcmp(in->method, "OPTIONS") != 0)
        return 400;
    char *query = strchr(target, '?');
    if (query) *query = 0;
    in->query = query ? query + 1 : NULL;
    in->path = *target ? target : "/";
    return 0;
}

static int check_request(struct http_in *in, const struct framing *framing)
{
    if (framing->twice || (!framing->host && in->shown.minor)) return 400;
    if (framing->host && !is_host(framing->host)) return 400;
    if (strcmp(in->shown.method, "CONNECT") == 0) return 501;
    int status = frame_body(in, framing);
    if (status || !framing->expect) return status;
    if (strcasecmp(framing->expect, "100-continue") != 0) return 417;
    in->expects = in->shown.minor > 0;
    return 0;
}

int csp__http_request_head(struct http_in *in, char *head, size_t n)
{
    struct http_spans spans;
    struct http_span method;
    struct framing framing;
    const char *line_end = memchr(head, '\r', n);
    int status = check_request_line(head, (size_t)(line_end - head), &method);
    if (status) return status;
    status = parse(&spans, head, n, line_end, false);
    if (status) return status;
    begin(in, &spans, &framing);
    in->shown.method = text_of(method);
    in->shown.host = framing.host;
    status = check_request(in, &framing);
    if (status) return status;
    return show_target(&in->shown, (char *)text_of(spans.target));
}

// -- responses ---------------------------------------------------------------

int csp__http_response_head(struct http_in *in, char *head, size_t n,
                            bool is_head)
{
    struct http_spans spans;
    struct framing framing;
    const char *line_end = memchr(head, '\r', n);
    int status = check_status_line(head, (size_t)(line_end - head));
    if (status) return status;
    status = parse(&spans, head, n, line_end, true);
    if (status) return status;
    begin(in, &spans, &framing);
    if (framing.twice) return 400;
    status = in->shown.status;
    if (is_head || status < 200 || status == 204 || status == 304) return 0;
    if (framing.coding || framing.length) return frame_body(in, &framing);
    in->body = HTTP_TO_THE_END;
    in->shown.length = -1;
    in->over = in->keeps = false;
    return 0;
}
