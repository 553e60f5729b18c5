// RUN: %program %s
// Selects stand in cases of selects, in loops and switches in cases.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) a = chan_make(int, 4), b = chan_make(int, 4);
    int v = 0, w = 0, trace = 0;
    for (int i = 1; i < 5; i++) {
        chan_send(a, i);
        chan_send(b, i * 10);
    }
    for (int i = 0; i < 4; i++) {
        select {
        case_recv(a, &v):
            select {
            case_recv(b, &w):
                switch (v) {
                case 1:
                    trace += v + w;
                    break;
                case 2:
                    for (int k = 0; k < 2; k++) select {
                        case_send(k ? a : NULL, 0): trace += 1000; break;
                        default: trace += 100;
                        }
                    break;
                default:
                    if (v == 4) continue;
                    trace += 10000;
                }
                break;
            default: return 1;
            }
            trace++;
        }
    }
    printf("%d %d %d\n", trace, v, w); // OUT: 11114 4 40
    chan_release(a);
    chan_release(b);
    return 0;
}
