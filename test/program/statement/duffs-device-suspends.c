// RUN: %program %s
// Duff's device, with a suspension at each step, copies every count.
#include <csp.h>
#include <stdio.h>
#include <string.h>

static void copy(char *to, const char *from, int count)
{
    int n = (count + 3) / 4;
    switch (count % 4) {
    case 0:
        do {
            yield();
            *to++ = *from++;
            __attribute__((fallthrough));
    case 3:
            *to++ = *from++;
            yield();
            __attribute__((fallthrough));
    case 2:
            yield();
            *to++ = *from++;
            __attribute__((fallthrough));
    case 1:
            *to++ = *from++;
            yield();
        } while (--n > 0);
    }
}

int main(void)
{
    const char text[] = "the quick brown fox";
    int good = 0;
    for (int count = 1; count < (int)sizeof text; count++) {
        char to[sizeof text] = {0};
        copy(to, text, count);
        good += !memcmp(to, text, (size_t)count) && to[count] == 0;
    }
    printf("%d\n", good); // OUT: 19
    return 0;
}
