// RUN: %program %s
// Statement expressions of macros, which declare the same names each time, in a
// coroutine that suspends elsewhere: each one's variables are its own.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

#define LARGER(a, b) ({ __auto_type x_ = (a); __auto_type y_ = (b); x_ > y_ ? x_ : y_; })
#define VIA(object) ({ int *p_ = &(object); *p_; })

static atomic_int one, two;

int main(void)
{
    static int a = 3, b = 4;
    yield();
    printf("%d ", LARGER(VIA(a), VIA(b)));
    for (int i = 0; i < 2; i++) {
        while (atomic_load(&one) > i)
            yield();
        if (atomic_load(&one) > atomic_load(&two)) return 1;
        printf("%d ", LARGER(VIA(a) + i, VIA(b)));
    }
    yield();
    puts(atomic_load(&one) == atomic_load(&two) ? "equal" : "not"); // OUT: 4 4 4 equal
    return 0;
}
