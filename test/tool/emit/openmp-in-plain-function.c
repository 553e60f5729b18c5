// RUN: %cspcc -fopenmp --emit=c %s | %check
// RUN: %cspcc -fopenmp -c %s -o %t.o
// A region of OpenMP in a plain function stays as it is; what is started in it
// is a task, though libclang shows nothing of such regions.
#include <csp.h>

static void put(chan(int) c, int i)
{
    chan_send(c, i);
}

// CHECK-LABEL: {{^}}void start({{.*}} c)
// CHECK: {{^}}#pragma omp parallel for
// CHECK: csp_rt_spawn(0, &put__co
void start(chan(int) c)
{
#pragma omp parallel for
    for (int i = 0; i < 4; i++) {
        go put(c, i);
    }
}
