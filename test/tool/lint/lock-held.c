// RUN: %cspcc -Wno-csp-blocking -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A lock of threads that is held when the coroutine suspends.
#include <csp.h>
#include <pthread.h>
#include <threads.h>

struct table {
    pthread_mutex_t lock;
    int count;
};
static mtx_t other;

static void simple(struct table *t, chan(int) c)
{
    pthread_mutex_lock(&t->lock);
    int count = t->count;
    if (count) {
        chan_send(c, count);
// CHECK: :[[#@LINE-1]]:9: warning: 't->lock' is still locked at this suspension [-Wcsp-lock]
// CHECK-NEXT: |         chan_send(c, count);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-7]]:5: note: locked here; the task may go on upon another thread, which must not unlock it
// CHECK-NEXT: |     pthread_mutex_lock(&t->lock);{{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~{{$}}
    }
    pthread_mutex_unlock(&t->lock);
}

static void on_one_way(struct table *t, chan(int) c)
{
    mtx_lock(&other);
    while (chan_len(c) > 0) {
        if (t->count++ > 3) {
            mtx_unlock(&other);
            break;
        }
    }
    yield();
// CHECK-NEXT: :[[#@LINE-1]]:5: warning: 'other' is still locked at this suspension [-Wcsp-lock]
}

static void tick(chan(int) c)
{
    chan_send(c, 1);
}

static void in_calls(struct table *t, chan(int) c)
{
    pthread_mutex_lock(&t->lock);
    tick(c);
// CHECK: :[[#@LINE-1]]:5: warning: 't->lock' is still locked at this suspension [-Wcsp-lock]
    pthread_mutex_unlock(&t->lock);
}

int main(void)
{
    simple(0, 0);
    on_one_way(0, 0);
    in_calls(0, 0);
    return 0;
}
// CHECK: {{^}}3 warnings generated.
