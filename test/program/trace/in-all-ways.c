// RUN: %program %s
// A program that is traced, and may be watched, does what it does otherwise, in
// each configuration, and leaves a trace; the threads of `blocking` and others
// that are no workers are in it, too.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// FLAGS: -Wno-csp-blocking

static char name[] = "/tmp/csp-trace-XXXXXX", watch[64];

static __attribute__((constructor)) void trace_it(void)
{
    int fd = mkstemp(name);
    if (fd >= 0) close(fd);
    setenv("CSP_TRACE", name, 1);
    setenv("CSP_TRACE_SIZE", "1", 1);
    snprintf(watch, sizeof watch, "unix:%s.socket", name);
    setenv("CSP_WATCH", watch, 1);
}

static void look(void)
{
    char magic[8] = "";
    FILE *file = fopen(name, "r");
    if (file && fread(magic, 1, sizeof magic, file) < sizeof magic) abort();
    if (file) fclose(file);
    unlink(name);
    puts(memcmp(magic, "csptrace", 8) ? "no trace" : "a trace");
}

static __attribute__((constructor)) void look_later(void)
{
    atexit(look); // OUT: a trace
}

#include "Inputs/each-event.c"
