#include "legacy.h"
#include <stddef.h>

static const char *at;

#if STEP > 0
static struct word read_word(void);

static void produce(const char *text, csp_chan(struct word) out)
{
    for (at = text; *at;)
        csp_chan_send(out, read_word());
    csp_chan_close(out);
}
#endif

static struct word read_word(void)
{
    struct word word = {{0}};
    size_t length = 0;
    while (*at && *at != ' ')
        if (length < WORD_MAX - 1) word.text[length++] = *at++;
    while (*at == ' ')
        at++;
    return word;
}

int next_word(const char *text, struct word *word)
{
#if STEP > 0
    static csp_chan(struct word) words;
    if (!words) {
        words = csp_chan_make(struct word, 0);
        csp_go produce(text, words);
    }
    return csp_chan_recv(words, word);
#else
    if (!at) at = text;
    if (!*at) return 0;
    *word = read_word();
    return 1;
#endif
}
