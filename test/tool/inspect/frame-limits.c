// RUN: %cspcc -c -Wcsp-frame-size=400 %s -o %t.o 2>&1 | %FileCheck %s
// RUN: %cspcc -c -Wcsp-frame-size=100000 -Werror %s -o %t.o
// RUN: rm -f %t.o
// RUN: %not %cspcc -c -Werror=csp-frame-size=400 %s -o %t.o 2>&1 | %FileCheck --check-prefix=ERROR %s
// RUN: %not %cspcc -c --frame-limit=small:400 --frame-limit=large:1000 --frame-limit=plain:1 --frame-limit=nosuch:1 %s -o %t.o 2>&1 | %FileCheck --check-prefix=LIMIT %s
// RUN: %not ls %t.o
// RUN: %not %cspcc -c -Wcsp-frame-size %s 2>&1 | %FileCheck --check-prefix=NUMBER %s
// RUN: %not %cspcc -c -Wcsp-frame-size=4k %s 2>&1 | %FileCheck --check-prefix=NUMBER %s
// RUN: %not %cspcc -c --frame-limit=large %s 2>&1 | %FileCheck --check-prefix=FORM %s
// Frames that are too large are reported with the fields that take most.
#include <csp.h>

coroutine void small(chan(int) c)
{
    int list[6] = {1};
    chan_send(c, list[0]);
    chan_send(c, list[1]);
}

// CHECK-NOT: 'small'
// CHECK: [[@LINE+5]]:16: warning: the frame of 'large' has {{[0-9]+}} bytes, more than 400 [-Wcsp-frame-size]
// CHECK: note: 'line' has 1000 of these bytes
// CHECK: note: the frame of 'small' has
// LIMIT-NOT: 'small'
// LIMIT: error: the frame of 'large' has {{[0-9]+}} bytes, more than '--frame-limit=large:1000' allows [csp-frame-limit]
coroutine void large(chan(int) c, char *(*next)(char *))
{
    char line[1000];
    while (next(line))
        small(c);
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wcsp-frame-size"
coroutine void silent(chan(int) c, char *(*next)(char *))
{
    large(c, next);
}
#pragma clang diagnostic pop
// CHECK-NOT: 'silent'

void plain(void)
{
}

// ERROR: error: the frame of 'large' {{.*}} [-Werror,-Wcsp-frame-size]
// NUMBER: error: '-Wcsp-frame-size{{.*}}' needs a number of bytes: -Wcsp-frame-size=1024
// FORM: error: '--frame-limit=large' is not --frame-limit=NAME:BYTES
