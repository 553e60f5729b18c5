// RUN: %program %s
// String and character literals of every kind pass through, among suspensions.
#include <csp.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static const char *same(const char *text)
{
    yield();
    return text;
}

int main(void)
{
    char brace = '{', quote = '\'', back = '\\', octal = '\101', hex = '\x42';
    const wchar_t *wide = L"w\u00efde";
    yield();
    printf("%c%c%c%c%c\n", brace, quote, back, octal, hex);
    printf("%s|%s\n", same("one" " two " /* three */ "four"), same("a\tb\"c"));
    printf("%zu %zu %zu\n", wcslen(wide), strlen(same(u8"\u00e9")),
           sizeof(U"abc"));
    printf("%s\n", same("continued \
here"));
    printf("%d %s\n", 'a' == same("a")[0], same("yield(); } // /* go"));
    char array[] = "three\0hidden", *p = array + 6;
    yield();
    printf("%zu %s\n", sizeof array, p);
    return 0;
}
// OUT: {'\AB
// OUT: one two four|a	b"c
// OUT: 4 2 16
// OUT: continued here
// OUT: 1 yield(); } // /* go
// OUT: 13 hidden
