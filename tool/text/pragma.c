// SPDX-License-Identifier: MIT
// pragma.c: how `#pragma clang diagnostic` (or GCC) of cspcc's own warnings
// gets through the preprocessor. clang's prints those pragmas for names that it
// knows and drops the others, so where a file names one of ours it is run
// again, on copies of the files in which all these pragmas have a word of their
// own, `cspcc_says`, that is passed on. What they say: sense/says.c.
#include "text/text.h"

#include <string.h>

// As long as each other, so that no token moves.
static const char plain_word[] = "diagnostic";
static const char hidden_word[] = "cspcc_says";
enum { WORD_LENGTH = sizeof plain_word - 1 };

static bool ends_in(const char *begin, const char *end, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(end - begin) >= length &&
           memcmp(end - length, word, length) == 0;
}

// `clang diagnostic` becomes `clang cspcc_says`, or the other way round.
static void exchange(char *text, const char *from, const char *to)
{
    for (char *at = text; (at = strstr(at, from)); at += WORD_LENGTH) {
        const char *before = at;
        while (before > text && (before[-1] == ' ' || before[-1] == '\t'))
            before--;
        if (before == at) continue;
        if (ends_in(text, before, "clang") || ends_in(text, before, "GCC"))
            memcpy(at, to, WORD_LENGTH);
    }
}

bool pragma_names_ours(const char *text)
{
    return text && strstr(text, "-Wcsp") && strstr(text, plain_word);
}

const char *pragma_hide(struct arena *arena, struct diag *diag,
                        const char *name, const char *text)
{
    struct text copy = {.arena = arena};
    const char *slash = strrchr(name, '/');
    if (!text || !strstr(text, plain_word)) return NULL;
    text_puts(&copy, text);
    exchange(copy.at, plain_word, hidden_word);
    return file_temp(arena, diag, slash ? slash + 1 : name, &copy);
}

void pragma_show(struct text *out)
{
    exchange(out->at, hidden_word, plain_word);
}
