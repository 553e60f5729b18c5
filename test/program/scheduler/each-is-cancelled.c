// RUN: %program --script %S/Inputs/each-is-cancelled.sh %s
// CSP_CANCEL ends what may be cancelled: the n-th such thing, or each with a
// chance. CSP_EXPLORE=n,cancel tries all of them, one in each run, and finds
// the one cleanup that is forgotten.
#include <csp.h>
#include <stdio.h>

static int open_files;

static void close_file(int *file)
{
    open_files -= *file;
}

static int serve(chan(int) in, bool careful)
{
    __attribute__((cleanup(close_file))) int log = 1;
    open_files++;
    within (CSP_S) chan_get(in);
    int file = 1;
    open_files++;
    if (careful) (void)(csp_sleep(1) + 0);
    else csp_sleep(1);
    close_file(&file);
    return log;
}

int main(int argc, char **argv)
{
    (void)argv;
    auto_chan(int) c = chan_make(int, 0);
    task(int) t = spawn(serve(c, argc > 1));
    within (CSP_S) (void)chan_send(c, 1);
    int done = join(t);
    printf("done %d, open %d\n", done, open_files);
    return open_files ? 7 : 0;
}
// WORKERS: 1
// UNSUPPORTED: stress
// REQUIRES: proc
