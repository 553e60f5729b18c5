// SPDX-License-Identifier: MIT
// stop.c: the last line that a program writes.
//
// Owns which thread ends the program: the first one; others that get here wait
// for the end.
#include "base/stop.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/sys.h"

static void become_the_one_that_ends(void)
{
    static atomic_int stopping; // the thread that ends the program
    int nobody = 0, self = cspi_thread_id();
    if (atomic_compare_exchange_strong(&stopping, &nobody, self)) return;
    if (nobody == self) _exit(2); // from a handler of exit itself
    for (;;)
        pause();
}

// Standard output first: what the program wrote comes before its end.
void cspi_stop_begin(const char *file, long line)
{
    become_the_one_that_ends();
    fflush(stdout);
    fputs("csp: ", stderr);
    if (file) fprintf(stderr, "%s:%ld: ", file, line);
}

void cspi_stop_end(void)
{
    fputc('\n', stderr);
    exit(2);
}

void cspi_stop(const char *text, ...)
{
    va_list args;
    va_start(args, text);
    cspi_stop_begin(NULL, 0);
    vfprintf(stderr, text, args);
    va_end(args);
    cspi_stop_end();
}

void cspi_stop_at(const char *file, long line, const char *text, ...)
{
    va_list args;
    va_start(args, text);
    cspi_stop_begin(file, line);
    vfprintf(stderr, text, args);
    va_end(args);
    cspi_stop_end();
}
