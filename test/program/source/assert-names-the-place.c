// RUN: %program %s
// A failed assertion in a coroutine names file, line, function and the text as
// the user wrote it.
#include <assert.h>
#include <csp.h>

static void check(int value, int limit)
{
    yield();
    assert(value > 0);
    yield();
    assert(value < limit); // ERR-RE: (assert-names-the-place\.c:@LINE: .*check.*: Assertion `value < limit' failed|value < limit \(.*assert-names-the-place\.c: check: @LINE\))
}

int main(void)
{
    check(1, 2);
    check(3, 2);
    return 0;
}
// EXIT: -6
// LEAKS: it is stopped
