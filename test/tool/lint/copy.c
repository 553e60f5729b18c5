// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-copy -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-copy -fsyntax-only %s
// A go block writes to its copy of a variable that is read behind the block.
#include <csp.h>
#include <stdio.h>

static void set(int *p) { *p = 5; }

static int simple(void)
{
    int n = 0;
    go { n = 5; }
// CHECK: :[[#@LINE-1]]:10: warning: 'n' is this block's own copy: outside nobody sees what is written to it [-Wcsp-copy]
// CHECK-NEXT: |     go { n = 5; }{{$}}
// CHECK-NEXT: {{^}}      |          ^
    yield();
    return n;
// CHECK: :[[#@LINE-1]]:12: note: it is read here, where it has the value from before
// CHECK: :[[#@LINE-7]]:8: note: send the value over a channel; or use par, whose branches share the variables around it
}

static void in_loop(chan(int) done)
{
    for (int i = 0, sum = 0; i < 3 && sum < 9; i++)
        go { sum += i; chan_send(done, 1); }
// CHECK: :[[#@LINE-1]]:14: warning: 'sum' is this block's own copy
}

static int plain(FILE *file)
{
    int a[2] = {0}, v = 0;
    go { a[1]++; set(&v); }
// CHECK: :[[#@LINE-1]]:10: warning: 'a' is this block's own copy
// CHECK: :[[#@LINE-2]]:23: warning: 'v' is this block's own copy
    go { fscanf(file, "%d", &v); }
// CHECK: :[[#@LINE-1]]:30: warning: 'v' is this block's own copy
    return v + a[0];
}

int main(void)
{
    chan(int) c = chan_make(int, 9);
    in_loop(c);
    chan_close(c);
    return simple() + plain(NULL);
}
// CHECK: {{^}}5 warnings generated.
