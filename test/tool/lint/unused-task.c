// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-unused-task -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-unused-task -fsyntax-only %s
// A task whose handle nobody joins or drops.
#include <csp.h>

static int slow(int n)
{
    yield();
    return n;
}

static int f(bool wait)
{
    spawn(slow(1));
// CHECK: :[[#@LINE-1]]:5: warning: the handle of this task is thrown away [-Wcsp-unused-task]
// CHECK-NEXT: |     spawn(slow(1));{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:5: note: join waits for it, task_drop lets it go on; go starts a task without a handle
// CHECK-NEXT: |     spawn(slow(1));{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
    task(int) lost;
    lost = spawn(slow(2));
// CHECK-NEXT: :[[#@LINE-1]]:12: warning: this task is never joined or dropped: nothing uses 'lost' after this [-Wcsp-unused-task]
    lost = spawn(slow(3));
    task(int) dropped = spawn(slow(4)), kept = spawn(slow(5)), list[2];
    (void)spawn(slow(6));
    task_drop(dropped);
    for (int i = 0; i < 2; i++)
        list[i] = spawn(slow(i));
    if (wait) return join(lost) + join(kept) + join(list[0]);
    task_drop(list[1]);
    return 0;
}

int main(void)
{
    return f(true);
}
// CHECK: {{^}}2 warnings generated.
