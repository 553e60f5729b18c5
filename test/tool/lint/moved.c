// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-moved -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-moved -fsyntax-only %s
// What was given away is used again on some way.
#include <csp.h>
#include <stdlib.h>

struct buffer {
    int size;
};

static void take(struct buffer *b)
{
    yield();
    free(b);
}

static int simple(chan(struct buffer *) c, bool again)
{
    struct buffer *p = malloc(sizeof *p);
    if (again) chan_send(c, moved(p));
    return p->size;
// CHECK: :[[#@LINE-1]]:12: warning: 'p' is used after it was moved [-Wcsp-moved]
// CHECK-NEXT: |     return p->size;{{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
// CHECK-NEXT: :[[#@LINE-5]]:{{[0-9]+}}: note: it is given away here; assign to it before it is used again
// CHECK-NEXT: |     if (again) chan_send(c, moved(p));{{$}}
}

static void in_loop(chan(struct buffer *) c)
{
    struct buffer *p = malloc(sizeof *p);
    for (int i = 0; i < 3; i++)
        chan_send(c, moved(p));
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'p' is moved again in the next turn [-Wcsp-moved]
}

static void ways(chan(struct buffer *) c)
{
    struct buffer *p = malloc(sizeof *p), *q = p, *r = malloc(sizeof *r);
    if (!chan_send(c, moved(p))) q = NULL;
    free(p);
// CHECK: :[[#@LINE-1]]:10: warning: 'p' is used after it was moved [-Wcsp-moved]
    go take(moved(q));
    chan_send(c, q);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'q' is used after it was moved [-Wcsp-moved]
    select {
    case_send(c, moved(r)): free(r); break;
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'r' is used after it was moved [-Wcsp-moved]
    case_after(1): break;
    }
}

static void after(chan(struct buffer *) c)
{
    struct buffer *p = malloc(sizeof *p);
    while (p) {
        if (chan_send(c, moved(p))) break;
        p->size = 0;
    }
    free(p);
// CHECK: :[[#@LINE-1]]:10: warning: 'p' is used after it was moved [-Wcsp-moved]
}

int main(void)
{
    chan(struct buffer *) c = chan_make(struct buffer *, 9);
    simple(c, true);
    in_loop(c);
    ways(c);
    after(c);
    while (chan_len(c))
        chan_recv(c, NULL);
    return 0;
}
// CHECK: {{^}}6 warnings generated.
