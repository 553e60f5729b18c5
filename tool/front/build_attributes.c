// SPDX-License-Identifier: MIT
// build_attributes.c: attributes of a function that say how its code is
// compiled. The code of a coroutine is in its step, so they go there; those
// that no step can have are kept for check.c. libclang hands on what an earlier
// declaration or `#pragma clang attribute` says. Called by build.c.
#include "front/inside.h"

#include <ctype.h>
#include <string.h>

static const char *const for_code[] = {
    "aligned",
    "cold",
    "disable_sanitizer_instrumentation",
    "disable_tail_calls",
    "flatten",
    "function_return",
    "hot",
    "indirect_branch",
    "min_vector_width",
    "minsize",
    "no_address_safety_analysis",
    "no_builtin",
    "no_icf",
    "no_instrument_function",
    "no_profile_instrument_function",
    "no_reorder",
    "no_sanitize",
    "no_sanitize_address",
    "no_sanitize_coverage",
    "no_sanitize_memory",
    "no_sanitize_thread",
    "no_sanitize_undefined",
    "no_speculative_load_hardening",
    "no_split_stack",
    "no_stack_protector",
    "nocf_check",
    "noclone",
    "nodebug",
    "noinline",
    "noipa",
    "nouwtable",
    "optimize",
    "optnone",
    "patchable_function_entry",
    "section",
    "speculative_load_hardening",
    "stack_protect",
    "target",
    "xray_always_instrument",
    "xray_never_instrument",
    "zero_call_used_regs",
};

static const char *const refused[] = {
    "cpu_dispatch",  "cpu_specific", "interrupt",      "naked",
    "target_clones", "signal",       "target_version",
};

static bool is_one_of(const char *name, size_t length, const char *const *names,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && !strncmp(names[i], name, length))
            return true;
    return false;
}

// The name in `gnu::__cold__` or `cold`.
static const char *bare_name(const char *text, size_t *length)
{
    const char *colons = strstr(text, "::");
    const char *open = strchr(text, '(');
    if (colons && (!open || colons < open)) text = colons + 2;
    text += strspn(text, " _");
    *length = 0;
    while (text_is_word(text[*length]))
        ++*length;
    while (*length && text[*length - 1] == '_')
        --*length;
    return text;
}

static void
note_attribute(struct unit *unit, struct fn *fn, const char *text, size_t at)
{
    size_t length;
    const char *name = bare_name(text, &length);
    if (is_one_of(name, length, refused, sizeof refused / sizeof *refused)) {
        fn->said.bad_attribute = intern_n(unit->intern, name, length);
        fn->said.bad_attribute_at = at;
    }
    // Somebody that C does not see names it.
    if ((length == 4 && !strncmp(name, "used", 4)) ||
        (length == 6 && !strncmp(name, "retain", 6)))
        fn->said.mentions++;
    if (!is_one_of(name, length, for_code, sizeof for_code / sizeof *for_code))
        return;
    const char *rest = strchr(name, '(');
    const char *whole = arena_printf(unit->arena, "%.*s%s", (int)length, name,
                                     rest ? rest : "");
    if (fn->said.code_attributes && strstr(fn->said.code_attributes, whole))
        return;
    fn->said.code_attributes =
        fn->said.code_attributes ? arena_printf(unit->arena, "%s, %s",
                                                fn->said.code_attributes, whole)
                                 : whole;
}

// What gcc knows and clang does not is found by its name.
static void
note_unknown(struct build *b, struct fn *fn, size_t begin, size_t end)
{
    static const char *const names[] = {"noipa", "noclone", "no_icf",
                                        "no_reorder", "no_split_stack"};
    struct unit *unit = b->unit;
    const char *list = code_argument(unit, begin, end, "__attribute__");
    if (!list) return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strstr(list, names[i])) note_attribute(unit, fn, names[i], begin);
    const char *how = code_argument(unit, begin, end, "optimize");
    if (how)
        note_attribute(unit, fn, arena_printf(unit->arena, "optimize(%s)", how),
                       begin);
}

void build_attributes_of(struct build *b, struct fn *fn, CXCursor cursor,
                         size_t begin, size_t end)
{
    struct unit *unit = b->unit;
    cursors list = cursor_children(b, cursor);
    for (size_t i = 0; i < list.count; i++) {
        size_t from, to;
        if (!clang_isAttribute(clang_getCursorKind(list.at[i])) ||
            !cursor_extent(unit, list.at[i], &from, &to) || to <= from)
            continue;
        note_attribute(unit, fn, unit_excerpt(unit, from, to, to - from + 1),
                       from);
    }
    note_unknown(b, fn, begin, end);
}

// `[[...]]` in front of a declaration belongs to it, but not to libclang's
// extent.
size_t build_begin(const struct unit *unit, size_t begin)
{
    const char *text = unit->source->text;
    for (;;) {
        size_t at = begin;
        while (at > 0 && isspace((unsigned char)text[at - 1]))
            at--;
        if (at < 2 || text[at - 1] != ']' || text[at - 2] != ']') return begin;
        size_t open = at - 2;
        while (open > 1 && !(text[open - 1] == '[' && text[open - 2] == '['))
            open--;
        if (open <= 1) return begin;
        begin = open - 2;
    }
}
