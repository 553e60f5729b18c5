// SPDX-License-Identifier: MIT
// names.c: every identifier that we invent for a function. The user's names
// stay where they can; a local that moves to the top of the step, or into the
// frame, gets a suffix if its name means something else there too. Requires
// placements.
#include "passes.h"

#include <ctype.h>
#include <string.h>

bool names_used(const struct fn *fn, const char *word)
{
    for (size_t i = 0; i < fn->words.count; i++)
        if (fn->words.at[i] == word) return true;
    return false;
}

static const char *choose_frame(struct unit *unit, struct fn *fn)
{
    static const char *const candidates[] = {"f", "fr", "frame", "csp_f"};
    for (size_t i = 0; i < 3; i++) {
        const char *word = intern_s(unit->intern, candidates[i]);
        if (!names_used(fn, word)) return word;
    }
    return candidates[3];
}

static const char *text_of_ref(struct unit *unit, const struct ref *ref)
{
    return intern_n(unit->intern, unit->source->text + ref->begin,
                    ref->end - ref->begin);
}

// Another thing of that name is meant somewhere in the function.
static bool
means_more(struct unit *unit, const struct fn *fn, const struct var *var)
{
    for (size_t i = 0; i < fn->refs.count; i++) {
        const struct ref *ref = &fn->refs.at[i];
        if (ref->kind != REF_VAR && text_of_ref(unit, ref) == var->name)
            return true;
    }
    return strncmp(var->name, "csp_", 4) == 0;
}

static bool is_later_namesake(const struct fn *fn, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (fn->vars.at[i]->name == fn->vars.at[index]->name) return true;
    return false;
}

static bool taken(const struct fn *fn, const char *name)
{
    if (names_used(fn, name)) return true;
    for (size_t i = 0; i < fn->vars.count; i++)
        if (fn->vars.at[i]->out == name) return true;
    return false;
}

static const char *
with_suffix(struct unit *unit, struct fn *fn, const char *name)
{
    for (int number = 2;; number++) {
        const char *text = arena_printf(unit->arena, "%s_%d", name, number);
        if (strncmp(name, "csp_", 4) == 0)
            text = arena_printf(unit->arena, "user_%s_%d", name, number);
        text = intern_s(unit->intern, text);
        if (!taken(fn, text)) return text;
    }
}

static void name_types(struct unit *unit, struct fn *fn)
{
    size_t unnamed = 0;
    for (size_t i = 0; i < fn->types.count; i++) {
        struct local_type *type = fn->types.at[i];
        if (type->uses_vm) continue;
        if (!type->name) {
            type->hoisted = arena_printf(unit->arena, "%s__unnamed_%zu",
                                         fn->name, ++unnamed);
            continue;
        }
        const char *name =
            arena_printf(unit->arena, "%s__%s", fn->name, type->name);
        for (size_t k = 0; k < i; k++) {
            const struct local_type *other = fn->types.at[k];
            // One tag may be declared and defined; different types of one name
            // stand in different scopes.
            if (other->name == type->name &&
                other->is_typedef == type->is_typedef)
                name = arena_printf(unit->arena, "%s__%s_%zu", fn->name,
                                    type->name, i);
        }
        type->hoisted = name;
    }
}

void names_types(struct unit *unit, struct fn *fn)
{
    name_types(unit, fn);
}

void names_fn(struct unit *unit, struct fn *fn)
{
    fn->frame = choose_frame(unit, fn);
    for (size_t i = 0; i < fn->vars.count; i++) {
        struct var *var = fn->vars.at[i];
        if (var->storage == STORAGE_PARAM && !*var->name)
            var->out = arena_printf(unit->arena, "csp_arg%zu", i + 1);
        if (var->storage == STORAGE_STATIC || var->storage == STORAGE_EXTERN)
            continue;
        if (var->place == PLACE_PLAIN) continue;
        bool clash = is_later_namesake(fn, i);
        if (var->place == PLACE_PROMOTED) clash |= means_more(unit, fn, var);
        if (*var->name && clash) var->out = with_suffix(unit, fn, var->name);
    }
}

// AT_2_RECV_JOBS: what a suspension does, and to whom.
const char *
names_tag(struct unit *unit, const char *act, const char *what, int number)
{
    struct text text = {.arena = unit->arena};
    text_printf(&text, "AT_%d_%s", number, act);
    size_t room = 24;
    bool gap = true;
    for (; what && *what && room; what++) {
        if (!isalnum((unsigned char)*what)) {
            gap = true;
            continue;
        }
        if (gap) text_puts(&text, "_");
        gap = false;
        char upper = (char)toupper((unsigned char)*what);
        text_add(&text, &upper, 1);
        room--;
    }
    return text.at;
}
