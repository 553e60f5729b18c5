// SPDX-License-Identifier: MIT
// dial.c: a stream to a name, by the first of its addresses that answers
// (RFC 8305). Owns the sockets on their way; one select waits for all of them.
#include "io.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>

static const int64_t head_start = 250 * CSP_MS;
enum { ATTEMPTS = 16 }; // addresses that are tried of one name

struct race {
    const struct addrinfo *lane[ATTEMPTS];
    int lanes, begun;
    int fd[ATTEMPTS]; // of those that have begun; -1: it has failed
    struct csp_choice set[ATTEMPTS + 1];
    int error; // of the first that failed
};

static const struct addrinfo *
skip_to(const struct addrinfo *info, int family, bool same)
{
    while (info && (info->ai_family == family) != same)
        info = info->ai_next;
    return info;
}

// The families in turn, the one that the resolver likes best first.
static void line_up(struct race *race, const struct addrinfo *list)
{
    int family = list->ai_family;
    const struct addrinfo *next[2] = {list, skip_to(list, family, false)};
    for (int turn = 0; (next[0] || next[1]) && race->lanes < ATTEMPTS;
         turn = !turn) {
        if (!next[turn]) continue;
        race->lane[race->lanes++] = next[turn];
        next[turn] = skip_to(next[turn]->ai_next, family, turn == 0);
    }
}

static void fail(struct race *race, int i)
{
    if (!race->error) race->error = errno;
    if (race->fd[i] >= 0) csp_close(race->fd[i]);
    race->fd[i] = -1;
}

// True: it is connected already.
static bool begin(struct race *race)
{
    int i = race->begun++;
    const struct addrinfo *info = race->lane[i];
    struct csp_addr to = {.length = info->ai_addrlen};
    memcpy(&to.storage, info->ai_addr, info->ai_addrlen);
    race->fd[i] = call_socket(info->ai_family, SOCK_STREAM);
    if (race->fd[i] >= 0 && call_connect(race->fd[i], NULL, &to) == 0)
        return true;
    if (race->fd[i] < 0 || errno != EINPROGRESS) fail(race, i);
    return false;
}

static bool is_running(const struct race *race)
{
    for (int i = 0; i < race->begun; i++)
        if (race->fd[i] >= 0) return true;
    return false;
}

// How one stands of which something is known: true, it is connected.
static bool has_won(struct race *race, int i)
{
    if (!csp__io_is_ready(race->fd[i], CSP_WRITABLE)) return false;
    int error = call_error(race->fd[i]);
    errno = error;
    if (error) fail(race, i);
    return !error;
}

// Waits for so long until something is known of one: which; NOTHING.
enum { NOTHING = -1, CANCELLED = -2 };
static int wait_for_one(struct race *race, int64_t ns)
{
    int which[ATTEMPTS + 1], n = 0;
    for (int i = 0; i < race->begun; i++) {
        if (race->fd[i] < 0) continue;
        which[n] = i;
        race->set[n++] = choice_fd(race->fd[i], CSP_WRITABLE);
    }
    which[n] = NOTHING;
    race->set[n] = choice_after(ns);
    int chosen = select_set(race->set, (size_t)n + 1, CSP_CHOOSE_ANY);
    return chosen < 0 ? CANCELLED : which[chosen];
}

// Which one has won; -1 and errno.
static int run(struct race *race, int64_t deadline)
{
    for (int64_t next = INT64_MIN;;) {
        int64_t now = csp_now(), end = deadline;
        bool is_last = race->begun == race->lanes;
        if (!is_last && (now >= next || !is_running(race))) {
            if (begin(race)) return race->begun - 1;
            next = now + head_start;
            continue;
        }
        if (!is_running(race)) return errno = race->error, -1;
        if (now >= deadline) return io_failed(CSP_ETIMEDOUT);
        if (!is_last && next < end) end = next;
        int i = wait_for_one(race, end - now);
        if (i == CANCELLED) return io_failed(csp_why());
        if (i >= 0 && has_won(race, i)) return i;
    }
}

static int connect_to_one(const struct addrinfo *list, int64_t deadline)
{
    struct race *race = calloc(1, sizeof *race);
    if (!race) return -1;
    line_up(race, list);
    int won = run(race, deadline), error = errno;
    int fd = won < 0 ? -1 : race->fd[won];
    for (int i = 0; i < race->begun; i++)
        if (i != won && race->fd[i] >= 0) csp_close(race->fd[i]);
    free(race);
    int on = 1;
    if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    errno = error;
    return fd;
}

// What getaddrinfo says, as errno has it.
static int unresolved(int answer)
{
    switch (answer) {
    case EAI_SYSTEM: break;
    case EAI_MEMORY: errno = ENOMEM; break;
    case EAI_AGAIN:
    case EAI_FAIL: errno = EREMOTEIO; break;
    case EAI_SERVICE: errno = EINVAL; break;
    default: errno = ENOENT; break;
    }
    return -1;
}

// libc's resolver takes the lowest 16 bits of a number of any length.
static bool is_port(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return text[digits] || (digits <= 5 && atoi(text) <= UINT16_MAX);
}

// "host:port" in pieces; false: it is none.
static bool split(char *text, char **host, char **port)
{
    char *colon = strrchr(text, ':');
    if (!colon || colon == text || !colon[1] || !is_port(colon + 1))
        return false;
    *host = text;
    *port = colon + 1;
    *colon = 0;
    if (text[0] != '[') return !strchr(text, ':');
    (*host)++;
    bool is_closed = colon[-1] == ']';
    colon[-1] = 0;
    return is_closed;
}

csp_operation int csp_dial_dl(const char *where, int64_t deadline)
{
    enum { NAME_BYTES = 300 }; // a name of DNS has 253
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct csp_addr addr;
    if (csp_addr_parse(&addr, where) == 0)
        return csp_connect_dl(&addr, deadline);
    char text[NAME_BYTES], *host, *port;
    bool fits = strlen(where) < sizeof text;
    if (!fits || !split(strcpy(text, where), &host, &port))
        return errno = EINVAL, -1;
    struct addrinfo *list;
    int answer = csp_resolve_dl(host, port, &hints, &list, deadline);
    if (answer) return unresolved(answer);
    int fd = connect_to_one(list, deadline), error = errno;
    freeaddrinfo(list);
    errno = error;
    return fd;
}
