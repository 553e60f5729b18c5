// RUN: %program %s
// The end of a task: as a case, told on a channel with its result, before and
// after; a linked one is cancelled when the other fails, and only then.
#include <csp_sync.h>
#include <stdio.h>

static int ends_with(int result, int64_t ns)
{
    csp_sleep(ns);
    return result;
}

static const char *for_ever(void)
{
    csp_sleep(3600 * CSP_S);
    return "slept";
}

static int link_with(int result)
{
    task(int) a = spawn(ends_with(result, CSP_MS));
    task(const char *) b = spawn(for_ever());
    task(const char *) c = spawn(for_ever());
    csp_link(a, b);
    csp_link(c, b);
    int got = join(a), ended = 0;
    select {
    case_join(c): ended = 1; break;
    case_after(CSP_S): break;
    }
    task_cancel(b);
    const char *text = join(c); // linked with b, which is cancelled by now
    int why = csp_why();
    task_drop(b);
    return got == result && !text && why == CSP_ECANCELED ? ended : -1;
}

int main(void)
{
    auto_chan(struct csp_exit) exits = chan_make(struct csp_exit, 0);
    task(int) t = spawn(ends_with(7, CSP_MS));
    csp_monitor(t, exits);
    csp_monitor(t, exits);
    for (int i = 0; i < 2; i++) {
        struct csp_exit e = chan_get(exits);
        printf("%d %d %d\n", e.id == (void *)t, (int)e.result, e.why);
        // OUT: 1 7 0
        // OUT: 1 7 0
    }
    csp_monitor(t, exits); // it has ended
    printf("%d\n", (int)chan_get(exits).result); // OUT: 7
    task(const char *) s = spawn(for_ever());
    for (int turns = 0; turns < 3; turns++) {
        select {
        case_join(s): puts("never"); break;
        case_join(t): printf("%d\n", turns); break;
            // OUT: 0
            // OUT: 1
            // OUT: 2
        }
    }
    printf("%d\n", join(t)); // OUT: 7
    csp_monitor(s, exits);
    task_cancel(s);
    task_drop(s);
    struct csp_exit e = chan_get(exits);
    printf("%d %d\n", (int)e.result, e.why == CSP_ECANCELED); // OUT: 0 1
    printf("%d %d %d\n", link_with(7), link_with(-1), link_with(0)); // OUT: 1 1 0
    csp_monitor(t, exits);
}
// ENV: CSP_CLOCK=virtual
// ERR: end-of-a-task.c:@LINE-3: a task is used after join or task_drop (0x
// EXIT: 2
