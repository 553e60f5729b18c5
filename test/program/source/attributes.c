// RUN: %program %s
// GNU attributes on coroutines, parameters, locals, labels and types are kept.
#include <csp.h>
#include <stdio.h>

struct __attribute__((packed)) packed { char c; int i; short s; };

__attribute__((noinline, cold)) static int cold(int x)
{
    yield();
    return x;
}

static int __attribute__((unused)) unused(int x __attribute__((unused)))
{
    yield();
    return 1;
}

static __attribute__((const)) int plain(int x) { return x + 1; }

__attribute__((warn_unused_result)) static inline int checked(int x)
{
    return cold(plain(x));
}

int main(void)
{
    struct packed p = {'a', 70000, 3}, *at __attribute__((unused)) = &p;
    int x __attribute__((aligned(32))) = 5, y __attribute__((unused)) = cold(1);
    yield();
    struct { char c; long l; } __attribute__((packed)) q = {'b', cold(9)};
    if (x > 100) goto skipped;
    yield();
    printf("%zu %d %zu %ld\n", sizeof p, p.i + p.s, sizeof q, q.l);
skipped: __attribute__((unused));
    yield();
    printf("%d %d\n", checked(x), (int)((unsigned long)&x % 32));
    return 0;
}
// OUT: 7 70003 9 9
// OUT: 6 0
