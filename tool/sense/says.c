// SPDX-License-Identifier: MIT
// says.c: what `#pragma clang diagnostic` (or GCC) says of cspcc's own
// warnings, and where. text/pragma.c brought them through the preprocessor.
#include "sense/sense.h"

#include <string.h>

typedef VEC(unsigned char *) states;

struct reader {
    struct unit *unit;
    size_t count;       // of our warnings
    unsigned char *now; // of enum diag_said, for each of them
    states pushed;
};

static unsigned char *copy_state(struct reader *r)
{
    unsigned char *copy = arena_alloc(r->unit->arena, r->count + 1);
    memcpy(copy, r->now, r->count);
    return copy;
}

static void note_change(struct reader *r, size_t at)
{
    struct pragma_state state = {at, copy_state(r)};
    vec_push(r->unit->arena, &r->unit->pragmas, state);
}

static bool next_word(const char **at, const char *word)
{
    size_t length = strlen(word);
    const char *from = *at + strspn(*at, " \t");
    if (strncmp(from, word, length) != 0 || text_is_word(from[length]))
        return false;
    *at = from + length;
    return true;
}

// A warning does not make less of what is an error already, as in clang.
static void say(struct reader *r, size_t warning, enum diag_said said)
{
    if (said == SAID_WARNING && r->now[warning] == SAID_ERROR) return;
    r->now[warning] = (unsigned char)said;
}

// `name` is what stands between the quotes.
static void
say_of(struct reader *r, const char *name, enum diag_said said, size_t at)
{
    bool all = strcmp(name, "-Wcsp") == 0 ||
               (strcmp(name, "-Weverything") == 0 && said == SAID_IGNORED);
    bool known = all;
    if (!all && strncmp(name, "-Wcsp-", 6) != 0) return;
    for (size_t i = 0; i < r->count; i++) {
        if (!all && strcmp(diag_warnings[i], name + 2) != 0) continue;
        say(r, i, said);
        known = true;
    }
    note_change(r, at);
    if (known) return;
    struct pragma_typo typo = {at, name};
    vec_push(r->unit->arena, &r->unit->pragma_typos, typo);
}

// The string, or strings, that stand there; NULL if none does.
static const char *read_name(struct reader *r, const char *at)
{
    struct text name = {.arena = r->unit->arena};
    for (at += strspn(at, " \t"); *at == '"'; at += strspn(at, " \t")) {
        size_t length = strcspn(at + 1, "\"\n");
        text_add(&name, at + 1, length);
        at += length + 2;
    }
    return name.at;
}

// What follows `#pragma clang diagnostic` on its line, which begins at `at`.
static void read_pragma(struct reader *r, const char *rest, size_t at)
{
    static const struct {
        const char *word;
        enum diag_said said;
    } kinds[] = {{"ignored", SAID_IGNORED},
                 {"warning", SAID_WARNING},
                 {"error", SAID_ERROR},
                 {"fatal", SAID_ERROR}};
    if (next_word(&rest, "push")) {
        vec_push(r->unit->arena, &r->pushed, copy_state(r));
    } else if (next_word(&rest, "pop") && r->pushed.count) {
        const unsigned char *before = r->pushed.at[--r->pushed.count];
        bool changes = memcmp(r->now, before, r->count) != 0;
        memcpy(r->now, before, r->count);
        if (changes) note_change(r, at);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!next_word(&rest, kinds[i].word)) continue;
        const char *name = read_name(r, rest);
        if (name) say_of(r, name, kinds[i].said, at);
        return;
    }
}

void pragma_read(struct unit *unit)
{
    struct reader reader = {.unit = unit};
    while (diag_warnings[reader.count])
        reader.count++;
    reader.now = arena_alloc(unit->arena, reader.count + 1);
    const struct source *source = unit->source;
    for (size_t i = 0; i < source->line_count; i++) {
        size_t begin = source->lines[i].begin;
        const char *at = source->text + begin;
        if (*at++ != '#') continue;
        if (!next_word(&at, "pragma")) continue;
        if (!next_word(&at, "clang") && !next_word(&at, "GCC")) continue;
        if (next_word(&at, "diagnostic")) read_pragma(&reader, at, begin);
    }
}

static size_t index_of(const char *name)
{
    size_t i = 0;
    while (strcmp(diag_warnings[i], name) != 0)
        i++;
    return i;
}

enum diag_said pragma_says(const struct unit *unit, const char *name, size_t at)
{
    size_t before = vec_before(&unit->pragmas, at, at + 1);
    if (!before) return SAID_NOTHING;
    return unit->pragmas.at[before - 1].said[index_of(name)];
}

bool pragma_wants(const struct unit *unit, const char *name)
{
    size_t warning = index_of(name);
    for (size_t i = 0; i < unit->pragmas.count; i++)
        if (unit->pragmas.at[i].said[warning] > SAID_IGNORED) return true;
    return false;
}
