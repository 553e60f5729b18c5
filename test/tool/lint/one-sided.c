// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-one-sided -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-one-sided -fsyntax-only %s
// A channel that stays in the file, and has one kind of user only.
#include <csp.h>

static void produce(chan(int) out)
{
    for (int i = 0;; i++)
        chan_send(out, i);
// CHECK: :[[#@LINE-1]]:9: warning: nothing ever receives what is sent to 'numbers' [-Wcsp-one-sided]
// CHECK-NEXT: |         chan_send(out, i);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE+18]]:15: note: 'numbers' is made here, and stays in this file
// CHECK-NEXT: |     chan(int) numbers = chan_make(int, 0), copy;{{$}}
// CHECK-NEXT: {{^}}      |               ^~~~~~~{{$}}
}

static void pass_on(chan_out(int) out)
{
    go produce((chan(int))(void *)out);
}

static int consume(chan(int) in)
{
    return chan_get(in) + chan_get(in);
// CHECK: :[[#@LINE-1]]:12: warning: nothing ever sends to 'silent' or closes it [-Wcsp-one-sided]
}

int main(void)
{
    chan(int) numbers = chan_make(int, 0), copy;
    chan(int) silent = chan_make(int, 3), hidden = chan_make(int, 0);
    copy = chan_retain(numbers);
    go produce(copy);
    pass_on(hidden);
    chan_release(silent);
    return consume(silent);
}
// CHECK: {{^}}2 warnings generated.
