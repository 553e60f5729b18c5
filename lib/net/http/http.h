// SPDX-License-Identifier: MIT
// http.h: what lib/net/http/*.c share: a message that is read, one that is
// written, and the bytes read ahead of a stream.
//
// The texts of a head that was read lie where it was read, at the front of the
// source's memory; its body is read behind them, so they stay until the next
// head is.
#ifndef CSP_LIB_HTTP_H
#define CSP_LIB_HTTP_H

#include <csp_http.h>
#include <csp_sync.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

enum {
    HTTP_FIELDS = 128,       // of a head that is read; more: 431
    HTTP_HEAD_BYTES = 16384, // of a response's, and of a request's by default
    HTTP_SET_BYTES = 8192,
    HTTP_OWN_BYTES = 512,    // of what we add to a head that is written
    HTTP_AHEAD_BYTES = 4096, // room behind the largest head
    HTTP_LINE_BYTES = 256,   // of a chunk's size, with extensions
    HTTP_TRAILER_BYTES = 8192,
    HTTP_EARLY_HEADS = 100, // before a response's
};

// -- source.c: how long the other side may keep us waiting -------------------

struct http_pace {
    int64_t left;  // so many nanoseconds; more with each byte that moves
    int64_t stall; // and so many at most
    int64_t bytes; // that are worth a second; 0: no limit at all
};
// The nearer of the deadline and the pace's.
int64_t
csp__http_until(const struct http_pace *pace, int64_t began, int64_t deadline);
// Waited since `began` for n bytes that have moved, or for none.
void csp__http_waited(struct http_pace *pace, int64_t began, ssize_t n);

// -- and its bytes ------------------------------------------------------------

struct http_source {
    struct csp_stream *stream;
    char *data; // `size` bytes; those before `base` are a head's
    size_t size, base, at, end; // data[at..end) has been read and not been used
};
// What is unused goes to `base`: 0, to have the next head in front of all.
void csp__http_to_front(struct http_source *source, size_t base);
// Reads more behind `end`, moving what is unused to `base` if there is no room
// else: as csp_in_more_dl.
csp_operation ssize_t csp__http_more(struct http_source *source,
                                     int64_t deadline);
static inline size_t http_held(const struct http_source *source)
{
    return source->end - source->at;
}

// -- a message that is read: head.c, parse.c, body.c -------------------------

enum http_body { HTTP_NONE, HTTP_LENGTH, HTTP_CHUNKED, HTTP_TO_THE_END };
enum http_chunk { CHUNK_SIZE, CHUNK_DATA, CHUNK_CRLF, CHUNK_TRAILER };

struct http_in {
    struct csp_http_in shown; // the first member: what people have
    struct http_source *source;
    struct http_pace pace;
    enum http_body body;
    enum http_chunk chunk;
    int64_t left;     // of the body, or of the chunk
    int64_t most;     // of a body's bytes; -1: any
    int64_t read;     // of them
    size_t trailer;   // its bytes so far
    bool expects;     // to be asked to go on, by who reads it
    bool unsaid;      // no response has begun: it still may be asked
    csp_mutex asking; // of both: another task may write the response
    bool over;        // the body was read
    int broken;       // errno: it cannot be, for good
    bool keeps;       // the other side keeps the connection
    struct csp_http_field fields[HTTP_FIELDS];
};

// Where a head ends, by the empty line; 0: not in n bytes; -1: it has a line
// that ends wrongly. *seen: so many were looked at before.
ssize_t csp__http_head_end(const char *data, size_t n, size_t *seen);
// One line of a head's fields, or of a trailer's, without its end.
bool csp__http_is_field_line(const char *line, size_t n);
// The texts and the framing of a head, which is changed in place: 0, or the
// status to refuse it with. Fills all of `in` but source, pace and most.
int csp__http_request_head(struct http_in *in, char *head, size_t n);
int csp__http_response_head(struct http_in *in, char *head, size_t n,
                            bool is_head);

// parse.c: the parser; names and values of fields as they lie in the head, not
// yet ended by a 0: their lengths in `length`. 0, 400, 431 or 501.
struct http_span {
    char *at;
    size_t length;
};
struct http_spans {
    struct http_span target; // of a request
    int count, minor, status;
    struct http_span name[HTTP_FIELDS], value[HTTP_FIELDS];
};
int csp__http_parse(struct http_spans *spans, char *head, size_t n,
                    bool is_response);

// Reads over the rest of the body, at most so many bytes, by way of memory of
// n: is it at its end?
csp_coroutine bool
csp__http_skip(struct http_in *in, int64_t most, char *p, size_t n);

// -- a message that is written: out.c ----------------------------------------

struct csp_http_out {
    struct csp_stream *stream;
    struct http_pace pace;
    int64_t length, written;
    int status, minor;   // of the response; of the request that it answers
    bool is_request;     // its start line stands in text
    bool begun, sent;    // the head
    bool ended;          // all of it has been sent
    bool is_alone;       // on its stream, which ends with it
    bool is_empty;       // no body is sent, whatever is written
    bool chunked, close; // by what has been decided
    bool broken;         // it did not go out as promised
    bool has_date;
    struct http_in *asked; // the request that is to be asked to go on; or NULL
    size_t used;           // of text
    char text[HTTP_SET_BYTES + HTTP_OWN_BYTES];
};

// Is nothing left for csp_http_end_dl to send?
static inline bool http_is_whole(const struct csp_http_out *out)
{
    bool is_said =
        out->is_empty || (!out->chunked && out->length <= out->written);
    return out->ended || (out->sent && !out->broken && is_said);
}
void csp__http_out_init(struct csp_http_out *out, struct csp_stream *stream);
// Puts the line before what has been set: 0; -1 and ENOBUFS.
int csp__http_prepend(struct csp_http_out *out, const char *line, size_t n);
// Appends a field that is known to be right: 0; -1 and ENOBUFS.
int csp__http_append(struct csp_http_out *out, const char *name,
                     const char *value, size_t most);

// -- exchange.c --------------------------------------------------------------

// Requests, as long as one lies there when another has been answered. False:
// the connection ends.
csp_coroutine bool csp__http_exchanges(struct csp_stream *stream,
                                       const struct csp_addr *peer,
                                       const struct csp_http_service *service);
// The same of a plain stream.
csp_coroutine bool csp__http_plain(int fd, const struct csp_addr *peer,
                                   const struct csp_http_service *service);

static inline int64_t http_or(int64_t value, int64_t otherwise)
{
    return value ? value : otherwise;
}

// -- a client: client.c, on what connection.c or HTTP/2 has -----------------

// 0, or -1 and errno.
typedef csp_coroutine int
http_client_call(struct csp_http_client *client, int64_t deadline);
struct http_client_calls {
    // client->out, for what is set of a request. ENOMEM.
    int (*make)(struct csp_http_client *client);
    // Once that may be sent; the response before has been forgotten.
    http_client_call *begin;
    // What is left of client->out is sent, and it is gone; client->in is there.
    http_client_call *answer;
    // client->in is there; client->out, which may be written meanwhile, stays,
    // also if this fails,
    http_client_call *answer_early;
    // .. until this, when nobody writes it any more.
    void (*leave_out)(struct csp_http_client *client);
    // client->in is gone, if it was there.
    http_client_call *forget;
    bool (*is_open)(const struct csp_http_client *client);
    // Frees all, the client too.
    void (*close)(struct csp_http_client *client);
};

struct csp_http_client {
    const struct http_client_calls *calls;
    const char *host;
    struct csp_http_out *out; // from the first field until it has gone out,
                              // or, if it is answered before, the next request
    struct http_in *in;       // from its head until the next request
    bool asked;               // and not answered
    bool is_head;             // the method was HEAD
};

// What csp_dial takes, as a Host.
static inline const char *http_host_of(const char *where)
{
    return strncmp(where, "unix:", 5) == 0 ? "localhost" : where;
}

// -- what HTTP/2's server does as well: serve.c, exchange.c ------------------

// The kernel takes no more than some pages of what a client does not read:
// megabytes for each of a thousand slow readers are the memory of all sockets
// there are, and everybody waits. Connections have it from their listener.
void csp__http_take_little(int fd);
// What the service says of one exchange:
void csp__http_prepare(struct http_in *in, struct csp_http_out *out,
                       const struct csp_addr *peer,
                       const struct csp_http_service *service);
// Is it the handler's turn, or is the body known to be too long?
static inline bool http_is_handled(struct http_in *in, struct csp_http_out *out)
{
    out->is_empty = strcmp(in->shown.method, "HEAD") == 0;
    if (in->shown.length <= in->most || in->most < 0) return true;
    in->broken = EMSGSIZE;
    return false;
}
// The status for what the handler has not answered.
int csp__http_unanswered(const struct http_in *in);
// A response that has nothing but its status.
csp_coroutine void csp__http_say(struct csp_http_out *out, int status);
// Lets the other side read the last response before the connection breaks, as
// it would with bytes of its own that nobody has read: by way of memory of n.
#define HTTP_LINGER_NS (2 * CSP_S)
#define HTTP_STALL_NS (20 * CSP_S) // what csp_http.h says of stall_ns
csp_coroutine void
csp__http_linger(struct csp_stream *stream, char *p, size_t n);
static inline size_t http_head_bytes(const struct csp_http_service *service)
{
    size_t bytes = service->head_bytes ? service->head_bytes : HTTP_HEAD_BYTES;
    return bytes < 65536 ? bytes : 65536;
}
static inline int http_connections(const struct csp_http_service *service)
{
    return service->connections ? service->connections : 10000;
}

// -- text.c ------------------------------------------------------------------

bool csp__http_is_token(const char *text, size_t n);
// No control characters but tabs.
bool csp__http_is_text(const char *text, size_t n);
// Now, as csp_http_date; in memory of this thread's, until it asks again.
const char *csp__http_today(void);

static inline int64_t http_after(int64_t ns)
{
    return csp_now() + ns;
}

static inline int64_t http_idle_end(const struct csp_http_service *service)
{
    return http_after(http_or(service->idle_ns, 60 * CSP_S));
}

static inline int http_fail(int error)
{
    errno = error;
    return -1;
}

#endif
