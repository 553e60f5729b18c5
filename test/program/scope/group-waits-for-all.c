// RUN: %program %s
// The end of a group waits for its children, started by go, by a go block and
// by spawn; one that fails ends the others and the body, and is `why`.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int ended, cleaned;

static void clean(int *x)
{
    cleaned += *x;
}

static int work(int n)
{
    __attribute__((cleanup(clean))) int guard = 1;
    csp_sleep(n);
    ended++;
    return n;
}

static int fails(int error)
{
    yield();
    return error;
}

int main(void)
{
    int why, n = 3;
    group () {
        for (int i = 0; i < n; i++)
            go work(i);
        go { csp_sleep(n); ended++; };
        task(int) t = spawn(work(7));
        printf("%d\n", join(t)); // OUT: 7
    }
    printf("%d %d\n", (int)ended, (int)cleaned); // OUT: 5 4
    group () {
        par {
            go work(1);
            par for (int i = 0; i < n; i++) go work(i);
        }
        csp_sleep(1);
    }
    printf("%d\n", (int)ended); // OUT: 9
    ended = 5;
    cleaned = 4;
    group (&why) {
        go work(10);
        go work(100);
        group () go work(1);
    }
    printf("%d %d\n", why, (int)ended); // OUT: 0 8
    group (&why) {
        __attribute__((cleanup(clean))) int guard = 100;
        go work(1000000000);
        go fails(-5);
        csp_sleep(3600 * CSP_S);
        puts("never");
    }
    printf("%d %d %d\n", why, (int)ended, (int)cleaned); // OUT: -5 8 108
    group (&why) {
        go work(1000000000);
        go fails(-6);
    }
    printf("%d %d %d\n", why, (int)ended, (int)cleaned); // OUT: -6 8 109
    return 0;
}
