// RUN: %cspcc --emit=frames %s | %check
// RUN: %cspcc --emit=frames %s -o %t.txt && %check < %t.txt
// Each field of a frame with its place, its size, and why it is there.
#include <csp.h>

static void fill(int *to)
{
    csp_sleep(1);
    *to = 2;
}

static int work(chan(int) in, int limit)
{
    int sum = 0, v, part, list[4];
    while (chan_recv(in, &v) && sum < limit) {
        fill(&part);
        sum += part + v + list[v & 3];
    }
    return sum;
}

int main(void)
{
    return work(chan_make(int, 1), 1);
}
// CHECK: fill ({{.*}}frames.c:6): 64 bytes, aligned to 8
// CHECK-NEXT: as a task: 16 + 64 bytes, in a block of 80
// CHECK-NEXT: 0 24 struct csp_frame csp for the runtime
// CHECK-NEXT: 24 8 int *to argument, kept over 1 (line 8)
// CHECK-NEXT: 32 32 one operation or callee at a time
// CHECK-NEXT: 32 32 struct csp_timer sleep_1 line 8
// CHECK: work ({{.*}}frames.c:12): 144 bytes, aligned to 16
// CHECK-NEXT: as a task: 16 + 144 bytes, in a block of 160
// CHECK-NEXT: 0 24 struct csp_frame csp for the runtime
// CHECK-NEXT: 24 4 int csp_ret the result
// CHECK-NEXT: 32 8 chan(int) in argument, kept over 1 (line 15), 2 (line 16)
// CHECK-NEXT: 40 4 int limit argument, kept over 1 (line 15), 2 (line 16)
// CHECK-NEXT: 44 4 int sum kept over 1 (line 15), 2 (line 16)
// CHECK-NEXT: 48 4 int v kept over 2 (line 16)
// CHECK-NEXT: 52 4 int part its address is taken in line 16
// CHECK-NEXT: 64 16 int list[4] an array
// CHECK-NEXT: 80 64 one operation or callee at a time
// CHECK-NEXT: 80 24 recv_1 line 15: in
// CHECK-NEXT: 80 16 struct csp_wait_recv wait while it waits
// CHECK-NEXT: 96 4 int value while it waits
// CHECK-NEXT: 80 64 struct fill__frame fill the frame of fill
// CHECK-NEXT: 80 24 struct csp_frame csp for the runtime
// CHECK-NEXT: 104 8 int *to argument, kept over 1 (line 8)
// CHECK-NEXT: 112 32 one operation or callee at a time
// CHECK-NEXT: 112 32 struct csp_timer sleep_1 line 8
// CHECK: main ({{.*}}frames.c:22): 176 bytes, aligned to 16
