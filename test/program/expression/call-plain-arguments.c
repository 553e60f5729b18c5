// RUN: %program %s
// A plain function called with suspending arguments gets them all, in the
// order written, among arguments that do not suspend.
#include <csp.h>
#include <stdio.h>
#include <string.h>

static int say(int x)
{
    yield();
    return x;
}

static const char *word(const char *text)
{
    yield();
    return text;
}

int main(void)
{
    char text[50];
    int n = 1;
    printf("%d %s %d %.1f %c\n", say(n), word("two"), n + 2, 4.0, say('5'));
    int length = snprintf(text, sizeof text, "%s-%d", word("abc"), say(7));
    printf("%d %s %zu\n", length, text, strlen(word(text)) + (size_t)say(1));
    printf("%d\n", strcmp(word("same"), word("same")));
    memcpy(text + say(1), word("XY"), (size_t)say(2));
    puts(text);
    return 0;
}
// OUT: 1 two 3 4.0 5
// OUT: 5 abc-7 6
// OUT: 0
// OUT: aXY-7
