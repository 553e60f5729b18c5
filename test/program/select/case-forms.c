// RUN: %program %s
// Every form of a case: receive with and without ok, of each type, send of a
// scalar and of a struct, default.
#include <csp.h>
#include <stdio.h>

struct point { int x, y; };

int main(void)
{
    chan(int) c = chan_make(int, 1);
    chan(struct point) p = chan_make(struct point, 1);
    struct point at;
    int v, turn = 0;
    bool ok = false;
    while (turn < 6) {
        select {
        case_recv(c, &v, &ok):
            printf("int %d %d\n", v, ok);
            break;
        case_recv(p, &at):
            printf("point %d %d\n", at.x, at.y);
            break;
        default:
            printf("turn %d\n", turn);
            if (turn == 0) chan_send(c, 5);
            if (turn == 1) chan_send(p, (struct point){6, 7});
            if (turn == 2) chan_send(p, {8, 9});
            if (turn == 3) select { case_send(c, 10): puts("sent"); }
            if (turn == 4) select {
                case_send(p, {.y = 2}):
                    puts("sent");
                }
            if (turn == 5) chan_close(c);
            turn++;
        }
    }
    select { case_recv(c, &v, &ok): printf("%d %d\n", v, ok); }
    chan_release(c);
    chan_release(p);
    return 0;
}
// OUT: turn 0
// OUT: int 5 1
// OUT: turn 1
// OUT: point 6 7
// OUT: turn 2
// OUT: point 8 9
// OUT: turn 3
// OUT: sent
// OUT: int 10 1
// OUT: turn 4
// OUT: sent
// OUT: point 0 2
// OUT: turn 5
// OUT: 0 0
