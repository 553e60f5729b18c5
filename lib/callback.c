// SPDX-License-Identifier: MIT
// callback.c: chan_send_cb. A task of its own waits, and calls back. Owns a
// copy of the value, and a reference on the channel.
#include <csp_sync.h>
#include <stdlib.h>
#include <string.h>

struct parcel {
    void *chan;
    csp_coroutine void (*done)(bool sent, void *arg);
    void *arg;
    _Alignas(max_align_t) unsigned char value[];
};

// Of a type that is not known here: by a select that looks at no types.
static void deliver(struct parcel *parcel)
{
    struct csp_choice choice = csp__choice_send(parcel->chan, parcel->value);
    select_set(&choice, 1, CSP_CHOOSE_ANY);
    csp__release(parcel->chan, NULL, 0);
    parcel->done(choice.ok, parcel->arg);
    free(parcel);
}

void csp__send_cb(void *chan, const void *value, size_t bytes,
                  csp_coroutine void (*done)(bool sent, void *arg), void *arg,
                  const char *file, int line)
{
    struct parcel *parcel = malloc(sizeof *parcel + bytes);
    if (!parcel) csp__stop(file, line, "out of memory", chan);
    *parcel = (struct parcel){csp__retain(chan, file, line), done, arg};
    memcpy(parcel->value, value, bytes);
    go
    deliver(parcel);
}
