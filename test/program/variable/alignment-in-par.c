// RUN: %program %s
// What a branch of a par holds is aligned as it says, to any number of bytes,
// and so are the locals around it and those of a branch within a branch.
#include <csp.h>
#include <stdint.h>
#include <stdio.h>

struct far {
    char c;
    _Alignas(128) long n;
};

static struct far late(long n)
{
    yield();
    return (struct far){1, n};
}

static long off(const void *p, int bytes)
{
    return (uintptr_t)p & (unsigned)(bytes - 1);
}

int main(void)
{
    _Alignas(64) long sum[3] = {0};
    struct far x = {0};
    par
    {
        {
            _Alignas(64) long a = late(1).n;
            yield();
            sum[0] = a + off(&a, 64);
        }
        x = ({
            struct far t = late(2);
            yield();
            t.n += off(&t, 128);
            t;
        });
        par
        {
            {
                _Alignas(1024) char b[8] = {(char)late(3).n};
                yield();
                sum[1] = b[0] + off(b, 1024);
            }
            sum[2] = late(4).n;
        }
    }
    printf("%ld %ld %ld %ld\n", sum[0], x.n, sum[1], sum[2]);
    printf("%ld %ld\n", off(sum, 64), off(&x, 128));
    return 0;
}
// OUT: 1 2 3 4
// OUT: 0 0
