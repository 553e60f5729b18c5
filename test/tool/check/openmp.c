// RUN: %not %cspcc -fopenmp -fsyntax-only %s 2>&1 | %check
// RUN: %cspcc -fsyntax-only %s
// Directives of OpenMP stand in plain functions only, where a region that
// suspends makes a coroutine of the function. Without -fopenmp they are none.
#include <csp.h>

static long sum(void)
{
    long s = 0;
#pragma omp parallel for reduction(+ : s)
    for (int i = 0; i < 100; i++)
        s += i;
    return s;
}

static void region(void)
{
#pragma omp parallel
    // CHECK: :[[#@LINE-1]]:1: error: OpenMP in coroutine 'region': its variables are no locals of one stack [csp-openmp]
    // CHECK: :[[#@LINE-2]]:1: note: move the region into a plain function that does not suspend
    {
        yield();
    }
}

int main(void)
{
    int a[100];
    go {
#pragma omp simd
        // CHECK: :[[#@LINE-1]]:1: error: OpenMP in coroutine 'main'
        for (int i = 0; i < 100; i++)
            a[i] = i;
    }
    region();
    return sum() != 4950;
}
// CHECK: {{^}}2 errors generated.
