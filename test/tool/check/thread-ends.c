// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// What ends a thread, or changes how it ends, would do so to the worker. A
// plain main that leaves its thread would leave the workers for ever.
#include <csp.h>
#include <pthread.h>
#include <threads.h>

static void work(void)
{
    yield();
    pthread_testcancel();
    // CHECK: :[[#@LINE-1]]:5: error: 'pthread_testcancel' in coroutine 'work' would act on the worker thread, which runs other tasks too [csp-thread]
    // CHECK: :[[#@LINE-2]]:5: note: return from the coroutine, or do that in a plain function that a thread of your own runs
    if (csp_now()) thrd_exit(1);
    // CHECK: :[[#@LINE-1]]:20: error: 'thrd_exit' in coroutine 'work'
}

void *own_thread(void *nothing);
void *own_thread(void *nothing)
{
    pthread_exit(nothing);
}

int main(void)
{
    go work();
    pthread_exit(NULL);
    // CHECK: :[[#@LINE-1]]:5: error: 'pthread_exit' in main: the program would go on for ever, as the workers do [csp-thread]
    // CHECK: :[[#@LINE-2]]:5: note: return from main, when what it waits for has ended
}
// CHECK: {{^}}3 errors generated.
