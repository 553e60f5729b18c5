#include "legacy.h"

#if STEP > 1
static int capital(char *c, csp_chan(int) changes)
{
    int changed = *c >= 'a' && *c <= 'z';
    if (changed) *c = (char)(*c - 'a' + 'A');
    csp_yield();
    csp_chan_send(changes, changed);
    return changed;
}

int change_word(struct word *word)
{
    csp_chan(int) changes = csp_chan_make(int, 0);
    int n = 0, letters = 0;
    for (char *c = word->text; *c; c++, letters++)
        csp_go capital(c, changes);
    while (letters-- > 0)
        n += csp_chan_get(changes);
    csp_chan_release(changes);
    return n;
}
#else
int change_word(struct word *word)
{
    int n = 0;
    for (char *c = word->text; *c; c++) {
        if (*c < 'a' || *c > 'z') continue;
        *c = (char)(*c - 'a' + 'A');
        n++;
    }
    return n;
}
#endif
