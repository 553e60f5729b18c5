// SPDX-License-Identifier: MIT
// names.c: every identifier that we invent for a function. The user's names
// stay where they can; a local that moves to the top of the step, or into the
// frame, gets a suffix if its name means something else there too. Requires
// placements.
#include "sense/sense.h"
#include "text/inside.h"

#include <ctype.h>
#include <string.h>

static bool names_used(const struct fn *fn, const char *word)
{
    return map_get(fn->names.words, map_key(word)) != NULL;
}

const char *names_free(struct unit *unit, const struct fn *fn, const char *name)
{
    const char *word = intern_s(unit->intern, name);
    while (fn->names.words && names_used(fn, word))
        word = intern_s(unit->intern, arena_printf(unit->arena, "%s_", word));
    return word;
}

const char *names_of_unit(struct unit *unit, const char *name)
{
    while (strstr(unit->source->text, name))
        name = arena_printf(unit->arena, "%s_", name);
    return name;
}

// What stands before a double underline in a word.
static void
note_prefixes(struct unit *unit, struct map *prefixes, struct source_token word)
{
    for (size_t i = 1; i + 1 < word.length; i++) {
        if (word.at[i] != '_' || word.at[i + 1] != '_') continue;
        const char *prefix = intern_n(unit->intern, word.at, i);
        map_put(unit->arena, prefixes, map_key(prefix))->number = 1;
    }
}

static void note_words_of_user(struct unit *unit, struct map *prefixes)
{
    const struct source *source = unit->source;
    struct source_lexer lexer = {0};
    struct source_token token;
    for (size_t i = 0; i < source->line_count; i++) {
        if (source->lines[i].system || !source->lines[i].line) continue;
        lexer.at = source->text + source->lines[i].begin;
        lexer.end = lexer.at + strcspn(lexer.at, "\n");
        while (token_next(&lexer, &token))
            if (text_is_word(*token.at) && !isdigit((unsigned char)*token.at))
                note_prefixes(unit, prefixes, token);
    }
}

void names_stems(struct unit *unit)
{
    struct map taken = {0};
    note_words_of_user(unit, &taken);
    for (size_t i = 0; i < unit->declared.count; i++) {
        struct fn *fn = unit->declared.at[i];
        fn->names.stem = fn->replaced.by ? fn->replaced.by : fn->name;
        while (map_get(&taken, map_key(fn->names.stem)))
            fn->names.stem =
                intern_s(unit->intern,
                         arena_printf(unit->arena, "%s_csp", fn->names.stem));
        map_put(unit->arena, &taken, map_key(fn->names.stem))->number = 1;
    }
}

const char *
names_resume(struct unit *unit, const struct fn *fn, const char *tag)
{
    char *name = arena_strndup(unit->arena, tag, strlen(tag));
    for (char *c = name; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return names_free(unit, fn, name);
}

static const char *choose_frame(struct unit *unit, struct fn *fn)
{
    static const char *const candidates[] = {"f", "fr", "frame"};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        const char *word = intern_s(unit->intern, candidates[i]);
        if (!names_used(fn, word)) return word;
    }
    return names_free(unit, fn, "csp_f");
}

// What the names of one function mean so far; each map is by interned name.
struct namer {
    struct unit *unit;
    struct fn *fn;
    struct map others;   // of things that are no variables
    struct map seen;     // of the variables before this one
    struct map taken;    // that variables have in emitted C
    struct map suffixes; // the last suffix that was tried
    struct map cleanups; // functions that ends of scopes call
};

static bool add_name(struct namer *n, struct map *map, const char *name)
{
    union map_value *value = map_put(n->unit->arena, map, map_key(name));
    bool known = value->number;
    value->number = 1;
    return known;
}

static void note_others(struct namer *n)
{
    const char *text = n->unit->source->text;
    for (size_t i = 0; i < n->fn->refs.count; i++) {
        const struct ref *ref = &n->fn->refs.at[i];
        if (ref->kind != REF_VAR)
            add_name(n, &n->others,
                     intern_n(n->unit->intern, text + ref->begin,
                              ref->end - ref->begin));
    }
}

// Another thing of that name is meant somewhere in the function.
static bool means_more(const struct namer *n, const struct var *var)
{
    return map_get(&n->others, map_key(var->name)) != NULL;
}

// What we write may mean something else by it, wherever the variable lives: a
// member of the frame, a function of ours, a type of the file.
static bool is_ours(const struct namer *n, const struct var *var)
{
    const char *inner = *var->name ? strstr(var->name + 1, "__") : NULL;
    return strcmp(var->name, "csp") == 0 ||
           strncmp(var->name, "csp_", 4) == 0 || inner ||
           map_get(&n->unit->typedefs, map_key(var->name)) ||
           map_get(&n->cleanups, map_key(var->name));
}

static const char *with_suffix(struct namer *n, const char *name)
{
    struct arena *arena = n->unit->arena;
    size_t *number = &map_put(arena, &n->suffixes, map_key(name))->number;
    bool ours = strncmp(name, "csp", 3) == 0;
    if (*number == 0) *number = 1;
    for (;;) {
        const char *text = arena_printf(arena, "%s%s_%zu", ours ? "user_" : "",
                                        name, ++*number);
        text = intern_s(n->unit->intern, text);
        if (!names_used(n->fn, text) && !add_name(n, &n->taken, text))
            return text;
    }
}

static void name_types(struct unit *unit, struct fn *fn)
{
    struct map typedefs = {0}, tags = {0};
    size_t unnamed = 0;
    for (size_t i = 0; i < fn->types.count; i++) {
        struct local_type *type = fn->types.at[i];
        if (type->uses_vm || type->is_member) continue;
        if (type->first) {
            type->hoisted = type->first->hoisted;
            continue;
        }
        if (!type->name) {
            type->hoisted = arena_printf(unit->arena, "%s__unnamed_%zu",
                                         fn->names.stem, ++unnamed);
            continue;
        }
        // Different types of one name stand in different scopes.
        struct map *map = type->is_typedef ? &typedefs : &tags;
        union map_value *known = map_put(unit->arena, map, map_key(type->name));
        type->hoisted = known->number++
                            ? arena_printf(unit->arena, "%s__%s_%zu",
                                           fn->names.stem, type->name, i)
                            : arena_printf(unit->arena, "%s__%s",
                                           fn->names.stem, type->name);
    }
}

// -- types without a name ----------------------------------------------------

struct tagger {
    struct unit *unit;
    struct map seen; // types
    size_t count;
};

static void give_tag(struct tagger *t, struct unnamed_type *unnamed)
{
    struct unit *unit = t->unit;
    const char *tag = arena_printf(unit->arena, "csp_unnamed_%zu", ++t->count);
    unnamed->tag = names_of_unit(unit, tag);
    struct edit edit =
        code_tag_edit(unit, unnamed->begin, unnamed->end, unnamed->tag);
    vec_push(unit->arena, &unit->edits, edit);
}

// All that a declaration of it may mention.
static void tag_type(struct tagger *t, const struct type *type)
{
    if (!type) return;
    union map_value *seen = map_put(t->unit->arena, &t->seen, map_key(type));
    if (seen->number) return;
    seen->number = 1;
    if (type->unnamed && !type->unnamed->tag &&
        !(type->local && type->local->hoisted))
        give_tag(t, type->unnamed);
    tag_type(t, type->of);
    tag_type(t, type->element);
    tag_type(t, type->result);
    tag_type(t, type->unqualified);
    if (type->local) tag_type(t, type->canonical);
    for (size_t i = 0; i < type->params.count; i++)
        tag_type(t, type->params.at[i]);
}

// The types of what is kept somewhere, and of a call's operands: where nothing
// is lowered, the text stays and declares nothing.
static void tag_expr(struct expr *expr, void *context)
{
    bool is_call = expr->kind == EXPR_CALL;
    bool is_value = expr->colour.suspends && expr->kind != EXPR_MEMBER &&
                    expr->kind != EXPR_INIT && expr->kind != EXPR_DESIGNATED;
    if (is_value || is_call || expr->kind == EXPR_LITERAL || expr->plan.saved ||
        expr->plan.kept) {
        tag_type(context, expr->type);
        tag_type(context, expr->as);
    }
    for (size_t i = 0; is_call && i < expr->kid_count; i++) {
        tag_type(context, expr->kids[i]->type);
        tag_type(context, expr->kids[i]->as);
    }
}

void names_unnamed(struct unit *unit)
{
    struct tagger tagger = {.unit = unit};
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        if (!fn->colour.is_coroutine && !fn->colour.has_go) continue;
        tag_type(&tagger, fn->type);
        for (size_t k = 0; k < fn->vars.count; k++)
            tag_type(&tagger, fn->vars.at[k]->type);
        tree_each(fn->body, NULL, tag_expr, &tagger);
    }
}

// -- local types and variables -----------------------------------------------

// The type of that name which a variable's declaration means.
static const char *hoisted_at(const struct fn *fn, const struct var *var,
                              const char *word, size_t length)
{
    for (size_t i = fn->types.count; i > 0; i--) {
        const struct local_type *type = fn->types.at[i - 1];
        const struct scope *scope = var->scope;
        while (scope && scope != type->scope)
            scope = scope->parent;
        if (!scope || !type->name || type->begin > var->name_at) continue;
        if (strlen(type->name) == length && !memcmp(type->name, word, length))
            return type->hoisted;
    }
    return NULL;
}

// `_Alignas(T) char bytes[8];` becomes a field, at file scope.
static void name_alignment(struct unit *unit, struct fn *fn, struct var *var)
{
    struct text text = {.arena = unit->arena};
    for (const char *at = var->said.align; *at;) {
        size_t length = 0;
        while (text_is_word(at[length]))
            length++;
        const char *hoisted = hoisted_at(fn, var, at, length);
        if (!length) length = 1;
        text_add(&text, hoisted ? hoisted : at,
                 hoisted ? strlen(hoisted) : length);
        at += length;
    }
    var->said.align = text.at;
}

void names_types(struct unit *unit, struct fn *fn)
{
    name_types(unit, fn);
    for (size_t i = 0; fn->types.count && i < fn->vars.count; i++)
        if (fn->vars.at[i]->said.align)
            name_alignment(unit, fn, fn->vars.at[i]);
}

static void name_var(struct namer *n, struct var *var, size_t index)
{
    bool clash = add_name(n, &n->seen, var->name);
    if (var->storage == STORAGE_PARAM && !*var->name)
        var->out = arena_printf(n->unit->arena, "csp_arg%zu", index + 1);
    if (var->storage == STORAGE_EXTERN) return;
    if (var->frame.place == PLACE_PLAIN) clash = false;
    if (var->frame.place == PLACE_PROMOTED) clash |= means_more(n, var);
    clash |= is_ours(n, var);
    if (*var->name && clash) var->out = with_suffix(n, var->name);
}

void names_fn(struct unit *unit, struct fn *fn)
{
    struct namer namer = {.unit = unit, .fn = fn};
    fn->names.frame = choose_frame(unit, fn);
    note_others(&namer);
    for (size_t i = 0; i < fn->vars.count; i++)
        if (fn->vars.at[i]->said.cleanup)
            add_name(&namer, &namer.cleanups,
                     intern_s(unit->intern, fn->vars.at[i]->said.cleanup));
    for (size_t i = 0; i < fn->vars.count; i++)
        add_name(&namer, &namer.taken, fn->vars.at[i]->out);
    for (size_t i = 0; i < fn->vars.count; i++)
        name_var(&namer, fn->vars.at[i], i);
}

// AT_2_RECV_JOBS: what a suspension does, and to whom.
const char *names_tag(struct unit *unit, const struct fn *fn, const char *act,
                      const char *what, int number)
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
    return names_free(unit, fn, text.at);
}
