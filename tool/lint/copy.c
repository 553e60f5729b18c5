// SPDX-License-Identifier: MIT
// copy.c: -Wcsp-copy: a go block writes to a variable that it captured,
// which is its own copy, and the function around it reads that variable behind
// the block, where what was written is not seen. The blocks in branches of a
// par count as the par's: it waits for its branches, not for them.
#include "lint/lint.h"

#include <string.h>

// How the text names a variable there.
enum mention {
    MENTION_READ = 1,
    MENTION_PART,    // a part of it is written, or it is changed in place
    MENTION_ALL,     // it is assigned
    MENTION_ADDRESS, // who knows
};

// A copy that its block writes to, or a member of one; one bit each.
struct copy {
    const struct var *var; // what it is a copy of
    const struct fn *block;
    const struct expr *write;
    const char *member; // interned; NULL: all of it, or some element
    size_t at;          // of the statement that starts the block
    bool is_in_par;     // or of the par around it
    bool is_reported;
};
struct walk {
    struct lint *lint;
    VEC(struct copy) copies;
    struct map mentions; // by offset: of enum mention
    struct map members;  // by offset: the member that is mentioned
    struct map starts;   // by offset: the go block that starts there
    size_t par_at;       // of the outermost par that we are in, or of the last
    bool is_in_par;
};

// -- what a block writes to --------------------------------------------------

// Which member of its root an lvalue is or lies in; NULL: it may be all of it.
static const char *member_of(struct unit *unit, const struct expr *expr)
{
    const struct expr *member = NULL;
    for (; expr->kind != EXPR_REF; expr = expr->kids[0])
        if (expr->kind != EXPR_PAREN) member = expr;
    if (!member || member->kind != EXPR_MEMBER || expr->type->has_union)
        return NULL;
    return intern_s(unit->intern,
                    unit_excerpt(unit, expr->end, member->end, 200));
}

// The pointer through which an lvalue is reached; NULL: none.
static const struct var *pointer_of(const struct expr *expr)
{
    while (expr->kid_count && !expr->said.is_deref &&
           expr->kids[0]->as->class != TYPE_SCALAR)
        expr = expr->kids[0];
    if (!expr->kid_count) return NULL;
    if (!expr->said.is_deref && expr->kind != EXPR_MEMBER &&
        expr->kind != EXPR_INDEX)
        return NULL;
    const struct expr *pointer = plan_strip(expr->kids[0]);
    return pointer->kind == EXPR_REF ? pointer->var : NULL;
}

static const struct expr *target_of(const struct expr *expr)
{
    bool writes = expr->kind == EXPR_ASSIGN || expr->kind == EXPR_COMPOUND ||
                  expr->kind == EXPR_STEP;
    return writes ? expr->kids[0] : NULL;
}

struct through {
    const struct var *param;
    bool found;
};

static void find_write_through(struct expr *expr, void *context)
{
    struct through *search = context;
    const struct expr *target = target_of(expr);
    if (target && pointer_of(target) == search->param) search->found = true;
}

// Functions that write to what an argument, from 1, or it and those behind it
// point to.
static const struct {
    const char *name;
    size_t first, last;
} writers[] = {
    {"scanf", 2, 99},
    {"fscanf", 3, 99},
    {"sscanf", 3, 99},
    {"__isoc99_scanf", 2, 99},
    {"__isoc99_fscanf", 3, 99},
    {"__isoc99_sscanf", 3, 99},
    {"read", 2, 2},
    {"pread", 2, 2},
    {"recv", 2, 2},
    {"recvfrom", 2, 2},
    {"fread", 1, 1},
    {"fgets", 1, 1},
    {"memcpy", 1, 1},
    {"memmove", 1, 1},
    {"memset", 1, 1},
    {"strcpy", 1, 1},
    {"strncpy", 1, 1},
    {"strcat", 1, 1},
    {"strncat", 1, 1},
    {"sprintf", 1, 1},
    {"snprintf", 1, 1},
    {"clock_gettime", 2, 2},
};

static bool receives_in(const struct form *form, size_t argument)
{
    if (!(form->use & (USE_RECV | USE_ASK)) || argument > OPERANDS_MOST)
        return false;
    enum operand operand = form->operands[argument - 1];
    return operand == OPERAND_TARGET || operand == OPERAND_OK;
}

static bool writes_to(const struct expr *call, size_t argument)
{
    const struct fn *fn = call->fn;
    if (fn->body && !fn->said.is_system) {
        if (argument > fn->params.count) return false;
        struct through search = {fn->params.at[argument - 1], false};
        tree_each(fn->body, NULL, find_write_through, &search);
        return search.found;
    }
    if (fn->form) return receives_in(fn->form, argument);
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (strcmp(writers[i].name, fn->name) == 0)
            return argument >= writers[i].first && argument <= writers[i].last;
    return false;
}

// The copies that a block, or one in it, writes to: the first write to each
// member.
struct write {
    const struct expr *expr;
    const char *member;
    struct write *next;
};
struct writes {
    struct unit *unit;
    const struct fn *block;
    struct map lists; // by variable
};

static struct write *writes_of(const struct writes *w, const struct var *var)
{
    const union map_value *list = map_get(&w->lists, map_key(var));
    return list ? list->pointer : NULL;
}

static void note_write(struct writes *w, const struct var *var,
                       const struct expr *expr, const char *member)
{
    struct write *write = writes_of(w, var);
    if (!var->outline.original || var->fn != w->block) return;
    for (; write; write = write->next)
        if (write->member == member) return;
    write = ARENA_NEW(w->unit->arena, struct write);
    *write = (struct write){expr, member, writes_of(w, var)};
    map_put(w->unit->arena, &w->lists, map_key(var))->pointer = write;
}

// Of the address of a copy that a call gets.
struct given {
    const struct writes *writes;
    const struct var *var;
    const struct expr *expr;
};

static void found_address(const struct lint_address *address)
{
    struct given *given = address->context;
    if (!address->var || address->var->fn != given->writes->block) return;
    given->var = address->var;
    given->expr = address->expr;
}

static void see_write(struct expr *expr, void *context)
{
    struct writes *w = context;
    const struct expr *target = target_of(expr);
    const struct expr *root = target ? lint_root(target) : NULL;
    if (root) note_write(w, root->var, expr, member_of(w->unit, target));
    if (expr->kind != EXPR_CALL || !expr->fn) return;
    for (size_t i = 1; i < expr->kid_count; i++) {
        struct given given = {.writes = w};
        lint_each_address(w->unit, expr->kids[i], found_address, &given);
        if (given.var && writes_to(expr, i))
            note_write(w, given.var, given.expr, NULL);
    }
}

static void find_writes(struct writes *w, const struct fn *block);

static void see_blocks(struct stmt *stmt, void *context)
{
    struct writes *w = context;
    for (size_t i = 0; i < stmt->outline.branches.count; i++) {
        const struct fn *block = stmt->outline.branches.at[i];
        if (stmt->kind == STMT_PAR || stmt->outline.gather) {
            tree_each(block->body, see_blocks, see_write, w);
            continue;
        }
        struct writes inner = {.unit = w->unit};
        find_writes(&inner, block);
        for (size_t k = 0; k < block->params.count; k++) {
            const struct var *param = block->params.at[k];
            const struct write *write = writes_of(&inner, param);
            for (; write; write = write->next)
                note_write(w, param->outline.original, write->expr,
                           write->member);
        }
    }
}

static void find_writes(struct writes *w, const struct fn *block)
{
    w->block = block;
    tree_each(block->body, see_blocks, see_write, w);
}

// -- the blocks of a function ------------------------------------------------

static void add_block(struct walk *w, struct fn *block, size_t at)
{
    struct arena *arena = w->lint->unit->arena;
    struct writes writes = {.unit = w->lint->unit};
    find_writes(&writes, block);
    map_put(arena, &w->starts, at)->pointer = block;
    for (size_t i = 0; i < block->params.count; i++) {
        const struct var *param = block->params.at[i];
        const struct write *write = writes_of(&writes, param);
        for (; write; write = write->next) {
            struct copy copy = {param->outline.original,
                                block,
                                write->expr,
                                write->member,
                                at,
                                w->is_in_par,
                                false};
            if (w->is_in_par) copy.at = w->par_at;
            vec_push(arena, &w->copies, copy);
        }
    }
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (stmt->kind == STMT_PAR && !w->is_in_par) w->par_at = stmt->begin;
    bool is_go = stmt->kind == STMT_GO && !stmt->outline.gather;
    for (size_t i = 0; i < stmt->outline.branches.count; i++) {
        bool outer = w->is_in_par;
        if (is_go) {
            add_block(w, stmt->outline.branches.at[i], stmt->begin);
            continue;
        }
        w->is_in_par = true;
        tree_each(stmt->outline.branches.at[i]->body, see_stmt, NULL, w);
        w->is_in_par = outer;
    }
}

// -- how the text names variables --------------------------------------------

static void
note_mention(struct walk *w, const struct expr *lvalue, enum mention mention)
{
    const struct expr *root = lint_root(lvalue);
    if (!root) return;
    struct unit *unit = w->lint->unit;
    union map_value *known = map_put(unit->arena, &w->mentions, root->begin);
    if (known->number) return; // by an expression around this one
    known->number = mention;
    const char *member = member_of(unit, lvalue);
    map_put(unit->arena, &w->members, root->begin)->pointer =
        (void *)(uintptr_t)member;
}

static void see_mention(struct expr *expr, void *context)
{
    struct walk *w = context;
    const struct expr *target = target_of(expr);
    bool decays =
        expr->type->class == TYPE_ARRAY && expr->as->class == TYPE_SCALAR;
    if (target && expr->kind == EXPR_ASSIGN &&
        plan_strip(expr->kids[0])->kind == EXPR_REF)
        note_mention(w, target, MENTION_ALL);
    else if (target)
        note_mention(w, target, MENTION_PART);
    else if (expr->kind == EXPR_ADDRESS)
        note_mention(w, expr->kids[0], MENTION_ADDRESS);
    else if (!decays && (expr->kind == EXPR_INDEX || expr->kind == EXPR_MEMBER))
        note_mention(w, expr, MENTION_READ);
    else if (expr->kind == EXPR_REF || decays)
        note_mention(w, expr, decays ? MENTION_ADDRESS : MENTION_READ);
}

static void see_branches(struct stmt *stmt, void *context)
{
    for (size_t i = 0; i < stmt->outline.branches.count; i++)
        tree_each(stmt->outline.branches.at[i]->body, see_branches, see_mention,
                  context);
}

static enum mention mention_at(const struct walk *w, size_t at)
{
    const union map_value *mention = map_get(&w->mentions, at);
    return mention ? (enum mention)mention->number : MENTION_ADDRESS;
}

// Whether a block reads the value that one of its copies starts with, as far as
// the order of the text tells.
static bool
reads_copy(const struct walk *w, const struct fn *block, const struct var *var)
{
    for (size_t i = 0; i < block->refs.count; i++) {
        const struct ref *ref = &block->refs.at[i];
        if (ref->kind != REF_VAR || ref->to.var->outline.original != var)
            continue;
        enum mention mention = mention_at(w, ref->begin);
        if (mention == MENTION_ALL) return false;
        if (mention == MENTION_READ) return true;
    }
    return false;
}

// -- the flow ----------------------------------------------------------------

static void report(struct lint *lint, struct copy *copy, size_t read_at)
{
    const char *name = copy->var->name;
    copy->is_reported = true;
    lint_warn(lint, "csp-copy", copy->write->begin, copy->write->end,
              "'%s' is this block's own copy: outside nobody sees what is "
              "written to it",
              name);
    lint_note(lint, read_at, read_at + strlen(name),
              "it is read here, where it has the value from before");
    lint_note(lint, copy->block->begin, copy->block->begin + 1,
              "send the value over a channel; or use par, whose branches "
              "share the variables around it");
}

static void
read_var(struct lint_flow *flow, const struct var *var, const struct event *e)
{
    struct walk *w = flow->context;
    const union map_value *known = map_get(&w->members, e->at);
    const char *member = known ? known->pointer : NULL;
    for (size_t i = 0; flow->is_final && i < w->copies.count; i++) {
        struct copy *copy = &w->copies.at[i];
        if (member && copy->member && member != copy->member) continue;
        if (copy->var == var && lint_has(flow, i) && !copy->is_reported)
            report(w->lint, copy, e->at);
    }
}

static void forget(struct lint_flow *flow, const struct var *var)
{
    const struct walk *w = flow->context;
    for (size_t i = 0; i < w->copies.count; i++)
        if (w->copies.at[i].var == var) lint_clear(flow, i);
}

// The block is started, or the par has ended.
static void begin(struct lint_flow *flow, const struct event *event)
{
    const struct walk *w = flow->context;
    for (size_t i = 0; i < w->copies.count; i++) {
        const struct copy *copy = &w->copies.at[i];
        if (copy->at != event->at) continue;
        if (copy->is_in_par ? event->kind == EVENT_SUSPEND
                            : event->var == copy->var)
            lint_set(flow, i);
    }
}

static void step(struct lint_flow *flow, const struct event *event)
{
    const struct walk *w = flow->context;
    const union map_value *start = map_get(&w->starts, event->at);
    switch (event->kind) {
    case EVENT_USE:
    case EVENT_MENTION:
        if (start) {
            if (reads_copy(w, start->pointer, event->var))
                read_var(flow, event->var, event);
            begin(flow, event);
            return;
        }
        if (event->kind == EVENT_USE ||
            mention_at(w, event->at) == MENTION_READ)
            read_var(flow, event->var, event);
        else if (mention_at(w, event->at) != MENTION_PART)
            forget(flow, event->var);
        return;
    case EVENT_DEF:
    case EVENT_WRITE: forget(flow, event->var); return;
    case EVENT_SUSPEND: begin(flow, event); return;
    case EVENT_NAME:
    case EVENT_FALL:
    case EVENT_END: return;
    }
}

void lint_copy(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint};
    if (!lint_wants(lint, "csp-copy")) return;
    tree_each(fn->body, see_stmt, NULL, &walk);
    if (!walk.copies.count) return;
    tree_each(fn->body, see_branches, see_mention, &walk);
    struct lint_flow flow = {.lint = lint, .fn = fn, .step = step};
    flow.bits = walk.copies.count;
    flow.context = &walk;
    flow.state = bits_new(lint->unit->arena, flow.bits);
    lint_flow(&flow);
}
