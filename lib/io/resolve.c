// SPDX-License-Identifier: MIT
// resolve.c: getaddrinfo, which blocks and cannot be interrupted, on the pool.
// A task of its own waits for it; who asked may leave, and that task frees what
// comes late. Owns the one state of the library: how many may ask at once.
#include "io.h"

#include <csp_sync.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 32 }; // of the pool's threads

static csp_semaphore room = CSP_SEMAPHORE_INIT(AT_ONCE);

struct question {
    int users; // who asked, and the task
    char *host, *service;
    bool has_hints;
    struct addrinfo hints;
    csp_event answered;
    int answer, error; // error: errno, for EAI_SYSTEM
    struct addrinfo *list;
};

static void leave(struct question *q)
{
    if (__atomic_sub_fetch(&q->users, 1, __ATOMIC_ACQ_REL)) return;
    if (q->list) freeaddrinfo(q->list);
    free(q->host);
    free(q->service);
    free(q);
}

static void find(struct question *q)
{
    q->answer = csp__io_fault(-1, CSP__FAULT_RESOLVE);
    if (q->answer) return;
    q->answer = getaddrinfo(q->host, q->service,
                            q->has_hints ? &q->hints : NULL, &q->list);
    q->error = errno;
}

// A task. Its place in the room was had by who asked.
static void answer(struct question *q)
{
    blocking
    find(q);
    csp_semaphore_release(&room);
    csp_event_set(&q->answered);
    leave(q);
}

static struct question *new_question(const char *host, const char *service,
                                     const struct addrinfo *hints)
{
    struct question *q = calloc(1, sizeof *q);
    if (!q) return NULL;
    *q = (struct question){.users = 2, .answered = CSP_EVENT_INIT};
    if (host) q->host = strdup(host);
    if (service) q->service = strdup(service);
    if (hints) q->hints = *hints;
    q->has_hints = hints;
    if ((q->host || !host) && (q->service || !service)) return q;
    q->users = 1;
    leave(q);
    return NULL;
}

// Waits for a gate of csp_sync.h, which `wait` passes: true; false, errno.
#define WAIT_UNTIL(deadline, wait)                                             \
    ({                                                                         \
        bool passed = false;                                                   \
        int why = 0;                                                           \
        until(deadline, &why) passed = (wait);                                 \
        if (!passed) io_failed(why);                                           \
        passed;                                                                \
    })

// It has been asked: waits for the answer.
static int hear(struct question *q, struct addrinfo **list, int64_t deadline)
{
    if (!WAIT_UNTIL(deadline, csp_event_wait(&q->answered))) return EAI_SYSTEM;
    *list = q->list;
    q->list = NULL;
    errno = q->error;
    return q->answer;
}

csp_operation int csp_resolve_dl(const char *host, const char *service,
                                 const struct addrinfo *hints,
                                 struct addrinfo **list, int64_t deadline)
{
    *list = NULL;
    if (!WAIT_UNTIL(deadline, csp_semaphore_acquire(&room))) return EAI_SYSTEM;
    struct question *q = new_question(host, service, hints);
    if (!q) {
        csp_semaphore_release(&room);
        return EAI_MEMORY;
    }
    go
    answer(q);
    int result = hear(q, list, deadline);
    int error = errno;
    leave(q);
    errno = error;
    return result;
}
