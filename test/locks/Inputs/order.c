// SPDX-License-Identifier: MIT
// order.c: which locks are taken while which are held, printed at the end into
// the file that LOCKS names: a line "file: lock > file: lock" for each pair.
// Two of one kind are an error but for channels, by address.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void order_take(const void *lock, const char *what, const char *file);
void order_hold(const void *lock, const char *what, const char *file);
void order_give(const void *lock);
void order_gone(const void *block, size_t bytes);

enum { DEPTH = 300, PAIRS = 500 };
struct held {
    const void *lock;
    const char *what, *file;
};
struct pair {
    struct held outer, inner;
};
static _Thread_local struct held held[DEPTH];
static _Thread_local int count;
static struct pair pairs[PAIRS];
static int pair_count;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static int is(const struct held *a, const struct held *b)
{
    return strcmp(a->what, b->what) == 0 && strcmp(a->file, b->file) == 0;
}

static void note(struct held outer, struct held inner)
{
    static _Thread_local struct pair last;
    if (last.outer.what == outer.what && last.inner.what == inner.what) return;
    last = (struct pair){outer, inner};
    pthread_mutex_lock(&guard);
    int i = 0;
    while (i < pair_count &&
           !(is(&pairs[i].outer, &outer) && is(&pairs[i].inner, &inner)))
        i++;
    if (i == PAIRS) abort();
    if (i == pair_count) pairs[pair_count++] = last;
    pthread_mutex_unlock(&guard);
}

void order_hold(const void *lock, const char *what, const char *file)
{
    if (count == DEPTH) abort();
    held[count++] = (struct held){lock, what, file};
}

void order_take(const void *lock, const char *what, const char *file)
{
    struct held taken = {lock, what, file};
    for (int i = 0; i < count; i++) {
        if (is(&held[i], &taken) && (uintptr_t)held[i].lock > (uintptr_t)lock) {
            fprintf(stderr, "%s: %s: not by address\n", file, what);
            abort();
        }
        note(held[i], taken);
    }
    order_hold(lock, what, file);
}

void order_gone(const void *block, size_t bytes)
{
    for (int i = count; i-- > 0;)
        if ((uintptr_t)held[i].lock - (uintptr_t)block < bytes)
            memmove(&held[i], &held[i + 1],
                    (size_t)(--count - i) * sizeof held[0]);
}

// What emitted code has taken by itself is not there.
void order_give(const void *lock)
{
    order_gone(lock, 1);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("LOCKS");
    FILE *out = path ? fopen(path, "a") : NULL;
    if (!out) return;
    for (int i = 0; i < pair_count; i++)
        fprintf(out, "%s: %s > %s: %s\n", pairs[i].outer.file,
                pairs[i].outer.what, pairs[i].inner.file, pairs[i].inner.what);
    fclose(out);
}
