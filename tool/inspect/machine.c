// SPDX-License-Identifier: MIT
// machine.c: the states of a function, what is kept over each, and the ways
// between them. A way's condition names the branches that decide between this
// state and another: those whose sides reach the same states are passed over.
// A way passes no place twice, unless a state is reached in no other way.
#include "inspect/inside.h"

#include "../../include/csp/cost.h"
#include "../../include/csp_abi.h"
#include "sense/sense.h"

#include <stdlib.h>
#include <string.h>

// Of the search for ways, which branches at each condition.
enum { STEPS_MAX = 20000, ALTERNATIVES_MAX = 3 };

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

// word(T), of a type T as declared.
static const char *
in_brackets(struct unit *unit, const char *word, const struct type *type)
{
    const char *of = type_declare(unit, type, "");
    size_t length = strlen(of);
    while (length && of[length - 1] == ' ')
        length--;
    return arena_printf(unit->arena, "%s(%.*s)", word, (int)length, of);
}

// As in csp.h, which makes pointers to arrays and functions of these; NULL: it
// is no type of csp.h.
static const char *form_of(struct unit *unit, const struct type *type)
{
    static const char *const words[] = {
        [END_BOTH] = "chan", [END_IN] = "chan_in", [END_OUT] = "chan_out"};
    enum end end = ends_of(type);
    const struct type *of = type_element(unit, type);
    if (end != END_NONE)
        return in_brackets(unit, words[end], type_element(unit, of));
    bool task = of->class == TYPE_FUNCTION && of->params.count == 1 &&
                strstr(type_canonical(unit, type), "csp__task *");
    return task ? in_brackets(unit, "task", of->result) : NULL;
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
           field->callee;
}

// As declared, but for what is ours: the alignment of large arrays, and how
// often the head of a branch stands before its frame.
static const char *declaration_of(struct unit *unit, const struct field *field)
{
    static const char own[] = " __attribute__((aligned(16)))";
    const char *text = field->declaration;
    size_t length = strlen(text), tail = sizeof own - 1;
    if (field->callee && field->why != FIELD_CALLEE)
        return arena_strndup(unit->arena, text, strcspn(text, "["));
    if (!field->var || field->var->said.align || length < tail ||
        strcmp(text + length - tail, own) != 0)
        return text;
    return arena_strndup(unit->arena, text, length - tail);
}

const char *machine_type(struct unit *unit, const struct field *field)
{
    const char *text = declaration_of(unit, field);
    const struct var *var = field->var;
    const char *form = var ? form_of(unit, var->type) : NULL;
    size_t begin, end;
    if (form) return form;
    find_name(text, &begin, &end);
    bool last = !text[end];
    return arena_printf(unit->arena, "%.*s%s",
                        (int)(last ? before_blanks(text, begin) : begin), text,
                        text + end);
}

const char *machine_declaration(struct unit *unit, const struct field *field)
{
    const struct var *var = field->var;
    const char *form = var ? form_of(unit, var->type) : NULL;
    return form ? arena_printf(unit->arena, "%s %s", form, var->out)
                : declaration_of(unit, field);
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

static const char *waits_for(struct unit *unit, const struct point *point)
{
    static const char *const texts[] = {
        [CSP_POINT_CALL] = "%s to return",
        [CSP_POINT_SEND] = "room in %s",
        [CSP_POINT_RECV] = "a value from %s",
        [CSP_POINT_SELECT] = "one of the cases of a select",
        [CSP_POINT_SLEEP] = "a time",
        [CSP_POINT_YIELD] = "its next turn",
        [CSP_POINT_BLOCKING] = "a thread that blocks",
        [CSP_POINT_JOIN] = "the end of a task",
        [CSP_POINT_PAR] = "the branches of a par",
    };
    const char *text = texts[point->kind], *gap = strstr(text, "%s");
    if (!gap) return text;
    return arena_printf(unit->arena, "%.*s%s%s", (int)(gap - text), text,
                        point->what ? point->what : "it", gap + 2);
}

static const char *kind_of(const struct point *point)
{
    static const char *const kinds[] = {
        [CSP_POINT_CALL] = "call",         [CSP_POINT_SEND] = "chan_send",
        [CSP_POINT_RECV] = "chan_recv",    [CSP_POINT_SELECT] = "select",
        [CSP_POINT_SLEEP] = "csp_sleep",   [CSP_POINT_YIELD] = "yield",
        [CSP_POINT_BLOCKING] = "blocking", [CSP_POINT_JOIN] = "join",
        [CSP_POINT_PAR] = "par",
    };
    return kinds[point->kind];
}

// -- ways --------------------------------------------------------------------

// The branches taken up to now, the last one first.
struct taken_way {
    const struct taken_way *before;
    const struct block *block;
    const struct when *when; // NULL: nothing was decided
};

struct search {
    struct unit *unit;
    const struct machine *machine;
    const struct cfg *cfg;
    uint64_t **reach; // of each block: the states that come next; 0: the end
    size_t words;     // of such a set
    strings *found;   // for each state: the conditions
    size_t *more;     // and how many there were beyond ALTERNATIVES_MAX
    size_t steps;
    int passes; // how often a way may pass a block
    bool *done; // states that need no more ways
};

static int point_in(const struct search *s, const struct block *block, size_t i)
{
    for (; i < block->events.count; i++)
        for (size_t k = 0; k < s->machine->points.count; k++)
            if (block->events.at[i].kind == EVENT_SUSPEND &&
                s->machine->points.at[k].at == block->events.at[i].at)
                return s->machine->points.at[k].number;
    return 0;
}

static bool is_taken(const struct block *block, size_t i)
{
    return block->whens.at[i].kind != WHEN_NEVER;
}

static void find_reach(struct search *s)
{
    size_t count = s->cfg->blocks.count, states = s->machine->points.count + 1;
    s->words = bits_words(states);
    s->reach = arena_alloc(s->unit->arena, count * sizeof *s->reach);
    for (size_t i = 0; i < count; i++)
        s->reach[i] = bits_new(s->unit->arena, states);
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t i = count; i-- > 0;) {
            const struct block *block = s->cfg->blocks.at[i];
            int point = point_in(s, block, 0);
            if (point || !block->next.count) {
                grown |= !bits_has(s->reach[i], (size_t)point);
                bits_set(s->reach[i], (size_t)point);
                continue;
            }
            for (size_t k = 0; k < block->next.count; k++)
                if (is_taken(block, k))
                    grown |=
                        bits_add(s->reach[i],
                                 s->reach[block->next.at[k]->number], s->words);
        }
    }
}

// It makes no difference which way is taken.
static bool is_all_the_same(const struct search *s, const struct block *block)
{
    const uint64_t *first = NULL;
    for (size_t i = 0; i < block->next.count; i++) {
        const uint64_t *reach = s->reach[block->next.at[i]->number];
        if (!is_taken(block, i)) continue;
        if (first && memcmp(first, reach, s->words * sizeof *reach) != 0)
            return false;
        first = reach;
    }
    return true;
}

// What the branches before say of a condition: 1 it holds, 0 it does not, -1
// nothing.
static int known(const struct taken_way *way, const struct when *when)
{
    if (when->kind != WHEN_TRUE && when->kind != WHEN_FALSE) return -1;
    for (; way; way = way->before)
        if (way->when && way->when->known_end &&
            way->when->known_begin == when->begin &&
            way->when->known_end == when->end)
            return way->when->known;
    return -1;
}

static bool may_pass(const struct search *s, const struct taken_way *way,
                     const struct block *block)
{
    int passed = 0;
    for (; way; way = way->before)
        passed += way->block == block;
    return passed < s->passes;
}

static void
put_conditions(struct search *s, const struct taken_way *way, struct text *out)
{
    if (!way) return;
    put_conditions(s, way->before, out);
    const char *text = way->when ? written_condition(s->unit, way->when) : NULL;
    if (text) text_printf(out, "%s%s", out->count ? ", " : "", text);
}

static void found(struct search *s, const struct taken_way *way, int to)
{
    struct text out = {.arena = s->unit->arena};
    strings *list = &s->found[to];
    if (s->done[to]) return;
    text_puts(&out, "");
    put_conditions(s, way, &out);
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i], out.at) == 0) return;
    if (list->count < ALTERNATIVES_MAX)
        vec_push(s->unit->arena, list, out.at);
    else
        s->more[to]++;
}

// Whether something was found.
static bool walk(struct search *s, const struct taken_way *way,
                 const struct block *block, size_t i)
{
    int point = point_in(s, block, i);
    if (++s->steps > STEPS_MAX) return false;
    if (point || !block->next.count) {
        found(s, way, point);
        return true;
    }
    bool same = is_all_the_same(s, block), any = false;
    for (size_t k = 0; k < block->next.count && !(same && any); k++) {
        const struct block *next = block->next.at[k];
        const struct when *when = &block->whens.at[k];
        int truth = known(way, when);
        bool excluded = truth >= 0 && (truth == 1) != (when->kind == WHEN_TRUE);
        if (!is_taken(block, k) || excluded || !may_pass(s, way, next))
            continue;
        bool decides = !same && truth < 0;
        struct taken_way here = {way, next, decides ? when : NULL};
        any |= walk(s, &here, next, 0);
    }
    return any;
}

// From behind each event that is that point; from the entry if there is none.
static void walk_from(struct search *s, const struct point *from)
{
    const struct cfg *cfg = s->cfg;
    s->steps = 0;
    s->passes++;
    if (!from) walk(s, NULL, cfg->blocks.at[0], 0);
    for (size_t i = 0; from && i < cfg->blocks.count; i++) {
        const struct block *block = cfg->blocks.at[i];
        for (size_t k = 0; k < block->events.count; k++)
            if (block->events.at[k].kind == EVENT_SUSPEND &&
                block->events.at[k].at == from->at)
                walk(s, NULL, block, k + 1);
    }
}

// An alternative for each way through the branches.
static void add_when(const struct search *s, struct way *way, bool only)
{
    const strings *list = &s->found[way->to];
    struct text out = {.arena = s->unit->arena};
    for (size_t i = 0; i < list->count && !only; i++)
        vec_push(out.arena, &way->when,
                 *list->at[i] ? list->at[i] : "a jump leads there");
    if (s->more[way->to] && !only) vec_push(out.arena, &way->when, "...");
    text_puts(&out, only ? "always" : "");
    for (size_t i = 0; i < way->when.count; i++)
        text_printf(&out, "%s%s", i ? " or " : "", way->when.at[i]);
    way->text = out.at;
}

// What is so for all states comes with `of_fn`.
static void add_ways(const struct search *of_fn, struct state *state)
{
    struct search s = *of_fn;
    struct arena *arena = s.unit->arena;
    size_t count = s.machine->points.count + 1, own = 0;
    s.found = arena_alloc(arena, count * sizeof *s.found);
    s.more = arena_alloc(arena, count * sizeof *s.more);
    s.done = arena_alloc(arena, count * sizeof *s.done);
    walk_from(&s, state->point);
    for (size_t i = 0; i < count; i++)
        s.done[i] = s.found[i].count > 0;
    walk_from(&s, state->point);
    for (size_t i = 0; i < count; i++)
        own += s.found[i].count > 0;
    for (size_t i = 1; i <= count; i++) {
        int to = (int)(i % count); // the end comes last
        if (!s.found[to].count) continue;
        struct way way = {.to = to, .loop = to && state->id && to <= state->id};
        add_when(&s, &way, own == 1);
        vec_push(arena, &state->ways, way);
    }
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
    struct search search = {
        .unit = unit, .machine = machine, .cfg = cfg_build(unit, fn)};
    state_list list = {0};
    find_reach(&search);
    for (size_t i = 0; i <= machine->points.count; i++) {
        const struct point *point = i ? &machine->points.at[i - 1] : NULL;
        struct state state = {.id = (int)i, .point = point};
        size_t at = point ? point->at : fn->name_at;
        state.place = unit_place(unit, at, at);
        state.name = point ? point->tag : "start";
        state.kind = point ? kind_of(point) : "start";
        state.waits_for = point ? waits_for(unit, point) : "";
        state.text = written_line(unit, state.place);
        add_kept(unit, machine, &state);
        add_ways(&search, &state);
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
