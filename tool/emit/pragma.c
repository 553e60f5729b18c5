// SPDX-License-Identifier: MIT
// pragma.c: pragmas that say how the functions behind them are compiled.
// Code of ours stands behind all of the user's text, so it is put in the state
// in which its function was: the pragmas up to there are said again. Called by
// emit*.c; `#pragma pack` is code.c's, `#pragma clang attribute` libclang's.
#include "emit/emit.h"

#include <string.h>

// How each family of pragmas begins, and what is said behind the user's text,
// before a function and after it, so that no state stays.
enum moment { AT_END, BEFORE, AFTER };
static const struct {
    const char *words, *say[3];
} families[] = {
#define GCC_STATE {"GCC reset_options", "GCC push_options", "GCC pop_options"}
    {"GCC push_options", GCC_STATE},
    {"GCC pop_options", GCC_STATE},
    {"GCC target", GCC_STATE},
    {"GCC optimize", GCC_STATE},
    {"GCC reset_options", GCC_STATE},
#define ONE_STATE(usual) {usual, NULL, usual}
    {"clang optimize", ONE_STATE("clang optimize on")},
    {"clang section", ONE_STATE("clang section text=\"\"")},
    {"STDC FP_CONTRACT", ONE_STATE("STDC FP_CONTRACT DEFAULT")},
    {"STDC FENV_ACCESS", ONE_STATE("STDC FENV_ACCESS DEFAULT")},
    {"STDC FENV_ROUND", ONE_STATE("STDC FENV_ROUND FE_DYNAMIC")},
// clang's word for all of a file's state of floating point.
#define FLOAT_STATE                                                            \
    {"float_control(pop)", "float_control(push)", "float_control(pop)"}
    {"float_control", FLOAT_STATE},
    {"clang fp", FLOAT_STATE},
};
enum { FAMILY_COUNT = sizeof families / sizeof *families };

// The words behind `#pragma`, or NULL.
static const char *pragma_at(const char *line)
{
    line += strspn(line, " \t");
    if (*line++ != '#') return NULL;
    line += strspn(line, " \t");
    if (strncmp(line, "pragma", 6) != 0) return NULL;
    return line + 6 + strspn(line + 6, " \t");
}

static int family_of(const char *words)
{
    for (int i = 0; i < FAMILY_COUNT; i++)
        if (strncmp(words, families[i].words, strlen(families[i].words)) == 0)
            return i;
    return -1;
}

static bool is_in_function(const struct unit *unit, size_t at)
{
    for (size_t i = 0; i < unit->fns.count; i++)
        if (unit->fns.at[i]->begin <= at && at < unit->fns.at[i]->end)
            return true;
    return false;
}

static void find_pragmas(struct emitter *e)
{
    const struct source *source = e->unit->source;
    for (size_t i = 0; i < source->line_count; i++) {
        size_t at = source->lines[i].begin;
        const char *words = pragma_at(source->text + at);
        if (!words || source->lines[i].system || family_of(words) < 0 ||
            is_in_function(e->unit, at))
            continue;
        vec_push(e->unit->arena, &e->pragmas, at);
    }
}

// Once for each of the families that the file has.
static void say(struct emitter *e, enum moment when)
{
    const char *text = e->unit->source->text, *said[FAMILY_COUNT] = {0};
    for (size_t i = 0; i < e->pragmas.count; i++) {
        int family = family_of(pragma_at(text + e->pragmas.at[i]));
        const char *words = families[family].say[when];
        bool again = !words;
        for (int k = 0; k < FAMILY_COUNT; k++)
            again |= said[k] && words && strcmp(said[k], words) == 0;
        if (!again) text_printf(e->out, "\n#pragma %s\n", words);
        said[family] = words;
    }
}

static bool is_float(const char *words)
{
    const char *before = families[family_of(words)].say[BEFORE];
    return before && strncmp(before, "float", 5) == 0;
}

// What says "push" up to there and nothing has popped.
static void pop(struct emitter *e, size_t at)
{
    const char *text = e->unit->source->text;
    int gcc = 0, floats = 0;
    for (size_t i = 0; i < e->pragmas.count && e->pragmas.at[i] < at; i++) {
        const char *words = pragma_at(text + e->pragmas.at[i]);
        size_t length = strcspn(words, "\n");
        int *open = is_float(words) ? &floats : &gcc;
        *open += memmem(words, length, "push", 4) != NULL;
        *open -= memmem(words, length, "pop", 3) != NULL;
    }
    for (; gcc > 0; gcc--)
        text_puts(e->out, "\n#pragma GCC pop_options\n");
    for (; floats > 0; floats--)
        text_puts(e->out, "\n#pragma float_control(pop)\n");
}

// -fcsp-io: what plain C calls too goes by another name in the object.
static void rename_replaced(struct emitter *e)
{
    for (size_t i = 0; i < e->unit->declared.count; i++) {
        const struct fn *fn = e->unit->declared.at[i];
        if (fn->replaced.by_plain)
            text_printf(e->out, "#pragma redefine_extname %s %s\n", fn->name,
                        fn->replaced.by_plain);
    }
}

void emit_pragmas_start(struct emitter *e)
{
    const char *text = e->unit->source->text;
    bool any = false;
    rename_replaced(e);
    find_pragmas(e);
    for (size_t i = 0; i < e->pragmas.count; i++)
        any |= is_float(pragma_at(text + e->pragmas.at[i]));
    if (any) text_puts(e->out, "#pragma float_control(push)\n");
}

void emit_pragmas_end(struct emitter *e)
{
    pop(e, e->unit->source->size);
    say(e, AT_END);
}

void emit_pragmas_begin(struct emitter *e, size_t at)
{
    const char *text = e->unit->source->text;
    say(e, BEFORE);
    for (size_t i = 0; i < e->pragmas.count && e->pragmas.at[i] < at; i++) {
        const char *line = text + e->pragmas.at[i];
        text_printf(e->out, "\n%.*s\n", (int)strcspn(line, "\n"), line);
    }
}

void emit_pragmas_after(struct emitter *e, size_t at)
{
    pop(e, at);
    say(e, AFTER);
}
