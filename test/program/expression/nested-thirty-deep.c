// RUN: %program %s
// BUILDS: clang-O2
// Nested thirty deep, constructs cost no more than others: the time doubles
// with each level where a pass walks a part twice.
#include <csp.h>
#include <stdio.h>

static int f(int x)
{
    yield();
    return x + 1;
}

int main(void)
{
    int statements =
        ({ int t = f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({
        int t = f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int
        t = f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int t =
        f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int t =
        f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int t =
        f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int t =
        f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int t =
        f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int t =
        f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += ({ int t =
        f(1); t += ({ int t = f(1); t += ({ int t = f(1); t += 0; t; }); t;
        }); t; }); t; }); t; }); t; }); t; }); t; }); t; }); t; }); t; }); t;
        }); t; }); t; }); t; }); t; }); t; }); t; }); t; }); t; }); t; }); t;
        }); t; }); t; }); t; }); t; }); t; }); t; }); t; }); t; });
    int omitted =
        ((((((((((((((((((((((((((((((f(-1) ?: f(0)) ?: f(0)) ?: f(0)) ?:
        f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0))
        ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?:
        f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0))
        ?: f(0)) ?: f(0)) ?: f(0)) ?: f(0));
    int conditional =
        ((((((((((((((((((((((((((((((f(0) ? f(1) : f(0)) ? f(1) : f(0)) ?
        f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) :
        f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ?
        f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) :
        f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ?
        f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) :
        f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ? f(1) : f(0)) ?
        f(1) : f(0));
    int both =
        (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0)
        && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) &&
        (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0)
        && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) && (f(0) &&
        f(6)))))))))))))))))))))))))))))));
    printf("%d %d %d %d\n", statements, omitted, conditional, both);
    // OUT: 60 1 2 1
    return 0;
}
