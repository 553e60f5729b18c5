// SPDX-License-Identifier: MIT
// print.c: writing by way of stdio's files, for C compiled with -fcsp-io. All
// of it is plain, since most of what is printed stays in a buffer: where libc
// may have to wait, the caller's worker is run by another thread meanwhile.
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <sys/stat.h>

#include "posix.h"

#include "../io/io.h"

// Whether the file's descriptor may take its time to take n bytes more than the
// buffer has.
static bool may_wait(FILE *file, size_t n)
{
    int fd = fileno(file), kept = errno;
    size_t pending = __fpending(file);
    struct stat what;
    errno = kept;
    if (fd < 0) return false;
    if (!csp__io_is_ready(fd, CSP_WRITABLE)) return true;
    if (pending + n <= PIPE_BUF) return false;
    return fstat(fd, &what) < 0 || !S_ISREG(what.st_mode);
}

// The same of n bytes, which may do no more than lie in the buffer.
static bool is_slow(FILE *file, size_t n)
{
    if (!__flbf(file) && n < __fbufsize(file) - __fpending(file)) return false;
    return may_wait(file, n);
}

// -- bytes -------------------------------------------------------------------

size_t csp_posix_fwrite(const void *p, size_t size, size_t n, FILE *file)
{
    if (!is_slow(file, size * n)) return fwrite(p, size, n, file);
    return posix_as_thread(fwrite(p, size, n, file));
}

int csp_posix_fputs(const char *text, FILE *file)
{
    if (!is_slow(file, strlen(text))) return fputs(text, file);
    return posix_as_thread(fputs(text, file));
}

int csp_posix_puts(const char *text)
{
    if (!is_slow(stdout, strlen(text) + 1)) return puts(text);
    return posix_as_thread(puts(text));
}

int csp_posix_fputc(int c, FILE *file)
{
    if (!is_slow(file, 1)) return fputc(c, file);
    return posix_as_thread(fputc(c, file));
}

int csp_posix_putc(int c, FILE *file)
{
    return csp_posix_fputc(c, file);
}

int csp_posix_putchar(int c)
{
    return csp_posix_fputc(c, stdout);
}

int csp_posix_fflush(FILE *file)
{
    bool slow =
        file && __fwriting(file) && __fpending(file) && may_wait(file, 0);
    return slow ? posix_as_thread(fflush(file)) : fflush(file);
}

// -- formats -----------------------------------------------------------------

int csp_posix_vfprintf(FILE *file, const char *format, va_list list)
{
    char few[256];
    va_list again;
    va_copy(again, list);
    int n = vsnprintf(few, sizeof few, format, again), error = errno;
    va_end(again);
    if (n < 0) return errno = error, -1;
    if ((size_t)n < sizeof few)
        return csp_posix_fwrite(few, 1, (size_t)n, file) == (size_t)n ? n : -1;
    if (!is_slow(file, (size_t)n)) return vfprintf(file, format, list);
    return posix_as_thread(vfprintf(file, format, list));
}

int csp_posix_vprintf(const char *format, va_list list)
{
    return csp_posix_vfprintf(stdout, format, list);
}

__attribute__((format(printf, 2, 3))) int
csp_posix_fprintf(FILE *file, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = csp_posix_vfprintf(file, format, list);
    va_end(list);
    return n;
}

__attribute__((format(printf, 1, 2))) int
csp_posix_printf(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = csp_posix_vfprintf(stdout, format, list);
    va_end(list);
    return n;
}
