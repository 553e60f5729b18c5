// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A call that blocks, in a coroutine: with the cure for its kind.
#include <csp.h>
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void f(chan(long) c, int fd)
{
    char block[8];
    sleep(1);
// CHECK: :[[#@LINE-1]]:5: warning: 'sleep' blocks the thread, with all coroutines that it runs [-Wcsp-blocking]
// CHECK-NEXT: |     sleep(1);{{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:5: note: csp_sleep suspends this coroutine alone
// CHECK-NEXT: |     sleep(1);{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
    long got = 0;
    if (fd > 0) got = read(fd, block, sizeof block);
// CHECK-NEXT: :[[#@LINE-1]]:23: warning: 'read' blocks the thread, with all coroutines that it runs [-Wcsp-blocking]
// CHECK-NEXT: |     if (fd > 0) got = read(fd, block, sizeof block);{{$}}
// CHECK-NEXT: {{^}}      |                       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:23: note: csp_read of <csp_io.h> suspends this coroutine alone
// CHECK: :[[#@LINE-5]]:17: note: run it in a blocking statement: a thread of a pool waits instead
// CHECK-NEXT: |     if (fd > 0) got = read(fd, block, sizeof block);{{$}}
// CHECK-NEXT: {{^}}      |                 ^{{$}}
// CHECK-NEXT: {{^}}      |                 blocking {{$}}
    chan_send(c, got);
    pthread_mutex_lock(&lock);
// CHECK-NEXT: :[[#@LINE-1]]:5: warning: 'pthread_mutex_lock' blocks the thread,
// CHECK: note: the locks of <csp_sync.h> suspend this coroutine alone
    pthread_mutex_unlock(&lock);
    go {
        chan_send_thread(c, 1);
// CHECK: :[[#@LINE-1]]:9: warning: 'chan_send_thread' blocks the thread,
// CHECK: note: that is for other threads; chan_send and chan_recv suspend instead
    }
}

int main(void)
{
    f(0, 1);
    return 0;
}
// CHECK: {{^}}4 warnings generated.
