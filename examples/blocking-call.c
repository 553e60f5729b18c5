// Calls that block the thread go to a pool: three sleeping processes take no
// longer than one, and the ticking goes on, on one worker as well.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static void run(chan(int) done, const char *command)
{
    int status = 0;
    blocking status = system(command);
    chan_send(done, status >> 8);
}

int main(void)
{
    chan(int) done = chan_make(int, 0);
    int64_t begin = csp_now();
    int ended = 0, ticks = 0, sum = 0, status;
    go run(done, "sleep 1; exit 1");
    go run(done, "sleep 1; exit 2");
    go run(done, "sleep 1; exit 4");
    while (ended < 3) {
        select {
        case_recv(done, &status):
            sum += status;
            ended++;
            break;
        case_after(10 * CSP_MS):
            ticks++;
            break;
        }
    }
    bool together = csp_now() - begin < 2900 * CSP_MS;
    printf("sum %d, %s, %s\n", sum, together ? "together" : "one by one",
           ticks ? "ticking" : "stuck");
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
