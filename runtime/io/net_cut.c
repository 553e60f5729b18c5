// SPDX-License-Identifier: MIT
// net_cut.c: between whom nothing passes in the simulated network. Owns the
// list of cuts.
#include "io/wire.h"

#include <errno.h>
#include <string.h>

#include "memory/alloc.h"
#include "run/clock.h"
#include "run/rt.h"

enum { TEXT_BYTES = 128 };

static struct cut {
    struct cut *next;
    char end[2][TEXT_BYTES]; // of an address its text, or what is before the
                             // port; "": any
    int64_t until;           // CSPI_NEVER: until it is healed
} *cuts;

static bool is_meant(const char *end, const char *text)
{
    size_t n = strlen(end);
    return n == 0 ||
           (strncmp(text, end, n) == 0 && (!text[n] || text[n] == ':'));
}

// An end and all others: not what it says to itself.
static bool parts(const struct cut *cut, const char *one, const char *other)
{
    const char *a = cut->end[0], *b = cut->end[1];
    if (!*a || !*b) {
        const char *end = *a ? a : b;
        return !*end || is_meant(end, one) != is_meant(end, other);
    }
    return (is_meant(a, one) && is_meant(b, other)) ||
           (is_meant(b, one) && is_meant(a, other));
}

bool cspi_cut_between(const struct csp_addr *one, const struct csp_addr *other)
{
    char text[2][TEXT_BYTES];
    if (!cuts) return false;
    csp_addr_text(one, text[0], TEXT_BYTES);
    csp_addr_text(other, text[1], TEXT_BYTES);
    for (const struct cut *cut = cuts; cut; cut = cut->next)
        if (parts(cut, text[0], text[1])) return true;
    return false;
}

static void add(const char *one, const char *other, int64_t until)
{
    struct cut *cut = cspi_zalloc(sizeof *cut);
    if (!cut) cspi_wire_stop("out of memory");
    memcpy(cut->end[0], one, strlen(one));
    memcpy(cut->end[1], other, strlen(other));
    cut->until = until;
    cut->next = cuts;
    cuts = cut;
}

// "127.0.0.1:80": the host.
static char *host_of(const struct csp_addr *addr, char text[TEXT_BYTES])
{
    csp_addr_text(addr, text, TEXT_BYTES);
    char *colon = strrchr(text, ':');
    if (addr->storage.ss_family != AF_UNIX && colon) *colon = 0;
    return text;
}

void cspi_cut_for(const struct csp_addr *one, const struct csp_addr *other,
                  int64_t ns)
{
    char a[TEXT_BYTES], b[TEXT_BYTES];
    cspi_wire_tell(one, other, "cut for %.6g ms", (double)ns / CSP_MS);
    add(host_of(one, a), host_of(other, b), cspi_clock_now() + ns);
}

// What was held goes on.
static void let_go(void)
{
    for (struct wire *w = cspi_net.wires; w; w = w->next)
        if (w->held) cspi_wire_ready(w);
}

static void end(struct cut **at)
{
    struct cut *cut = *at;
    *at = cut->next;
    cspi_free(cut);
}

int64_t cspi_cut_ends(void)
{
    int64_t first = CSPI_NEVER, now = cspi_clock_now();
    bool any = false;
    for (struct cut **at = &cuts; *at;) {
        if ((*at)->until <= now) {
            end(at);
            any = true;
            continue;
        }
        if ((*at)->until < first) first = (*at)->until;
        at = &(*at)->next;
    }
    if (any) let_go();
    return first;
}

// -- what people call --------------------------------------------------------

// Not what it should be: -1 and errno.
static int look(const char **one, const char **other)
{
    if (!*one) *one = "";
    if (!*other) *other = "";
    errno = csp__net_on() ? EINVAL : ENOSYS;
    bool fits = strlen(*one) < TEXT_BYTES && strlen(*other) < TEXT_BYTES;
    return errno != ENOSYS && fits ? 0 : -1;
}

int csp_net_cut(const char *one, const char *other)
{
    if (look(&one, &other) < 0) return -1;
    cspi_wire_lock();
    add(one, other, CSPI_NEVER);
    cspi_wire_unlock();
    return 0;
}

static bool is(const struct cut *cut, const char *one, const char *other)
{
    return (!strcmp(cut->end[0], one) && !strcmp(cut->end[1], other)) ||
           (!strcmp(cut->end[0], other) && !strcmp(cut->end[1], one));
}

int csp_net_heal(const char *one, const char *other)
{
    if (look(&one, &other) < 0) return -1;
    cspi_wire_lock();
    for (struct cut **at = &cuts; *at;)
        if ((!*one && !*other) || is(*at, one, other))
            end(at);
        else
            at = &(*at)->next;
    let_go();
    cspi_wire_unlock();
    return 0;
}
