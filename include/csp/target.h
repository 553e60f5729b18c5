/* SPDX-License-Identifier: MIT
 * csp/target.h: what the C compiler compiles for, by the macros that it
 * predefines: they are right whatever has chosen the target, the compiler's
 * name, its options or its configuration. Put before each file that is
 * preprocessed for cspcc, where it becomes one line of text, which target.c
 * reads and preprocess.c takes out. cspcc itself includes it for the machine
 * that it runs on. Nobody else does. C90, like csp_abi.h. */
#ifndef CSP_TARGET_H
#define CSP_TARGET_H

/* The machine, as the first part of a triple says it. */
#if defined __x86_64__
#define CSP_TARGET_ARCH "x86_64"
#elif defined __i386__
#define CSP_TARGET_ARCH "i386"
#elif defined __aarch64__ && defined __AARCH64EB__
#define CSP_TARGET_ARCH "aarch64_be"
#elif defined __aarch64__
#define CSP_TARGET_ARCH "aarch64"
#elif defined __arm__
#define CSP_TARGET_ARCH "arm"
#elif defined __riscv && __riscv_xlen == 64
#define CSP_TARGET_ARCH "riscv64"
#elif defined __riscv
#define CSP_TARGET_ARCH "riscv32"
#elif defined __powerpc64__ && defined __LITTLE_ENDIAN__
#define CSP_TARGET_ARCH "powerpc64le"
#elif defined __powerpc64__
#define CSP_TARGET_ARCH "powerpc64"
#elif defined __powerpc__
#define CSP_TARGET_ARCH "powerpc"
#elif defined __s390x__
#define CSP_TARGET_ARCH "s390x"
#elif defined __loongarch__ && __loongarch_grlen == 64
#define CSP_TARGET_ARCH "loongarch64"
#elif defined __mips64 && defined _MIPSEL
#define CSP_TARGET_ARCH "mips64el"
#elif defined __mips64
#define CSP_TARGET_ARCH "mips64"
#elif defined __mips__ && defined _MIPSEL
#define CSP_TARGET_ARCH "mipsel"
#elif defined __mips__
#define CSP_TARGET_ARCH "mips"
#elif defined __wasm64__
#define CSP_TARGET_ARCH "wasm64"
#elif defined __wasm__
#define CSP_TARGET_ARCH "wasm32"
#else
#define CSP_TARGET_ARCH "unknown"
#endif

#if defined __linux__
#define CSP_TARGET_SYSTEM "linux"
#elif defined _WIN32
#define CSP_TARGET_SYSTEM "windows"
#elif defined __APPLE__
#define CSP_TARGET_SYSTEM "darwin"
#elif defined __FreeBSD__
#define CSP_TARGET_SYSTEM "freebsd"
#elif defined __NetBSD__
#define CSP_TARGET_SYSTEM "netbsd"
#elif defined __OpenBSD__
#define CSP_TARGET_SYSTEM "openbsd"
#elif defined __EMSCRIPTEN__
#define CSP_TARGET_SYSTEM "emscripten"
#elif defined __wasi__
#define CSP_TARGET_SYSTEM "wasi"
#else
#define CSP_TARGET_SYSTEM "none"
#endif

/* The C library has no macro before one of its headers is read, which in front
 * of a file would fix the feature macros; who links asks for it. */
#if defined __linux__ && !defined __ANDROID__ && !defined __CSPCC_PARSE__ &&   \
    __SIZEOF_POINTER__ == 8 && defined __has_include
#if __has_include(<features.h>)
#include <features.h>
#endif
#endif
#ifndef __linux__
#define CSP_TARGET_LIBC ""
#elif defined __ANDROID__
#define CSP_TARGET_LIBC "-android"
#elif defined __UCLIBC__
#define CSP_TARGET_LIBC "-uclibc"
#elif defined _FEATURES_H && !defined __GLIBC__ && !defined __CSPCC_PARSE__
#define CSP_TARGET_LIBC "-musl"
#else
#define CSP_TARGET_LIBC "-gnu"
#endif

/* What else a triple may tell apart. */
#ifndef __linux__
#define CSP_TARGET_ABI ""
#elif defined __x86_64__ && defined __ILP32__
#define CSP_TARGET_ABI "x32"
#elif defined __arm__ && defined __ARM_PCS_VFP
#define CSP_TARGET_ABI "eabihf"
#elif defined __arm__
#define CSP_TARGET_ABI "eabi"
#elif defined __aarch64__ && defined __ILP32__
#define CSP_TARGET_ABI "_ilp32"
#elif defined __mips64 && _MIPS_SIM == _ABIN32
#define CSP_TARGET_ABI "abin32"
#elif defined __mips64
#define CSP_TARGET_ABI "abi64"
#else
#define CSP_TARGET_ABI ""
#endif

#define CSP_TARGET_TRIPLE                                                      \
    CSP_TARGET_ARCH "-" CSP_TARGET_SYSTEM CSP_TARGET_LIBC CSP_TARGET_ABI

#ifdef __CHAR_UNSIGNED__
#define CSP_TARGET_CHAR 1
#else
#define CSP_TARGET_CHAR 0
#endif

#if defined __CSPCC_PARSE__ || defined __CSPCC_TARGET__
csp_target CSP_TARGET_CHAR __SIZEOF_POINTER__ CSP_TARGET_TRIPLE
#endif

#endif
