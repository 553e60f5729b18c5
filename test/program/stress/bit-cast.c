// RUN: %program %s
// FLAGS: -fcsp-stress -w
// The operand of clang's __builtin_bit_cast is an operand like others: its
// variables are found in the frame, its calls suspend.
// OUT: 64 64
#include <stdio.h>

#ifdef __clang__
#define BITS(value) __builtin_bit_cast(int, value)
#else
#define BITS(value)                                                            \
    (((union {                                                                 \
         float f;                                                              \
         int i;                                                                \
     }){.f = (value)})                                                         \
         .i)
#endif

static float two(void)
{
    return 2;
}

int main(void)
{
    float all[2] = {0, 2}, *last = &all[1];
    *last = two();
    int direct = BITS(all[1]) >> 24;
    int called = BITS(two()) >> 24;
    printf("%d %d\n", direct, called);
}
