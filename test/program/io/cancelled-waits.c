// RUN: %program %s
// A wait for a descriptor is a cancel point: whoever reads its result gets -1
// and why in errno; whoever does not unwinds.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static int in[2];

static coroutine int reads_result(void)
{
    return csp_ready(in[0], CSP_READABLE) < 0 ? errno : 0;
}

static void says(const char **text)
{
    puts(*text);
}

static coroutine int does_not(void)
{
    const char *text __attribute__((cleanup(says))) = "left";
    csp_ready(in[0], CSP_READABLE);
    return 1;
}

int main(void)
{
    int why = 1;
    if (pipe(in)) return 1;
    task(int) a = spawn(reads_result()), b = spawn(does_not());
    yield();
    task_cancel(a);
    printf("%d\n", join(a) == ECANCELED); // OUT: 1
    task_cancel(b);
    printf("%d\n", join(b)); // OUT: left
    // OUT: 0
    within (CSP_MS, &why) printf("%d\n", reads_result() == ETIMEDOUT);
    // OUT: 1
    printf("%d\n", why == CSP_ETIMEDOUT); // OUT: 1
    within (CSP_S, &why) {
        int ready = csp_ready_dl(in[0], CSP_READABLE, csp_now() + CSP_MS);
        printf("%d %d\n", ready, errno == ETIMEDOUT); // OUT: -1 1
    }
    printf("%d\n", why); // OUT: 0
}
// ENV: CSP_CLOCK=virtual
