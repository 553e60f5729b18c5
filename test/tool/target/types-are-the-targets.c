// RUN: %cspcc -fcsp-stress --target=aarch64-linux-gnu -DCHAR_IS_UNSIGNED -DVA_LIST=32 -S %s -o %t.s
// RUN: %FileCheck %s --check-prefix=ARM --input-file %t.s
// RUN: %cspcc -fcsp-stress -target riscv64-linux-gnu -DCHAR_IS_UNSIGNED -DVA_LIST=8 -S %s -o %t.s
// RUN: %cspcc -fcsp-stress --target=aarch64-linux-gnu -fsigned-char -DVA_LIST=32 -S %s -o %t.s
// RUN: %cspcc -fcsp-stress --target=x86_64-linux-musl -DVA_LIST=24 -S %s -o %t.s
// The source is read with the types of the machine that it is compiled for.
#ifdef CHAR_IS_UNSIGNED
_Static_assert((char)-1 > 0, "char is unsigned");
#else
_Static_assert((char)-1 < 0, "char is signed");
#endif
_Static_assert(sizeof(__builtin_va_list) == VA_LIST, "va_list");

// ARM: step_aside__step:
// ARM: ret
int step_aside(int n)
{
    return n + 1;
}
