// SPDX-License-Identifier: MIT
// key.c: pthread_key_create and its kin: what each task or thread keeps for
// itself, in its struct thread. A pthread_key_t is an index of `keys`.
#include "thread.h"
#include "../line.h"
#include <errno.h>
#include <limits.h>
#include <string.h>

enum { KEYS = 1024 };

static struct {
    bool used;
    void (*destroy)(void *);
    unsigned generation; // how often it was made: values of older ones are none
} keys[KEYS];
static struct csp__line lock;

int csp_posix_pthread_key_create(pthread_key_t *key, void (*destroy)(void *))
{
    size_t i = 0;
    line_lock(&lock);
    while (i < KEYS && keys[i].used)
        i++;
    if (i < KEYS) {
        keys[i].used = true;
        keys[i].destroy = destroy;
        keys[i].generation++;
    }
    line_unlock(&lock);
    if (i == KEYS) return EAGAIN;
    *key = (pthread_key_t)i;
    return 0;
}

int csp_posix_pthread_key_delete(pthread_key_t key)
{
    if (key >= KEYS || !keys[key].used) return EINVAL;
    line_lock(&lock);
    keys[key].used = false;
    keys[key].destroy = NULL;
    line_unlock(&lock);
    return 0;
}

static struct value *value_of(struct thread *thread, size_t key)
{
    if (!thread || key >= thread->value_count) return NULL;
    struct value *value = &thread->values[key];
    return value->generation == keys[key].generation ? value : NULL;
}

void *csp_posix_pthread_getspecific(pthread_key_t key)
{
    struct value *value = value_of(thread_self(), key);
    return value ? value->value : NULL;
}

static int make_room(struct thread *thread, size_t count)
{
    if (count <= thread->value_count) return 0;
    struct value *values = realloc(thread->values, count * sizeof *values);
    if (!values) return ENOMEM;
    memset(values + thread->value_count, 0,
           (count - thread->value_count) * sizeof *values);
    thread->values = values;
    thread->value_count = count;
    return 0;
}

int csp_posix_pthread_setspecific(pthread_key_t key, const void *value)
{
    struct thread *self = thread_self();
    if (key >= KEYS || !keys[key].used) return EINVAL;
    if (!self || make_room(self, key + (size_t)1)) return ENOMEM;
    self->values[key] = (struct value){(void *)value, keys[key].generation};
    return 0;
}

void thread_destroy_values(struct thread *thread)
{
    bool again = true;
    for (int round = 0; again && round < PTHREAD_DESTRUCTOR_ITERATIONS;
         round++) {
        again = false;
        for (size_t i = 0; i < thread->value_count; i++) {
            struct value *value = value_of(thread, i);
            void *old = value ? value->value : NULL;
            if (!old || !keys[i].destroy) continue;
            value->value = NULL;
            keys[i].destroy(old);
            again = true;
        }
    }
}
