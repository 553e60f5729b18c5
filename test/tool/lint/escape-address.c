// RUN: %cspcc -Wno-return-stack-address -Wno-return-local-addr -fsyntax-only %s 2>&1 | %check --strict-whitespace
// The address of a local leaves, and there is a way to the local's end on which
// nothing waits.
#include <csp.h>

struct job {
    int *result, number;
};

static void work(int *result, chan(int) done)
{
    *result = 1;
    chan_send(done, 1);
}

static void start(chan(int) done, bool quick)
{
    int result;
    go work(&result, done);
// CHECK: :[[#@LINE-1]]:14: warning: 'result' may be gone when the new task uses its address [-Wcsp-escape]
// CHECK-NEXT: |     go work(&result, done);{{$}}
// CHECK-NEXT: {{^}}      |              ^~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-5]]:9: note: it ends with this function, and nothing waits before that; pass its value, or memory from malloc
// CHECK-NEXT: |     int result;{{$}}
// CHECK-NEXT: {{^}}      |         ^~~~~~{{$}}
    if (quick) return;
    chan_recv(done, NULL);
}

static void of_block(chan(int) done)
{
    for (int i = 0; i < 3; i++) {
        struct job job = {0};
        task_drop(spawn(work(&job.number, done)));
// CHECK-NEXT: :[[#@LINE-1]]:31: warning: 'job' may be gone when the new task uses its address [-Wcsp-escape]
// CHECK: :[[#@LINE-3]]:20: note: it ends with this block,
    }
    chan_recv(done, NULL);
}

static void through_channel(chan(struct job) jobs, chan(int *) lists)
{
    int list[4] = {0};
    chan_send(jobs, {.result = list + 1, .number = 1});
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'list' may be gone when the receiver uses its address [-Wcsp-escape]
    chan_try_send(lists, &list[2]);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'list' may be gone when the receiver uses its address [-Wcsp-escape]
    yield();
}

static int *back(int parameter)
{
    yield();
    return &parameter;
// CHECK: :[[#@LINE-1]]:13: warning: 'parameter' is gone when the caller uses its address [-Wcsp-escape]
// CHECK: note: return it by value, or give it memory of its own
}

static void plain(chan(int) done)
{
    int result;
    go work(&result, done);
// CHECK: :[[#@LINE-1]]:14: warning: 'result' may be gone when the new task uses its address [-Wcsp-escape]
}

int main(void)
{
    start(0, true);
    of_block(0);
    through_channel(0, 0);
    plain(0);
    return !back(1);
}
// CHECK: {{^}}6 warnings generated.
