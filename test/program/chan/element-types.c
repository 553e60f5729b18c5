// RUN: %program %s
// Channels carry every scalar type, structs, unions, pointers and function
// pointers, buffered and not.
#include <csp.h>
#include <stdio.h>
#include <string.h>

struct s3 { char c[3]; };
struct mixed { int n; const char *text; double d[3]; };
union word { int i; char c[4]; };
typedef int (*function)(const char *);

#define THERE_AND_BACK(T, name, test, ...)                                     \
    static void put_##name(chan(T) c)                                          \
    {                                                                          \
        chan_send(c, __VA_ARGS__);                                             \
        chan_release(c);                                                       \
    }                                                                          \
    static int test_##name(int capacity)                                       \
    {                                                                          \
        chan(T) c = chan_make(T, capacity);                                    \
        go put_##name(chan_retain(c));                                         \
        T v = chan_get(c);                                                     \
        chan_release(c);                                                       \
        return test;                                                           \
    }

THERE_AND_BACK(char, char, v == 'x', 'x')
THERE_AND_BACK(bool, bool, v == true, 5)
THERE_AND_BACK(unsigned short, short, v == 65535, -1)
THERE_AND_BACK(int64_t, int64, v == INT64_MIN, INT64_MIN)
THERE_AND_BACK(float, float, v == 0.5f, 0.5)
THERE_AND_BACK(long double, extended, v == 1e4000L, 1e4000L)
THERE_AND_BACK(__int128, wide, v >> 100 == 7, (__int128)7 << 100)
THERE_AND_BACK(const char *, text, !strcmp(v, "text"), "text")
THERE_AND_BACK(function, function, v == puts, puts)
THERE_AND_BACK(struct s3, three, v.c[2] == 'c', (struct s3){"abc"})
THERE_AND_BACK(struct mixed, mixed, v.n == 1 && v.d[2] == 4,
               {1, "two", {2, 3, 4}})
THERE_AND_BACK(union word, word, v.c[0] == v.c[3], (union word){.i = 0x01010101})

int main(void)
{
    int good = 0;
    for (int n = 0; n < 3; n++)
        good += test_char(n) + test_bool(n) + test_short(n) + test_int64(n) +
                test_float(n) + test_extended(n) + test_wide(n) +
                test_text(n) + test_function(n) + test_three(n) +
                test_mixed(n) + test_word(n);
    printf("%d\n", good); // OUT: 36
    while (csp_live() > 1)
        yield();
    return 0;
}
