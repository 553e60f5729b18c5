// SPDX-License-Identifier: MIT
// machine.c: the states of a function, what is kept over each, and what the
// fields of its frame are called and declared as.
#include "inspect/inside.h"

#include "../../include/csp/cost.h"
#include "../../include/csp_abi.h"
#include "sense/sense.h"
#include "tree/wait.h"

#include <stdlib.h>
#include <string.h>

bool machine_wanted(const struct unit *unit, const struct fn *fn)
{
    const char *only = unit->options->show.only;
    return !only || strcmp(only, fn->name) == 0;
}

// -- what is kept ------------------------------------------------------------

bool machine_keeps(const struct var *var, const struct point *point)
{
    if (var->frame.place == PLACE_RESIDENT) return true;
    for (size_t i = 0; i < var->live.waits.count; i++)
        if (var->live.waits.at[i] == point->at) return true;
    return false;
}

// Before the bracket that closes in text[end - 1].
static size_t before_bracket(const char *text, size_t end)
{
    int depth = 0;
    while (end > 0) {
        char c = text[--end];
        depth += (c == ')' || c == ']') - (c == '(' || c == '[');
        if (depth == 0) break;
    }
    return end;
}

static size_t before_blanks(const char *text, size_t end)
{
    while (end && text[end - 1] == ' ')
        end--;
    return end;
}

static size_t before_attribute(const char *text, size_t end)
{
    static const char word[] = "__attribute__";
    size_t length = sizeof word - 1, at = end;
    if (!end || text[end - 1] != ')') return end;
    at = before_blanks(text, before_bracket(text, end));
    if (at < length || strncmp(text + at - length, word, length) != 0)
        return end;
    return before_blanks(text, at - length);
}

// Where the name that a declaration declares begins and ends: int (*name)(int)
// has it in the brackets that begin with a star.
static void find_name(const char *text, size_t *begin, size_t *end)
{
    size_t at = strlen(text);
    for (size_t last = 0; last != at;)
        at = before_attribute(text, last = at);
    while (at && (text[at - 1] == ')' || text[at - 1] == ']')) {
        size_t open = before_bracket(text, at);
        bool inner = text[at - 1] == ')' && strchr("*^", text[open + 1]);
        at = before_blanks(text, inner ? at - 1 : open);
    }
    *end = *begin = at;
    while (*begin && text_is_word(text[*begin - 1]))
        --*begin;
}

const char *machine_member(struct unit *unit, const struct field *field)
{
    size_t begin, end;
    if (field->kind != FIELD_ONE) return field->name ? field->name : "";
    find_name(field->declaration, &begin, &end);
    return arena_strndup(unit->arena, field->declaration + begin, end - begin);
}

bool machine_embeds(const struct field *field)
{
    return field->kind == FIELD_ONE && field->why == FIELD_CALLEE &&
           field->callee && field->callee->machine;
}

// The variable that a field is, as it is declared; NULL: it is something else.
static const struct var *variable_of(const struct field *field)
{
    const struct var *var = field->var;
    return var && !var->type->is_vm && !var->said.align ? var : NULL;
}

// As declared, but for what is ours: the alignment of large arrays, and how
// often the head of a branch stands before its frame.
const char *machine_declaration(struct unit *unit, const struct field *field)
{
    const struct var *var = variable_of(field);
    if (var) return type_words(unit, var->type, var->out);
    const char *text = field->declaration;
    if (field->callee && field->why != FIELD_CALLEE)
        return arena_strndup(unit->arena, text, strcspn(text, "["));
    return text;
}

const char *machine_type(struct unit *unit, const struct field *field)
{
    const char *text = machine_declaration(unit, field);
    const struct var *var = variable_of(field);
    size_t begin, end;
    if (var) return type_words(unit, var->type, "");
    find_name(text, &begin, &end);
    bool last = !text[end];
    return arena_printf(unit->arena, "%.*s%s",
                        (int)(last ? before_blanks(text, begin) : begin), text,
                        text + end);
}

int64_t machine_task_bytes(const struct fn *fn)
{
    const struct field *frame = fn->machine->frame;
    bool in_other = fn->outline.outer && !fn->outline.is_counted;
    return in_other || frame->size < 0
               ? -1
               : csp_task_cost(frame->size, frame->align);
}

const struct point *
machine_point(const struct machine *machine, const struct field *field)
{
    size_t number = (size_t)field->point;
    return number && number <= machine->points.count
               ? &machine->points.at[number - 1]
               : NULL;
}

const struct field *machine_shown(const struct field *field)
{
    while (field->kind == FIELD_STRUCT && !field->name &&
           field->kids.count == 1)
        field = field->kids.at[0];
    return field;
}

// -- what it waits for -------------------------------------------------------

// What waits is a macro, such as csp_mutex_lock(&m), that says it by its name.
static bool is_its_own_name(struct unit *unit, const struct point *point)
{
    struct place place = unit_place(unit, point->at, point->at);
    const char *what = point->what;
    return what && strchr(what, '(') &&
           strncmp(written_at(unit, place), what, strlen(what)) == 0;
}

static const char *
waits_for(struct unit *unit, const struct point *point, bool is_second)
{
    const char *text = wait_kind(point->kind)->waits_for,
               *gap = strstr(text, "%s");
    if (point->kind == CSP_POINT_BLOCKING && is_second)
        return "a worker to go on with";
    if (!gap) return text;
    if (is_its_own_name(unit, point)) return point->what;
    return arena_printf(unit->arena, "%.*s%s%s", (int)(gap - text), text,
                        point->what ? point->what : "it", gap + 2);
}

// -- states ------------------------------------------------------------------

static void
add_kept(struct unit *unit, const struct machine *machine, struct state *state)
{
    for (size_t i = 0; state->point && i < machine->frame->kids.count; i++) {
        const struct field *field = machine->frame->kids.at[i];
        if (field->var && *field->var->name &&
            machine_keeps(field->var, state->point))
            vec_push(unit->arena, &state->kept, field);
    }
}

state_list machine_states(struct unit *unit, struct fn *fn)
{
    const struct machine *machine = fn->machine;
    struct ways *ways = ways_find(unit, machine, cfg_build(unit, fn));
    state_list list = {0};
    for (size_t i = 0; i <= machine->points.count; i++) {
        const struct point *point = i ? &machine->points.at[i - 1] : NULL;
        struct state state = {.id = (int)i, .point = point};
        size_t at = point ? point->at : fn->name_at;
        state.place = unit_place(unit, at, at);
        state.name = point ? point->tag : "start";
        state.kind = point ? wait_kind(point->kind)->word : "start";
        bool is_second = i > 1 && point->at == point[-1].at;
        state.waits_for = point ? waits_for(unit, point, is_second) : "";
        state.text = written_line(unit, state.place);
        add_kept(unit, machine, &state);
        ways_add(ways, &state);
        vec_push(unit->arena, &list, state);
    }
    return list;
}

// -- tasks that it starts ----------------------------------------------------

struct starting {
    struct unit *unit;
    start_list *list;
};

static void
add_start(struct starting *s, const char *kind, const char *name, size_t at)
{
    struct start start = {kind, name, unit_place(s->unit, at, at)};
    vec_push(s->unit->arena, s->list, start);
}

static const char *started_name(const struct expr *call)
{
    return call && call->fn ? call->fn->name : "a pointer";
}

static void start_stmt(struct stmt *stmt, void *context)
{
    struct starting *s = context;
    bool is_go = stmt->kind == STMT_GO, block = false;
    if (!is_go && stmt->kind != STMT_PAR) return;
    for (size_t i = 0; i < s->unit->fns.count; i++) {
        const struct fn *fn = s->unit->fns.at[i];
        if (fn->outline.started_by != stmt) continue;
        add_start(s, is_go ? "go" : "par", fn->name, stmt->begin);
        block = true;
    }
    if (is_go && !block)
        add_start(s, "go", started_name(stmt->expr), stmt->begin);
}

static void start_expr(struct expr *expr, void *context)
{
    struct starting *s = context;
    if (expr->kind == EXPR_COMMA && expr->said.is_spawn)
        add_start(s, "spawn", started_name(plan_spawned(expr)), expr->begin);
}

start_list machine_starts(struct unit *unit, const struct fn *fn)
{
    start_list list = {0};
    struct starting starting = {unit, &list};
    tree_each(fn->body, start_stmt, start_expr, &starting);
    return list;
}
