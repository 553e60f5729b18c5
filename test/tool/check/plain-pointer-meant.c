// RUN: %cspcc -Werror -Wall -Wextra -fsyntax-only %s
// RUN: %cspcc -fsyntax-only -fcsp-stress %S/plain-pointer.c -Wno-csp
// Pointers that say the word, casts, comparisons, threads, and callbacks of
// other files, for coroutines that say it.
#include <csp.h>
#include <pthread.h>

typedef coroutine int handler(int);
struct ops {
    handler *f;
    coroutine int (*g)(int);
    handler *list[2];
};
void on_event(int (*callback)(int));
static int slow(int n) { yield(); return n; }
static int fast(int n) { return n; }
coroutine int outer(int n);
coroutine int outer(int n) { yield(); return n; }
static void *thread(void *p) { yield(); return p; }
static int take(handler *f) { return f(1); }
static int take_too(coroutine int (*f)(int)) { return f(1); }
static handler *give(void) { return slow; }

static struct ops ops = {slow, outer, {slow, [1] = outer}}, more = {.g = slow};
static coroutine int (*const all[])(int) = {slow, outer};
static void *address = (void *)slow;

int main(void)
{
    pthread_t t;
    handler *h = more.g ? slow : outer;
    int (*p)(int) = (int (*)(int))slow, (*q)(int) = fast;
    q = (int (*)(int))outer;
    ops.f = ops.g = ops.list[0] = slow;
    on_event(outer);
    on_event(fast);
    pthread_create(&t, NULL, thread, address);
    blocking pthread_join(t, NULL);
    if (p == slow || q == outer || !&slow) return 1;
    return take(slow) + take_too(outer) + (all[0] == h) + (give() == h);
}
