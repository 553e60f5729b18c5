// RUN: %cspcc -Werror -Wall -Wextra -Wimplicit-fallthrough -fsyntax-only %s
// RUN: env CSPCC_CC=%gcc %cspcc -Werror -Wall -Wextra -std=gnu17 -fsyntax-only %s
// RUN: %clang -Werror -Wall -Wextra -Wimplicit-fallthrough -std=gnu17 -I%include -fsyntax-only %s
// RUN: %gcc -Werror -Wall -Wextra -std=gnu17 -I%include -fsyntax-only %s
// Cases that say that they fall through, that share their statements, or that
// end in whatever way: a jump, a call that does not return, an endless loop.
#include <csp.h>
#include <stdlib.h>

_Noreturn static void stop(int n) { exit(n); }
__attribute__((noreturn)) void halt(void);
void die(const char *text) __attribute__((noreturn));

static int f(chan(int) a, chan(int) b, int k)
{
    int v = 0, n = 0;
    select {
    case_recv(a, &v):
    case_recv(b, &v):
        yield();
        [[fallthrough]];
    case_send(b, 1):
        if (k) {
            n += v;
            __attribute__((fallthrough));
        } else {
            break;
        }
    case_send(a, 1): return 1;
    case_send(a, 2): stop(2);
    case_send(a, 3): if (k) halt(); else die("");
    case_send(a, 4): exit(1);
    case_send(a, 5): for (;;) yield();
    case_send(a, 6): do yield(); while (1);
    case_send(a, 7): goto end;
    case_send(a, 8):
        if (k) return 2;
        else break;
    case_send(a, 9):
        switch (k) {
        case 1: return 3;
        default: return 4;
        }
    case_after(10):
    default: n++;
    }
end:
    return n;
}

void halt(void) { abort(); }
int main(void)
{
    return f(0, 0, 1);
}
