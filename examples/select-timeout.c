// Wait for an answer, but not for ever: a late one is still taken, later.
#include <csp.h>
#include <stdio.h>

static void oracle(chan(int) answers, int64_t delay_ns)
{
    csp_sleep(delay_ns);
    (void)chan_send(answers, 42); // nobody may be left to hear it
    chan_release(answers);
}

static void ask(chan(int) answers, int64_t patience_ns)
{
    int answer;
    select {
    case_recv(answers, &answer):
        printf("the answer is %d\n", answer);
        break;
    case_after(patience_ns):
        puts("no answer yet");
        break;
    }
}

int main(void)
{
    chan(int) answers = chan_make(int, 1);
    go oracle(chan_retain(answers), 60 * CSP_MS);
    ask(answers, 5 * CSP_MS);
    ask(answers, 60 * CSP_S);
    chan_release(answers);
    return 0;
}
