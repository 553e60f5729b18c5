// RUN: %program %s
// Users may give any name to what is theirs, also names that look like the
// compiler's own.
#include <csp.h>
#include <stdio.h>

struct frame { int resume; };
enum { AT_1_YIELD = 1, START };

static int step(int self, int worker)
{
    int f = self, frame = worker, resume = 1, result = 0, next = 2;
    yield();
    struct frame csp_frame = {resume};
    int csp_recv_value = f + frame;
    yield();
    goto resume_1;
resume_1:
    result += csp_recv_value + csp_frame.resume + next;
    yield();
    return result;
}

static int self(struct frame *frame)
{
    int csp_x = step(1, 2), status = AT_1_YIELD, f__frame = START;
    struct step { int step; } f = {frame->resume};
    yield();
    return csp_x + f.step + status + f__frame;
}

static int worker(int step)
{
    int worker = step, wait = 1, child = 2, parent = 3, callee = 4, args = 5;
    {
        int step = self(&(struct frame){.resume = 10}), coroutine_ = 1;
        yield();
        worker += step + coroutine_;
    }
    yield();
    return worker + wait + child + parent + callee + args;
}

int main(void)
{
    int chan_ = 5, csp_main = 7, resume = worker(100);
    yield();
    printf("%d\n", resume + chan_ + csp_main); // OUT: 147
    return 0;
}
