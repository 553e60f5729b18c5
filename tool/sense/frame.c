// SPDX-License-Identifier: MIT
// frame.c: where a coroutine's variables live, and how its frame is laid out.
// Scalars that cross a suspension are promoted: C locals that the step saves
// in one place and reloads in one place, and that share no memory. Variables
// whose address is taken, arrays, structs, volatile and atomics are residents
// of the frame for their whole scope; disjoint scopes share memory (a union),
// as do the frames of callees. Placement is by source scopes alone, never an
// optimisation that may or may not happen. Requires liveness.
#include "sense/sense.h"
#include "tree/wait.h"
#include "../../include/csp_abi.h"

#include <stdlib.h>
#include <string.h>

enum {
    PROMOTE_POINTS = 100,   // above, compilers' time and code explode
    PROMOTE_PRODUCT = 2400, // points times promoted variables
    EMBED_BYTES = 256,      // a larger callee gets its frame from the pool
    LARGE_ARRAY = 16,       // bytes; and the alignment of such an array
};

static bool may_be_promoted(const struct var *var)
{
    return var->live.bit >= 0;
}

static bool in_frame(const struct var *var)
{
    return var->storage != STORAGE_PARAM && var->frame.place == PLACE_RESIDENT;
}

// int *p = f(sizeof *p): what suspends comes before the declaration in C, so a
// name in it needs one that is earlier still.
static bool names_itself(const struct fn *fn, const struct var *var)
{
    if (!var->init || !var->init->colour.suspends) return false;
    for (size_t i = vec_before(&fn->refs, begin, var->init->begin);
         i < fn->refs.count && fn->refs.at[i].begin < var->init->end; i++)
        if (fn->refs.at[i].kind == REF_VAR && fn->refs.at[i].to.var == var)
            return true;
    return false;
}

static enum placement
place_of(const struct fn *fn, const struct var *var, bool promote)
{
    if (var->storage == STORAGE_STATIC || var->storage == STORAGE_EXTERN)
        return PLACE_PLAIN;
    if (var->storage == STORAGE_PARAM)
        return may_be_promoted(var) && promote ? PLACE_PROMOTED
                                               : PLACE_RESIDENT;
    // Liveness knows nothing of a declaration in text that is copied whole,
    // such as a statement expression that does not suspend; the scope does.
    if (!var->scope || !var->scope->suspends) return PLACE_PLAIN;
    if (!may_be_promoted(var)) return PLACE_RESIDENT;
    if (!var->live.crosses && !names_itself(fn, var)) return PLACE_PLAIN;
    return promote ? PLACE_PROMOTED : PLACE_RESIDENT;
}

// A compound literal lives until its block ends. Where the block suspends and
// the literal's address is used, the frame holds it.
struct keeper {
    struct unit *unit;
    struct fn *fn;
    size_t count;
    bool started; // for a task, which may outlast the statement
};

static void keep_literal(struct keeper *keeper, struct expr *literal)
{
    if (literal->kind != EXPR_LITERAL || literal->resident) return;
    if (!literal->scope) return;
    if (!literal->scope->suspends && !keeper->started) return;
    struct arena *arena = keeper->unit->arena;
    literal->resident =
        names_free(keeper->unit, keeper->fn,
                   arena_printf(arena, "csp_literal_%zu", ++keeper->count));
    vec_push(arena, &literal->scope->literals, literal);
}

// The literal that an object is a part of, or the object itself.
static struct expr *whole_of(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_GENERIC ||
           (expr->kind == EXPR_MEMBER && expr->kid_count &&
            expr->kids[0]->as->class == TYPE_RECORD))
        expr = expr->kids[0];
    return expr;
}

static void keep_literals(struct expr *expr, void *context)
{
    bool sends = expr->kind == EXPR_CALL && expr->op == OP_SEND;
    for (size_t i = 0; i < expr->kid_count; i++) {
        struct expr *kid = expr->kids[i];
        bool decays = kid->type->class == TYPE_ARRAY && !sends;
        if (expr->kind == EXPR_ADDRESS || decays)
            keep_literal(context, whole_of(kid));
    }
}

static void keep_started(struct stmt *stmt, void *context)
{
    struct keeper *keeper = context;
    if (stmt->kind != STMT_GO || !stmt->expr) return;
    keeper->started = true;
    tree_each_expr(stmt->expr, NULL, keep_literals, keeper);
    keeper->started = false;
}

void frame_keep_started(struct unit *unit, struct fn *fn)
{
    struct keeper keeper = {.unit = unit, .fn = fn};
    tree_each(fn->body, keep_started, NULL, &keeper);
}

static void keep_initial_literals(struct keeper *keeper, struct fn *fn)
{
    tree_each(fn->body, keep_started, keep_literals, keeper);
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->init && var->storage == STORAGE_AUTO &&
            var->type->class == TYPE_SCALAR &&
            var->init->type->class == TYPE_ARRAY)
            keep_literal(keeper, whole_of(var->init));
    }
}

// -- variable length ---------------------------------------------------------

static void
keep_lengths(struct unit *unit, struct fn *fn, struct lengths *lengths)
{
    for (size_t i = 0; i < lengths->exprs.count; i++) {
        const struct expr *expr = lengths->exprs.at[i];
        const char *kept =
            tree_is_literal(expr)
                ? unit_excerpt(unit, expr->begin, expr->end,
                               expr->end - expr->begin + 1)
                : arena_printf(unit->arena, "%s->csp_length_%zu",
                               fn->names.frame, ++fn->frame.length_count);
        vec_push(unit->arena, &lengths->kept, kept);
    }
}

// One for each array in the type that has one; what they are, its object tells.
static void keep_taken_lengths(struct unit *unit, struct fn *fn,
                               struct type *type, struct lengths *lengths)
{
    memset(lengths, 0, sizeof *lengths);
    while (type->is_vm) {
        if (type_has_length(type))
            vec_push(unit->arena, &lengths->kept,
                     arena_printf(unit->arena, "%s->csp_length_%zu",
                                  fn->names.frame, ++fn->frame.length_count));
        type = type_element(unit, type);
    }
}

// Typedefs first: a variable's type may be one.
static void keep_variable_lengths(struct unit *unit, struct fn *fn)
{
    for (size_t i = 0; i < fn->types.count; i++) {
        struct local_type *type = fn->types.at[i];
        if (!type->uses_vm || !type->scope->suspends) continue;
        if (type->taken.from)
            keep_taken_lengths(unit, fn, type->type, &type->lengths);
        else
            keep_lengths(unit, fn, &type->lengths);
        type->meaning =
            arena_printf(unit->arena, "__typeof__(%s)",
                         type_declare_vm(unit, type->type, &type->lengths, ""));
    }
    for (size_t i = 0; i < fn->vars.count; i++) {
        struct var *var = fn->vars.at[i];
        if (!var->type->is_vm || var->frame.place != PLACE_RESIDENT) continue;
        if (var->taken.from)
            keep_taken_lengths(unit, fn, var->type, &var->lengths);
        else
            keep_lengths(unit, fn, &var->lengths);
        if (!type_lacks_length(unit, var->type, &var->lengths)) continue;
        struct place place =
            unit_place(unit, var->name_at, var->name_at + strlen(var->name));
        diag_report(unit->diag, SEVERITY_ERROR, place, "csp-vla",
                    "cspcc cannot tell the length of '%s', whose type is taken "
                    "from elsewhere",
                    var->name);
        diag_report(unit->diag, SEVERITY_NOTE, place, NULL,
                    "declare it with its lengths in brackets");
    }
}

static void note_uses(struct fn *fn)
{
    for (size_t i = 0; i < fn->refs.count; i++) {
        const struct ref *ref = &fn->refs.at[i];
        if (ref->kind != REF_VAR) continue;
        ref->to.var->frame.is_mentioned = true;
        ref->to.var->frame.is_written |= ref->writes || ref->address;
        ref->to.var->frame.is_read |=
            ref->reads && !ref->address && !ref->unevaluated;
    }
    for (size_t i = 0; i < fn->params.count; i++) {
        struct var *original = fn->params.at[i]->outline.original;
        if (original)
            original->frame.is_mentioned = original->frame.is_read = true;
    }
}

void frame_place(struct unit *unit, struct fn *fn)
{
    struct keeper keeper = {.unit = unit, .fn = fn};
    keep_initial_literals(&keeper, fn);
    size_t promoted = 0;
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (may_be_promoted(var) &&
            (var->live.crosses || var->storage == STORAGE_PARAM))
            promoted++;
    }
    bool promote = fn->colour.point_count <= PROMOTE_POINTS &&
                   fn->colour.point_count * promoted <= PROMOTE_PRODUCT;
    note_uses(fn);
    for (size_t i = 0; i < fn->vars.count; i++)
        fn->vars.at[i]->frame.place = place_of(fn, fn->vars.at[i], promote);
    for (size_t i = 0; i < fn->vars.count; i++)
        fn->frame.has_cleanup |=
            (fn->vars.at[i]->said.cleanup || fn->vars.at[i]->type->is_vla) &&
            in_frame(fn->vars.at[i]);
    fn->frame.has_cleanup |= fn->scope_count + fn->group_count > 0;
    names_fn(unit, fn);
    keep_variable_lengths(unit, fn);
}

// -- embedding ---------------------------------------------------------------

struct walk {
    struct unit *unit;
    struct fn *caller;
    int64_t ops; // bytes of the largest operation or callee
};

static void visit_callees(struct unit *unit, struct fn *fn);

// A par holds the frames of its branches.
static void visit_branches(struct stmt *stmt, void *context)
{
    struct walk *walk = context;
    for (size_t i = 0;
         stmt->kind == STMT_PAR && i < stmt->outline.branches.count; i++)
        visit_callees(walk->unit, stmt->outline.branches.at[i]);
}

static void visit_call(struct expr *expr, void *context)
{
    struct walk *walk = context;
    if (expr->kind != EXPR_CALL || expr->op != OP_COROUTINE ||
        expr->colour.is_case)
        return;
    if (expr->fn->body && expr->fn->colour.is_coroutine)
        visit_callees(walk->unit, expr->fn);
}

static int64_t bytes_of(const struct type *type)
{
    return type->size > 0 ? (type->size + 7) / 8 * 8 : 8;
}

static void measure_call(struct expr *expr, void *context)
{
    struct walk *walk = context;
    int64_t bytes = 0;
    if (expr->kind != EXPR_CALL || expr->op == OP_NONE) return;
    if (expr->op == OP_COROUTINE && frame_embeds(walk->caller, expr))
        bytes = expr->fn->frame.size;
    else if (expr->op == OP_COROUTINE && frame_has_room(walk->unit, expr->fn))
        bytes = frame_room(expr->fn);
    else if (expr->op == OP_SEND || expr->op == OP_RECV || expr->op == OP_GET) {
        struct type *chan = expr->kids[1]->type;
        bytes = (int64_t)sizeof(struct csp_wait) + 8;
        if (chan->class == TYPE_SCALAR && chan->size == 8) {
            struct type *array = type_element(walk->unit, chan);
            if (array->class == TYPE_ARRAY)
                bytes = (int64_t)sizeof(struct csp_wait) +
                        bytes_of(type_element(walk->unit, array));
        }
    } else if (wait_simple(expr->op)) {
        bytes = wait_simple(expr->op)->size;
    }
    if (bytes > walk->ops) walk->ops = bytes;
}

static void measure_stmt(struct stmt *stmt, void *context)
{
    struct walk *walk = context;
    int64_t bytes =
        (int64_t)sizeof(struct csp_case) * (int64_t)stmt->select.cases.count;
    for (size_t i = 0;
         stmt->kind == STMT_PAR && i < stmt->outline.branches.count; i++)
        bytes += (int64_t)sizeof(struct csp_branch) +
                 stmt->outline.branches.at[i]->frame.size;
    if (bytes > walk->ops) walk->ops = bytes;
}

static void measure(struct unit *unit, struct fn *fn)
{
    struct walk walk = {unit, fn, 0};
    tree_each(fn->body, measure_stmt, measure_call, &walk);
    fn->frame.size = (int64_t)sizeof(struct csp_frame) + walk.ops;
    fn->frame.size += (int64_t)(sizeof(struct csp_scope) * fn->scope_count +
                                sizeof(struct csp_group) * fn->group_count);
    if (fn->result->class != TYPE_VOID) fn->frame.size += bytes_of(fn->result);
    for (size_t i = 0; i < fn->vars.count; i++)
        if (fn->vars.at[i]->frame.place != PLACE_PLAIN)
            fn->frame.size += bytes_of(fn->vars.at[i]->type);
}

enum { NOT_VISITED, ON_STACK, VISITED };

// Depth first: a call that leads back to a function being visited closes a
// cycle, and that function takes frames from the pool.
static void visit_callees(struct unit *unit, struct fn *fn)
{
    if (fn->frame.visit == ON_STACK) fn->frame.recursive = true;
    if (fn->frame.visit != NOT_VISITED) return;
    fn->frame.visit = ON_STACK;
    struct walk walk = {unit, fn, 0};
    tree_each(fn->body, visit_branches, visit_call, &walk);
    fn->frame.visit = VISITED;
    measure(unit, fn);
    vec_push(unit->arena, &unit->frames, fn);
}

void frame_order(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++)
        if (unit->fns.at[i]->colour.is_coroutine)
            visit_callees(unit, unit->fns.at[i]);
}

bool frame_embeds(const struct fn *caller, const struct expr *call)
{
    const struct fn *fn = call->fn;
    (void)caller;
    if (call->op != OP_COROUTINE || !fn || !fn->body) return false;
    return fn->colour.is_coroutine && !fn->frame.recursive &&
           !fn->said.is_main && !fn->said.is_weak &&
           fn->frame.size <= EMBED_BYTES;
}

bool frame_has_room(const struct unit *unit, const struct fn *fn)
{
    return fn && !fn->body && fn->said.frame_most > 0 && !fn->said.is_weak &&
           !unit->options->code.stress;
}

int64_t frame_room(const struct fn *fn)
{
    return (fn->said.frame_most + FRAME_STATED_ALIGN - 1) / FRAME_STATED_ALIGN *
           FRAME_STATED_ALIGN;
}

bool frame_fits(const struct fn *fn)
{
    const struct field *frame = fn->machine->frame;
    return frame->size >= 0 && frame->size <= fn->said.frame_most &&
           frame->align <= FRAME_STATED_ALIGN;
}

// -- layout ------------------------------------------------------------------

static void find_residents(struct scope *scope)
{
    scope->has_residents = scope->literals.count > 0;
    for (size_t i = 0; i < scope->vars.count; i++)
        scope->has_residents |= in_frame(scope->vars.at[i]);
    for (size_t i = 0; i < scope->kids.count; i++) {
        find_residents(scope->kids.at[i]);
        scope->has_residents |= scope->kids.at[i]->has_residents;
    }
}

// What a declaration asks for, or the ABI of x86-64 promises of a variable.
static const char *alignment_of(struct unit *unit, const struct var *var)
{
    if (var->said.align) return var->said.align;
    if (type_alignment(unit, var->type)[0])
        return type_alignment(unit, var->type);
    bool is_large =
        var->type->class == TYPE_ARRAY && var->type->size >= LARGE_ARRAY;
    return is_large && var->type->align < LARGE_ARRAY
               ? " __attribute__((aligned(16)))"
               : "";
}

// The same in bytes; 0: not known.
static int64_t field_alignment(struct unit *unit, const struct var *var)
{
    const char *asked = strstr(alignment_of(unit, var), "aligned(");
    char *end;
    if (!asked) return *alignment_of(unit, var) ? 0 : var->type->align;
    long long bytes = strtoll(asked + strlen("aligned("), &end, 0);
    if (*end != ')') return 0;
    return bytes > var->type->align ? bytes : var->type->align;
}

static void add_var(struct unit *unit, struct field *group, enum field_why why,
                    const struct var *var)
{
    const struct type *type = var->type;
    bool pointers = type->is_vm && type->class == TYPE_ARRAY && !type->is_vla;
    struct field *field;
    if (pointers)
        field = field_add(unit->arena, group, why, type->size, type->align,
                          "void *%s[%lld]", var->out,
                          (long long)(type->size / type->align));
    else if (type->is_vm)
        field = field_add(unit->arena, group, why, FIELD_LIKE(void *),
                          "void *%s", var->out);
    else
        field = field_add(unit->arena, group, why, type->size,
                          field_alignment(unit, var), "%s%s",
                          type_declare_object(unit, type, var->out),
                          alignment_of(unit, var));
    field->var = var;
}

static struct field *
add_scope(struct unit *unit, struct field *group, const struct scope *scope);

// Scopes that hold something: one of them at a time is entered.
static void
add_scopes(struct unit *unit, struct field *group, const struct scope *outer)
{
    struct arena *arena = unit->arena;
    struct field *choice = field_group(arena, FIELD_UNION, FIELD_ALWAYS);
    choice->note = "one scope at a time";
    for (size_t i = 0; i < outer->kids.count; i++)
        if (outer->kids.at[i]->has_residents)
            field_add_group(
                arena, choice,
                add_scope(unit, field_group(arena, FIELD_STRUCT, FIELD_ALWAYS),
                          outer->kids.at[i]));
    if (choice->kids.count > 1)
        field_add_group(arena, group, choice);
    else if (choice->kids.count)
        for (size_t i = 0; i < choice->kids.at[0]->kids.count; i++)
            field_add_group(arena, group, choice->kids.at[0]->kids.at[i]);
}

static struct field *
add_scope(struct unit *unit, struct field *group, const struct scope *scope)
{
    for (size_t i = 0; i < scope->vars.count; i++)
        if (in_frame(scope->vars.at[i]))
            add_var(unit, group, FIELD_ALWAYS, scope->vars.at[i]);
    for (size_t i = 0; i < scope->literals.count; i++) {
        const struct expr *literal = scope->literals.at[i];
        field_add(unit->arena, group, FIELD_ALWAYS, literal->type->size,
                  literal->type->align, "%s",
                  type_declare_object(unit, literal->type, literal->resident));
    }
    add_scopes(unit, group, scope);
    return group;
}

static void
add_prefix(struct unit *unit, struct field *frame, const struct fn *fn)
{
    struct arena *arena = unit->arena;
    field_add_head(unit, frame);
    if (fn->outline.is_counted)
        field_add(arena, frame, FIELD_HEAD, FIELD_LIKE(void *[3]),
                  "void *csp_turn[3]");
    if (fn->outline.outer)
        field_add(arena, frame, FIELD_HEAD, FIELD_LIKE(void *),
                  "struct %s__frame *csp_up", fn->outline.outer->names.stem);
    field_add_result(unit, frame, fn->result);
    for (size_t i = 0; i < fn->params.count; i++)
        add_var(unit, frame, FIELD_ARGUMENT, fn->params.at[i]);
    if (fn->said.is_variadic) field_add_rest(unit, frame);
}

struct field *frame_fields(struct unit *unit, const struct fn *fn)
{
    struct arena *arena = unit->arena;
    struct field *frame = field_group(arena, FIELD_STRUCT, FIELD_HEAD);
    add_prefix(unit, frame, fn);
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->frame.place == PLACE_PROMOTED && var->storage != STORAGE_PARAM)
            add_var(unit, frame, FIELD_ALIVE, var);
    }
    for (size_t i = 1; i <= fn->frame.length_count; i++)
        field_add(arena, frame, FIELD_LENGTH, FIELD_LIKE(csp_size),
                  "csp_size csp_length_%zu", i);
    for (size_t i = 1; i <= fn->outline.gather_count; i++)
        field_add(arena, frame, FIELD_OPERATION, FIELD_LIKE(struct csp_gather),
                  "struct csp_gather csp_gather_%zu", i);
    for (size_t i = 1; i <= fn->group_count; i++)
        field_add(arena, frame, FIELD_OPERATION, FIELD_LIKE(struct csp_group),
                  "struct csp_group csp_group_%zu", i);
    for (size_t i = 1; i <= fn->scope_count; i++)
        field_add(arena, frame, FIELD_OPERATION, FIELD_LIKE(struct csp_scope),
                  "struct csp_scope csp_scope_%zu", i);
    if (fn->said.calls_alloca)
        field_add(arena, frame, FIELD_ALWAYS, FIELD_LIKE(void *),
                  "void *csp_allocas")
            ->note = "what alloca has given";
    find_residents(fn->scopes.at[0]);
    return add_scope(unit, frame, fn->scopes.at[0]);
}

static const char *const place_names[] = {"plain", "promoted", "resident"};

void frame_dump(struct unit *unit, const struct fn *fn, FILE *out)
{
    fprintf(out, "function %s\n", fn->name);
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->storage == STORAGE_STATIC || var->storage == STORAGE_EXTERN)
            continue;
        fprintf(out, "  %s%s: %s",
                var->storage == STORAGE_PARAM ? "parameter " : "", var->name,
                place_names[var->frame.place]);
        if (var->out != var->name) fprintf(out, " as %s", var->out);
        if (var->name_at != (size_t)-1)
            fprintf(out, ", line %u",
                    unit_place(unit, var->name_at, var->name_at).line);
        fprintf(out, "\n");
    }
    fprintf(out, "  about %lld bytes%s\n", (long long)fn->frame.size,
            fn->frame.recursive ? ", recursive: from the pool" : "");
}
