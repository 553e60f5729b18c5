// RUN: %program %s
// A coroutine gives a pointer to a coroutine, a state machine of states that
// return the next one.
#include <csp.h>
#include <stdio.h>

struct machine;
typedef coroutine void state(struct machine *);
struct machine { state *next; const char *input; int words; };

static coroutine void outside(struct machine *m);

static coroutine void inside(struct machine *m)
{
    yield();
    if (*m->input == ' ') m->next = outside;
    if (!*m->input++) m->next = NULL;
}

static coroutine void outside(struct machine *m)
{
    if (*m->input != ' ') {
        yield();
        m->words++;
        m->next = inside;
    }
    m->input++;
}

static state *begin(int how)
{
    yield();
    return how ? outside : inside;
}

int main(void)
{
    struct machine m = {begin(1), "some words  in a row", 0};
    while (m.next)
        m.next(&m);
    printf("%d %d\n", m.words, begin(0) == inside); // OUT: 5 1
    return 0;
}
