/* SPDX-License-Identifier: MIT
 * csp/gcc.h: put before a file that gcc preprocesses for cspcc, so that the
 * text which comes out is C to gcc, which compiles it, and to libclang, which
 * cspcc reads it with. Nobody else includes it. C90, like csp_abi.h. */
#ifndef CSP_GCC_H
#define CSP_GCC_H

/* The version that clang claims too: the C library's headers then keep to what
 * both know. */
#undef __GNUC__
#undef __GNUC_MINOR__
#undef __GNUC_PATCHLEVEL__
#define __GNUC__ 4
#define __GNUC_MINOR__ 2
#define __GNUC_PATCHLEVEL__ 1

/* The headers define these for compilers of that age; to gcc they are keywords.
 */
#define _Float32 csp__float32
#define _Float64 csp__float64
#define _Float32x csp__float32x
#define _Float64x csp__float64x
#ifdef __SIZEOF_FLOAT128__ /* x86 and POWER; elsewhere it is long double */
#define _Float128 __float128
#else
#define _Float128 csp__float128
#endif

/* gcc's <stdatomic.h> gives its builtins pointers to _Atomic types, which in
 * clang they do not take. The comma drops the qualifier. */
#define csp__bare(p) ((__typeof__((void)0, *(p)) *)(p))
#define __atomic_load(p, v, o) __atomic_load(csp__bare(p), v, o)
#define __atomic_store(p, v, o) __atomic_store(csp__bare(p), v, o)
#define __atomic_exchange(p, v, r, o) __atomic_exchange(csp__bare(p), v, r, o)
#define __atomic_compare_exchange(p, e, d, w, s, f)                            \
    __atomic_compare_exchange(csp__bare(p), e, d, w, s, f)
#define __atomic_fetch_add(p, v, o) __atomic_fetch_add(csp__bare(p), v, o)
#define __atomic_fetch_sub(p, v, o) __atomic_fetch_sub(csp__bare(p), v, o)
#define __atomic_fetch_and(p, v, o) __atomic_fetch_and(csp__bare(p), v, o)
#define __atomic_fetch_or(p, v, o) __atomic_fetch_or(csp__bare(p), v, o)
#define __atomic_fetch_xor(p, v, o) __atomic_fetch_xor(csp__bare(p), v, o)

#endif
