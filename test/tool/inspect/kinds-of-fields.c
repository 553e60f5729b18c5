// RUN: %python %S/Inputs/exact.py %cspcc %include %clang %s
// All kinds of fields: what --emit=frames and --emit=json say of each is so.
#include <csp.h>
#include <complex.h>

typedef int (*callback)(int, char);
enum colour { RED, GREEN };
union either {
    char c;
    double d;
};
struct odd {
    char a;
    short b;
    unsigned bits : 3;
    char tail[5];
};
static int one(int x, char c)
{
    return x + c;
}
static int apart(int x)
{
    yield();
    return x;
}
static int (*pick(int i))(int, char)
{
    return i ? one : 0;
}

static int deep(chan(struct odd) in, int n)
{
    struct odd got;
    int (*table[3])(int, char) = {one, one, one};
    return n && chan_recv(in, &got) ? table[0](deep(in, n - 1), 'c') : 0;
}

static long double wide(chan(int) in, const char *const *words, callback f)
{
    long double sum = 0;
    double _Complex z = 1;
    volatile int seen = 0;
    _Alignas(64) char page[65];
    int (*g)(int, char) = pick(1), (*rows)[4] = 0, n = 0, v = f(1, 'a');
    enum colour colour = GREEN;
    union either either = {.d = 1};
    int list[v > 0 ? 3 : 2];
    while (chan_recv(in, &n) && n < 10) {
        int *kept = &n, here[5] = {n};
        csp_sleep(*kept + here[0] + g(1, (char)chan_recv(in, &v)));
        sum += n + words[0][0] + seen + either.d + (rows != 0) + colour;
    }
    {
        struct odd block = {.a = 1};
        par
        {
            yield();
            chan_send(in, block.a);
        }
    }
    list[0] = deep(chan_make(struct odd, 1), 1);
    return sum + page[0] + list[0] + creal(z) + *&(int){n};
}

int main(void)
{
    int got = 0;
    chan(int) in = chan_make(int, 1);
    task(int) t = spawn(apart(1));
    select
    {
        case_recv(in, &got) : break;
        case_send(in, 2) : break;
        case_after(1) : break;
    }
    return (int)wide(in, (const char *const[]){"a"}, one) + join(t);
}
