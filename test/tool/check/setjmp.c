// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A coroutine has no stack to jump on, whatever the function is called.
#include <csp.h>

#include <setjmp.h>
#include <ucontext.h>
static jmp_buf start;
static sigjmp_buf kept;
static ucontext_t context;

static int f(void)
{
    if (setjmp(start)) return 1;
// CHECK: :[[#@LINE-1]]:9: error: '_setjmp' in coroutine 'f': there is no stack to come back to [csp-setjmp]
// CHECK-NEXT: |     if (setjmp(start)) return 1;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: move that into a plain function that does not suspend
// CHECK-NEXT: |     if (setjmp(start)) return 1;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
    yield();
    if (csp_now() == 1) siglongjmp(kept, 1);
// CHECK: :[[#@LINE-1]]:25: error: 'siglongjmp' in coroutine 'f'
    return setcontext(&context);
// CHECK: :[[#@LINE-1]]:12: error: 'setcontext' in coroutine 'f'
}

int main(void)
{
    return f();
}
// CHECK: {{^}}3 errors generated.
