// RUN: %program %s
// select_set chooses over an array made at run time: all of 1,000 channels are
// read; ordered and fair keep their promise; a send on a closed channel counts
// as ready; a deadline and a default; the array is used again (row C6).
// OUT: read 1000 499500
// OUT: ordered 1000 0
// OUT: fair 5 5
// OUT: closed 1 0
// OUT: default 2
// OUT: sent 7
// OUT: late 1 1
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

enum { MANY = 1000 };

static void give(chan(int) c, int value)
{
    chan_send(c, value);
}

static void read_all(void)
{
    struct csp_choice *set = malloc(MANY * sizeof *set);
    chan(int) *c = malloc(MANY * sizeof *c);
    int *v = calloc(MANY, sizeof *v), sum = 0, times = 0;
    for (int i = 0; i < MANY; i++) {
        c[i] = chan_make(int, 0);
        set[i] = choice_recv(c[i], &v[i]);
        go give(c[i], i);
    }
    for (; times < MANY; times++) {
        int k = select_set(set, MANY, CSP_CHOOSE_ANY);
        if (!set[k].ok || v[k] != k) printf("wrong %d\n", k);
        sum += v[k];
        set[k] = choice_recv((chan(int))NULL, NULL);
    }
    printf("read %d %d\n", times, sum);
    for (int i = 0; i < MANY; i++)
        chan_release(c[i]);
    free(set);
    free(c);
    free(v);
}

static void two_ready(int how, const char *name, int times)
{
    auto_chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    chan_close(a);
    chan_close(b);
    struct csp_choice set[] = {choice_recv(a, NULL), choice_recv(b, NULL)};
    int taken[2] = {0};
    for (int i = 0; i < times; i++)
        taken[select_set(set, 2, how)]++;
    printf("%s %d %d\n", name, taken[0], taken[1]);
}

int main(void)
{
    read_all();
    two_ready(CSP_CHOOSE_ORDERED, "ordered", 1000);
    two_ready(CSP_CHOOSE_FAIR, "fair", 10);
    auto_chan(int) open = chan_make(int, 1);
    auto_chan(int) shut = chan_make(int, 1);
    chan_close(shut);
    int in = 0, out = 7;
    struct csp_choice set[] = {choice_recv(open, &in), choice_send(shut, &out)};
    int k = select_set(set, 2, CSP_CHOOSE_ANY);
    printf("closed %d %d\n", k, set[k].ok);
    set[1] = choice_after(1000000);
    printf("default %d\n", select_set(set, 2, CSP_CHOOSE_DEFAULT));
    struct csp_choice send = choice_send(open, &out);
    select_set(&send, 1, CSP_CHOOSE_ANY);
    k = select_set(set, 2, CSP_CHOOSE_ANY);
    printf("sent %d\n", k == 0 && set[0].ok ? in : -1);
    int first = select_set(set, 2, CSP_CHOOSE_ANY);
    printf("late %d %d\n", first, select_set(set, 2, CSP_CHOOSE_ANY));
}
