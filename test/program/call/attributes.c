// RUN: %program %s
// A coroutine's code is compiled as its attributes and the pragmas round it
// say: for another machine, for instance.
#include <csp.h>
#include <stdio.h>

#ifdef __x86_64__
#include <immintrin.h>
#define HAS_VECTORS __builtin_cpu_supports("avx2")

__attribute__((target("avx2"))) static int by_attribute(const int *p)
{
    __m256i v = _mm256_loadu_si256((const __m256i *)p);
    int out[8];
    yield();
    v = _mm256_add_epi32(v, _mm256_set1_epi32(10));
    _mm256_storeu_si256((__m256i *)out, v);
    return out[7];
}

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
static int by_pragma(int x)
{
    __m256i v = _mm256_set1_epi32(x);
    yield();
    v = _mm256_add_epi32(v, v);
    return _mm256_extract_epi32(v, 3);
}
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
#define HAS_VECTORS 0
#define by_attribute(p) (*(p))
#define by_pragma(x) 0
#endif

[[gnu::noinline, gnu::cold]] static int scoped(int x)
{
    yield();
    return x;
}

__attribute__((section("elsewhere"), hot, aligned(64))) static int placed(int x)
{
    yield();
    return x;
}

int main(void)
{
    int list[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    printf("%d\n", HAS_VECTORS ? by_attribute(list) : 18); // OUT: 18
    printf("%d\n", HAS_VECTORS ? by_pragma(4) : 8);        // OUT: 8
    printf("%d\n", scoped(1) + placed(2));                 // OUT: 3
    return 0;
}
