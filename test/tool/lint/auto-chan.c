// RUN: %cspcc -Wno-csp-one-sided -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-auto-chan -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp -fsyntax-only %s
// An auto_chan is released while a task that was started here may use it.
#include <csp.h>

static void consume(chan(int) c)
{
    int v;
    while (chan_recv(c, &v)) yield();
}
static void serve(chan(int) c) { for (;;) chan_send(c, chan_get(c)); }
static void produce(chan_out(int) c) { chan_send(c, 1); }
coroutine void elsewhere(chan(int) c);

static void closes(void)
{
    auto_chan(int) c = chan_make(int, 4);
// CHECK: :[[#@LINE+6]]:16: warning: the task may still use 'c' when its scope releases it [-Wcsp-auto-chan]
// CHECK-NEXT: |     go consume(c);{{$}}
// CHECK-NEXT: {{^}}      |                ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:20: note: this scope may end while the task, which receives until the channel is closed, still asks for more
// CHECK: :[[#@LINE+2]]:16: note: give it a reference of its own, chan_retain(c), which the task releases
    csp_sleep(10);
    go consume(c);
    for (int i = 0; i < 3; i++) chan_send(c, i);
    chan_close(c);
}

static int sometimes(chan(int) done, int k)
{
    auto_chan(int) c = chan_make(int, 4);
    go produce(c); // CHECK: :[[#@LINE]]:16: warning: the task may still use 'c'
    if (k) return 1;
    return chan_get(done);
}

static void blocks(void)
{
    for (int i = 0; i < 3; i++) {
        auto_chan(int) c = chan_make(int, 4);
        auto_chan(int) d = chan_make(int, 4);
        go { chan_send(c, 1); } // CHECK: :[[#@LINE]]:12: warning: the task may still use 'c'
        go serve(d); // CHECK: :[[#@LINE]]:18: warning: the task may still use 'd'
        if (i) break;
        chan_send(d, chan_get(d));
    }
}

void plain(void)
{
    auto_chan(int) c = chan_make(int, 4);
    go elsewhere(c); // CHECK: :[[#@LINE]]:18: warning: the task may still use 'c'
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 4);
    closes();
    blocks();
    chan_send(c, sometimes(c, 1));
    task_drop(spawn(consume(c))); // CHECK: :[[#@LINE]]:29: warning: the task may still use 'c'
    return 0;
}
// CHECK: {{^}}6 warnings generated.
