#include "legacy.h"
#include <stdio.h>

static const char text[] = "a Man a plan  a CANAL panama";
static int go = 1, par = 2; // names that only old files may have

#if STEP > 2
static int change_all(csp_chan(struct word) out)
{
    struct word word;
    int changed = 0;
    while (next_word(text, &word)) {
        changed += change_word(&word);
        csp_chan_send(out, word);
    }
    csp_chan_close(out);
    return changed;
}

int main(void)
{
    csp_chan(struct word) words = csp_chan_make(struct word, 2);
    struct word word;
    csp_task(int) changed = csp_spawn(change_all(words));
    while (csp_chan_recv(words, &word))
        printf("%s ", word.text);
    printf("%d %d\n", csp_join(changed), go + par);
    return 0;
}
#else
int main(void)
{
    struct word word;
    int changed = 0;
    while (next_word(text, &word)) {
        changed += change_word(&word);
        printf("%s ", word.text);
    }
    printf("%d %d\n", changed, go + par);
    return 0;
}
#endif
