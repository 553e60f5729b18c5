// RUN: %clang -I%source_dir/tool %s %source_dir/tool/report/diag.c %source_dir/tool/host/file.c %source_dir/tool/base/read.c %source_dir/tool/host/cleanup.c %source_dir/tool/base/arena.c %source_dir/tool/base/vec.c -D_GNU_SOURCE -o %t
// RUN: printf '\tint tabbed;\nint \303\244 = 1; // umlaut\n' > %t.txt
// RUN: %t %t.txt 2>&1 | %check --strict-whitespace
// The forms of a report, one by one.
#include "host/host.h"

static struct diag diag;
static struct place at(char *file, unsigned line, unsigned column, unsigned n)
{
    return (struct place){file, line, column, n};
}

int main(int argc, char **argv)
{
    char *file = argv[argc - 1];
    diag.arena = arena_create();
    // A tab is eight columns, a letter of two bytes is one.
    diag_report(&diag, SEVERITY_ERROR, at(file, 1, 6, 6), "csp-x", "tab");
    // CHECK: .txt:1:6: error: tab [csp-x]
    // CHECK-NEXT: {{^}}    1 |         int tabbed;
    // CHECK-NEXT: {{^}}      |             ^~~~~~{{$}}
    diag_report(&diag, SEVERITY_WARNING, at(file, 2, 8, 1), "csp-y", "utf8");
    // CHECK: .txt:2:8: warning: utf8 [-Wcsp-y]
    // CHECK: {{^}}      |       ^{{$}}
    diag_fixit(&diag, at(file, 2, 12, 0), ";");
    // CHECK-NEXT: {{^}}      |           ;{{$}}
    diag_report(&diag, SEVERITY_NOTE, at(file, 9, 1, 1), NULL, "no line");
    // CHECK-NEXT: .txt:9:1: note: no line
    diag_report(&diag, SEVERITY_ERROR, at("gone", 1, 0, 0), "csp-x", "gone");
    // CHECK-NEXT: gone:1: error: gone [csp-x]
    diag_error(&diag, "number %d", 7);
    // CHECK-NEXT: cspcc: error: number 7
    vec_push(diag.arena, &diag.off, "csp-y");
    diag_report(&diag, SEVERITY_WARNING, at(file, 1, 1, 0), "csp-y", "off");
    diag_report(&diag, SEVERITY_NOTE, at(file, 1, 1, 0), NULL, "off too");
    // CHECK-NOT: off
    diag.warnings_are_errors = true;
    diag_report(&diag, SEVERITY_WARNING, at(NULL, 0, 0, 0), "csp-z", "now");
    // CHECK: cspcc: error: now [-Werror,-Wcsp-z]
    vec_push(diag.arena, &diag.not_errors, "csp-z");
    diag_report(&diag, SEVERITY_WARNING, at(NULL, 0, 0, 0), "csp-z", "but");
    // CHECK: cspcc: warning: but [-Wcsp-z]
    diag_summary(&diag);
    // CHECK: 2 warnings and 3 errors generated.
    diag = (struct diag){.arena = diag.arena, .error_limit = 2};
    for (int i = 1; i <= 4; i++)
        diag_report(&diag, SEVERITY_ERROR, at(NULL, 0, 0, 0), "csp-x", "%d", i);
    // CHECK: error: 1
    // CHECK-NEXT: error: 2
    // CHECK-NEXT: fatal error: too many errors {{.*}} [-ferror-limit=]{{$}}
    // CHECK-NOT: error
    diag = (struct diag){.arena = diag.arena, .colour = COLOUR_ALWAYS};
    diag_report(&diag, SEVERITY_ERROR, at("gone", 1, 1, 0), "csp-x", "red");
    // CHECK: {{^.\[1m}}gone:1:1: {{.\[0m.\[0;1;31m}}error: {{.\[0m.\[1m}}red
    return 0;
}
