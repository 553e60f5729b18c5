// RUN: %program %s
// With a default a select never waits: on empty, full, unbuffered and NULL
// channels, for elements of several types (row G11).
#include <csp.h>
#include <stdio.h>

#define CHECK(T, one)                                                          \
    do {                                                                       \
        chan(T) none = NULL, flat = chan_make(T, 0), c = chan_make(T, 1);      \
        T v;                                                                   \
        select { case_recv(none, &v): bad++; default: n++; }                   \
        select { case_send(none, one): bad++; default: n++; }                  \
        select { case_recv(flat, &v): bad++; default: n++; }                   \
        select { case_send(flat, one): bad++; default: n++; }                  \
        select { case_recv(c, &v): bad++; break; default: n++; }               \
        select { case_send(c, one): n++; break; default: bad++; }              \
        select { case_send(c, one): bad++; break; default: n++; }              \
        select { case_recv(c, &v): n += v == one; break; default: bad++; }     \
        select { default: n++; }                                               \
        chan_release(flat);                                                    \
        chan_release(c);                                                       \
    } while (0)

int main(void)
{
    int n = 0, bad = 0;
    CHECK(int, 7);
    CHECK(int64_t, INT64_MAX);
    CHECK(bool, true);
    CHECK(const char *, (const char *)"text" + 1);
    CHECK(double, 0.5);
    printf("%d %d\n", n, bad); // OUT: 45 0
    return 0;
}
// FLAGS: -Wno-implicit-fallthrough -Wno-csp-fallthrough
