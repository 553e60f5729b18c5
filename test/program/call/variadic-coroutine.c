// RUN: %program %s
// A variadic coroutine finds its arguments, of all kinds, before and behind its
// suspensions; called directly, in a recursion, through a pointer, by a plain
// function.
#include <csp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct pair {
    double x, y;
};
struct large {
    long a, b, c;
};

static coroutine double all(const char *kinds, ...)
{
    double sum = 0;
    va_list list;
    va_start(list, kinds);
    for (; *kinds; kinds++, csp_yield())
        switch (*kinds) {
        case 'i': sum += va_arg(list, int); break;
        case 'q': sum += (double)va_arg(list, long long); break;
        case 'd': sum += va_arg(list, double); break;
        case 'L': sum += (double)va_arg(list, long double); break;
        case '8': sum += (double)va_arg(list, __int128); break;
        case 's': sum += (double)strlen(va_arg(list, char *)); break;
        case 'p': sum += va_arg(list, struct pair).y; break;
#ifdef __x86_64__
        case 'l': sum += (double)va_arg(list, struct large).c; break;
#endif
        }
    va_end(list);
    return sum;
}

static coroutine int twice(int n, ...)
{
    va_list list, copy;
    va_start(list, n);
    va_copy(copy, list);
    csp_yield();
    int a = va_arg(list, int), b = va_arg(list, int);
    va_end(list);
    va_start(list, n);
    a = a * 10 + va_arg(list, int) + va_arg(copy, int);
    va_end(copy);
    va_end(list);
    return n ? a + twice(n - 1, b, twice(0, b, 1)) : a;
}

static coroutine void say(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    csp_yield();
    vprintf(format, list);
    va_end(list);
}

static int plainly(int (*f)(int, ...))
{
    return f(1, 2, 3);
}

int main(void)
{
    struct pair pair = {1, 2};
    coroutine int (*pointer)(int, ...) = twice;
    float f = 0.5f;
    char c = 3;
    printf("%g\n", all("isdpi8q", c, "four", f, pair, 1, (__int128)8, 9LL));
    // OUT: 27.5
    printf("%g\n", all("ddddddddddiiiiiiiiiL", 1., 2., 3., 4., 5., 6., 7., 8.,
                       9., 10., 1, 2, 3, 4, 5, 6, 7, 8, 9, 0.25L)); // OUT: 100.25
#ifdef __x86_64__
    struct large large = {1, 2, 3};
    if (all("ili", 1, large, 2) != 6) return 1;
#endif
    printf("%g %d\n", all("i", twice(1, 2, 3)), pointer(0, 4, 5)); // OUT: 60 48
    int from_a_thread;
    blocking { from_a_thread = plainly((int (*)(int, ...))twice); }
    printf("%d\n", from_a_thread); // OUT: 60
    say("%s %d %g %c\n", "text", 1, 2.5, 'x'); // OUT: text 1 2.5 x
    par { say("%s\n", "a branch"); } // OUT: a branch
}
