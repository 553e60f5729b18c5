// RUN: %program %s
// Each of ten ready cases is taken its share of times, sends as well as
// receives.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) in[5], out[5];
    int taken[10] = {0}, v, least = 10000, most = 0;
    for (int i = 0; i < 5; i++) {
        in[i] = chan_make(int, 1);
        out[i] = chan_make(int, 1);
        chan_send(in[i], i);
    }
    for (int i = 0; i < 5000; i++) {
        select {
        case_recv(in[0], &v): taken[0]++; chan_send(in[0], v); break;
        case_send(out[0], 1): taken[1]++; chan_get(out[0]); break;
        case_recv(in[1], &v): taken[2]++; chan_send(in[1], v); break;
        case_send(out[1], 1): taken[3]++; chan_get(out[1]); break;
        case_recv(in[2], &v): taken[4]++; chan_send(in[2], v); break;
        case_send(out[2], 1): taken[5]++; chan_get(out[2]); break;
        case_recv(in[3], &v): taken[6]++; chan_send(in[3], v); break;
        case_send(out[3], 1): taken[7]++; chan_get(out[3]); break;
        case_recv(in[4], &v): taken[8]++; chan_send(in[4], v); break;
        case_send(out[4], 1): taken[9]++; chan_get(out[4]); break;
        }
    }
    for (int i = 0; i < 10; i++) {
        least = taken[i] < least ? taken[i] : least;
        most = taken[i] > most ? taken[i] : most;
    }
    printf("%d %d\n", least > 380, most < 620); // OUT: 1 1
    for (int i = 0; i < 5; i++) {
        chan_release(in[i]);
        chan_release(out[i]);
    }
    return 0;
}
