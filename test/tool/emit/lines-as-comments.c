// RUN: %cspcc --emit=c -fcsp-lines=comment %s | %check
// RUN: rm -rf %t && mkdir %t && cd %t && %cspcc -g -c -fcsp-lines=comment -save-temps %s
// RUN: %check --check-prefix=KEPT < %t/lines-as-comments.csp.c
// RUN: %dwarfdump --debug-line %t/lines-as-comments.o | %check --check-prefix=DEBUG
// RUN: cd %t && %cspcc -g -c -fcsp-lines=off %s && %dwarfdump --debug-line lines-as-comments.o | %check --check-prefix=DEBUG
// -fcsp-lines=comment says in comments what #line would say, and debuggers show
// the generated file, as with off.
#include <csp.h>

static int work(int n)
{
    yield();
    n = 17;
    return n;
}

int main(void)
{
    return work(1);
}
// CHECK-NOT: {{^}}#line
// CHECK: /* #line [[#@LINE-12]] "{{.*}}lines-as-comments.c" */
// CHECK-NEXT: static int work__step(
// CHECK: /* #line [[#@LINE-11]] "{{.*}}lines-as-comments.c" */
// CHECK-NEXT: n = 17;
// CHECK-NOT: {{^}}#line
// KEPT: # {{[0-9]+}} "lines-as-comments.csp.c"
// KEPT: /* # [[#@LINE-18]] "{{.*}}lines-as-comments.c" */
// KEPT-NEXT: static int work__step(
// DEBUG: name: "lines-as-comments.csp.c"
