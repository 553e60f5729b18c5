// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// The end of a scope cannot suspend, in a plain function neither.
#include <csp.h>

static void give_back(chan(int) * c)
{
    chan_send(*c, 9);
}

static int suspends(chan(int) c)
{
    chan(int) kept __attribute__((cleanup(give_back))) = c;
    // CHECK: :[[#@LINE-1]]:15: error: 'kept' is cleaned up by coroutine 'give_back': the end of a scope cannot suspend [csp-cleanup]
    // CHECK: :[[#@LINE-2]]:15: note: call it before the scope ends, or `go` it in a plain function that cleans up
    yield();
    return 7;
}

static int is_plain(chan(int) c)
{
    chan(int) kept __attribute__((cleanup(give_back))) = c;
    // CHECK: :[[#@LINE-1]]:15: error: 'kept' is cleaned up by coroutine
    return 7;
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    return suspends(c) + is_plain(c);
}
// CHECK: {{^}}2 errors generated.
