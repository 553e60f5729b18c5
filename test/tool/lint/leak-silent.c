// RUN: %cspcc -Werror=csp-unwind-leak -Wno-csp-lock -Wno-csp-blocking -fsyntax-only %s
// Nothing is lost: given back before, with a cleanup, the result read, known to
// others by then, or nothing got.
#include <csp_sync.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list {
    struct list *next;
};
static struct list *all;
void keep(void *p);

static void done(char **p)
{
    free(*p);
}

static coroutine void fine(chan(int) c, chan(char *) out, csp_mutex *m)
{
    __attribute__((cleanup(done))) char *cleaned = malloc(9);
    char *freed = malloc(9), *sent = strdup("x"), *kept = malloc(9);
    free(freed);
    keep(kept);
    chan_send(out, sent);
    struct list *one = malloc(sizeof *one), *other = malloc(sizeof *other);
    if (!one || other == NULL) exit(1);
    one->next = all;
    all = one;
    one->next = other;
    chan_send(c, cleaned[0]);
    char *read = malloc(9);
    if (!read) {
        chan_send(c, -1);
        return;
    }
    if (chan_send(c, 1) && csp_sleep(1) == 0) read[0] = 1;
    select {
    case_send(c, 2): break;
    case_cancel(): break;
    }
    free(read);
    csp_mutex_lock(m);
    all = all->next;
    csp_mutex_unlock(m);
    yield();
}

static coroutine char *returned(chan(int) c)
{
    char *p = malloc((size_t)chan_get(c));
    if (c) return p;
    free(p);
    return calloc(1, (size_t)chan_get(c));
}

int main(void)
{
    chan(int) c = chan_make(int, 9);
    csp_mutex m = CSP_MUTEX_INIT;
    fine(c, chan_make(char *, 9), &m);
    free(returned(c));
}
