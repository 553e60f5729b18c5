// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: env CSPCC_CC=%gcc %not %cspcc -fsyntax-only %s 2>&1 | %check
// A constant capacity that no channel can have, however it is written.
#include <csp.h>
#include <stdint.h>

enum { LESS = -3 };
#define CAPACITY (2 - 4)
static const int constant = -7;
struct big {
    char bytes[1 << 20];
};

static void plain(void)
{
    static chan(int) kept;
    kept = chan_make(int, -1);
// CHECK: :[[#@LINE-1]]:27: error: chan_make with a capacity of -1 [csp-capacity]
// CHECK-NEXT: |     kept = chan_make(int, -1);{{$}}
// CHECK-NEXT: {{^}}      |                           ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:27: note: with 0 sender and receiver meet
    chan_make_drop(char, CAPACITY);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make_drop with a capacity of -2 [csp-capacity]
}

int main(void)
{
    auto_chan(int) c = chan_make_slide(int, LESS);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make_slide with a capacity of -3
    chan(int) list[] = {chan_make(int, 1), chan_make(int, sizeof(int) - 5)};
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make with a capacity of -1
    chan(struct big) d = chan_make(struct big, INT64_MAX / 1000);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make with a capacity of 9223372036854775, each of 1048576 bytes [csp-capacity]
    chan_make(int, -1.5 < 0 ? -9 : 0);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make with a capacity of -9
    chan_make(int, constant);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make with a capacity of -7
    chan_make(struct { struct big all[1 << 13]; }, constant + 8);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make with a capacity of 1, each of 8589934592 bytes
// CHECK: note: an element has less than 2^32 bytes, a channel at most 2^47
    chan_make(struct big, 1 << 26);
    go { chan_make(int, (char)-1 * 2); }
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_make with a capacity of -2
    plain();
    yield();
    return c == list[0] && d;
}
// CHECK: {{^}}9 errors generated.
