// RUN: %not %cspcc -c %s -o /dev/null 2>&1 | %check
// An alias and its function are coroutines both, or neither.
#include <csp.h>

// CHECK: disagree-alias.c:[[@LINE+4]]:1: error: 'doubled' is an alias of 'twice', but only 'twice' is a coroutine [csp-disagree]
// CHECK: coroutine{{ *$}}
coroutine int twice(int n);
coroutine int twice(int n) { yield(); return 2 * n; }
extern int doubled(int n) __attribute__((alias("twice")));

// CHECK: disagree-alias.c:[[@LINE+3]]:1: error: 'other' is an alias of 'plain', but only 'other' is a coroutine [csp-disagree]
// CHECK: coroutine{{ *$}}
extern int plain(int n);
int plain(int n) { return n; }
coroutine int other(int n) __attribute__((alias("plain")));
