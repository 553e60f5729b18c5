// SPDX-License-Identifier: MIT
// plain.c: a plain function that starts tasks, and the plain twin of a
// coroutine. Its text stays as it is but for what starts a task, wherever that
// stands. What a go block, or the coroutine, uses of the function's own, types
// and statics, is at file scope, and the function uses it there too. Called by
// emit.c and emit/entry.c.
#include "lower/lower.h"

#include <string.h>

typedef VEC(struct stmt *) stmts;

struct plain {
    struct lower l;
    stmts starts; // statements that start a task, the outer ones first
};

static size_t newlines(const char *text, size_t begin, size_t end)
{
    size_t count = 0;
    for (size_t i = begin; i < end; i++)
        count += text[i] == '\n';
    return count;
}

// It is part of an argument of what is started.
static bool is_inside(const struct plain *p, size_t at)
{
    for (size_t i = 0; i < p->starts.count; i++)
        if (p->starts.at[i]->begin < at && at < p->starts.at[i]->end)
            return true;
    return false;
}

// Where text of several lines goes, those behind it keep their numbers.
static void replace(struct plain *p, size_t begin, size_t end, const char *to)
{
    struct lower *l = &p->l;
    struct text text = {.arena = l->unit->arena};
    text_puts(&text, to);
    bool many = newlines(l->unit->source->text, begin, end) > 0;
    if ((many || strchr(to, '\n')) && !is_inside(p, begin))
        directive_put(l->unit, &text, end);
    edits_add(l->edits, begin, end, text.at);
}

// -- what starts a task ------------------------------------------------------

static void find_start(struct stmt *stmt, void *context)
{
    struct plain *p = context;
    if (stmt->kind == STMT_GO && !stmt->outline.gather)
        vec_push(p->l.unit->arena, &p->starts, stmt);
}

static void edit_start(struct plain *p, struct stmt *stmt)
{
    struct lower *l = &p->l;
    struct text text = {.arena = l->unit->arena};
    text_puts(&text, "");
    l->w->out = &text;
    l->w->newline = false;
    l->w->stretches = NULL;
    l->w->depth = l->w->base = 0;
    lower_stmt(l, stmt);
    replace(p, stmt->begin, stmt->end, text.at);
    edits_sort(l->edits);
    spelling_put_back(l->edits, l->fn->begin, l->fn->end);
}

// -- compound literals that a task gets the address of -----------------------

struct front {
    size_t of, at;
};

// The outermost statement in braces with a literal in it.
static void find_front(struct stmt *stmt, void *context)
{
    struct front *front = context;
    if (stmt->kind != STMT_COMPOUND) return;
    for (size_t i = 0; i < stmt->kid_count; i++)
        if (stmt->kids[i]->begin <= front->of && front->of < stmt->kids[i]->end)
            front->at = stmt->kids[i]->begin;
}

// Its room is declared there: the braces that start the task end too early. A
// type may be const, so the room is bytes.
static void declare_literal(struct plain *p, const struct expr *literal)
{
    struct lower *l = &p->l;
    struct front front = {.of = literal->begin};
    tree_each(l->fn->body, find_front, NULL, &front);
    const char *type = type_declare_object(l->unit, literal->type, "");
    replace(p, front.at, front.at,
            lower_format(l, "_Alignas(%s) char %s[sizeof(%s)]; ", type,
                         literal->resident, type));
}

static void declare_literals(struct plain *p)
{
    const struct fn *fn = p->l.fn;
    for (size_t i = 0; i < fn->scopes.count; i++)
        for (size_t k = 0; k < fn->scopes.at[i]->literals.count; k++)
            declare_literal(p, fn->scopes.at[i]->literals.at[k]);
}

// -- types that went to file scope -------------------------------------------

static bool stands_in(const struct local_type *type, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->types.count; i++) {
        const struct local_type *other = stmt->types.at[i];
        if (other != type && other->begin <= type->begin &&
            type->end <= other->end &&
            other->end - other->begin > type->end - type->begin)
            return true;
    }
    return false;
}

static const char *keyword_at(struct lower *l, size_t at)
{
    const char *text = l->unit->source->text + at;
    return arena_strndup(l->unit->arena, text,
                         strspn(text, "abcdefghijklmnopqrstuvwxyz"));
}

// A declaration of types or statics goes; where it declares other variables too
// their type's name is enough.
static void edit_declaration(struct stmt *stmt, void *context)
{
    struct plain *p = context;
    bool moved = stmt->types.count > 0, statics = stmt->vars.count > 0;
    for (size_t i = 0; i < stmt->types.count; i++) {
        const struct local_type *type = stmt->types.at[i];
        if (!type->hoisted && !type->is_member) moved = false;
        if (!type->hoisted || type->is_typedef || !type->is_definition ||
            !stmt->vars.count || stands_in(type, stmt))
            continue;
        const char *behind = p->l.unit->source->text + type->text_end;
        replace(p, type->begin, type->text_end,
                lower_format(&p->l, "%s %s%s", keyword_at(&p->l, type->begin),
                             type->hoisted, text_is_word(*behind) ? " " : ""));
    }
    for (size_t i = 0; i < stmt->vars.count; i++)
        statics &= stmt->vars.at[i]->hoisted != NULL;
    if (statics || (moved && !stmt->vars.count))
        replace(p, stmt->begin, stmt->end, ";");
}

// ----------------------------------------------------------------------------

struct lowered *lower_plain(struct unit *unit, struct fn *fn)
{
    struct plain plain = {.l = lower_begin(unit, fn)};
    struct lower *l = &plain.l;
    struct text *body = &l->to->body;
    tree_each(fn->body, find_start, NULL, &plain);
    l->plain = plain.starts.count > 0;
    if (l->plain) l->edits->places = false;
    frame_keep_started(unit, fn);
    lower_edits_of_twin(l);
    if (l->plain) declare_literals(&plain);
    if (fn->outline.count || fn->colour.keep_plain)
        tree_each(fn->body, edit_declaration, NULL, &plain);
    edits_sort(l->edits);
    spelling_put_back(l->edits, l->fn->begin, l->fn->end);
    for (size_t i = plain.starts.count; i > 0; i--) // the inner ones first
        edit_start(&plain, plain.starts.at[i - 1]);
    directive_put(l->unit, body, fn->body->begin);
    edits_copy_lines(l->edits, body, fn->body->begin, fn->body->end);
    return l->to;
}
