// A program of three files, begun long before csp.h: words are read, changed,
// and counted. -DSTEP=n says how many of its files have been converted.
#ifndef LEGACY_H
#define LEGACY_H
#if STEP > 0
#define CSP_NO_SHORT_NAMES // the old files have names of their own
#include <csp.h>
#define MAY_SUSPEND csp_coroutine
#else
#define MAY_SUSPEND
#endif
#if STEP > 1
#define SUSPENDS_2 MAY_SUSPEND
#else
#define SUSPENDS_2
#endif

enum { WORD_MAX = 16 };
struct word { char text[WORD_MAX]; };

// words.c: the next word of the text, false at its end.
MAY_SUSPEND int next_word(const char *text, struct word *word);
// change.c: in capitals; how many letters changed.
SUSPENDS_2 int change_word(struct word *word);
#endif
