// SPDX-License-Identifier: MIT
// task.c: statements and operators that start tasks, wait for their end,
// or leave the workers: go, spawn and join, par, blocking. Called by stmt.c and
// expr.c, which have evaluated the operands: `values` are their texts.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

#include <string.h>

// A variable of ours in the braces that start a task, where the arguments are
// read too: csp_new is the task's frame.
static const char *own_name(struct lower *l, const char *name)
{
    return names_free(l->unit, l->fn, name);
}

// Evaluates the arguments straight into csp_new, a frame of what is called.
static void
fill_arguments(struct lower *l, const struct expr *call, const char **values)
{
    const char *new = own_name(l, "csp_new");
    const struct fn *callee = call->fn;
    const struct type *type = callee ? callee->type : call->kids[0]->as;
    for (size_t i = 1; i < call->kid_count; i++) {
        const char *name = callee ? lower_argument_name(l, callee, i - 1)
                                  : lower_format(l, "csp_arg%zu", i);
        writer_glue(l->w, "%s\n",
                    lower_argument(l, lower_format(l, "%s->%s", new, name),
                                   callee && callee->body
                                       ? callee->params.at[i - 1]->type
                                       : type_param(l->unit, type, i - 1),
                                   call->kids[i], values[i]));
    }
}

// A task that calls an ordinary function: its frame, step and descriptor.
static void put_runner(struct lower *l, const struct expr *call,
                       const char *name, const char *pointer)
{
    struct text *out = &l->to->sites;
    struct field *run = field_group(l->unit->arena, FIELD_STRUCT, FIELD_HEAD);
    field_add(l->unit->arena, run, FIELD_HEAD, -1, 1, "struct %s csp_head",
              name);
    field_add(l->unit->arena, run, FIELD_HEAD, FIELD_LIKE(void *), "%s",
              pointer);
    field_print(l->unit, out, lower_format(l, "%s__run", name), run);
    text_printf(
        out,
        "static int %s__step(struct csp_frame *csp_frame, struct "
        "csp_worker *csp_worker)\n{\n"
        "    struct %s__run *csp_run = (struct %s__run *)csp_frame;\n"
        "    (void)csp_worker;\n    %scsp_run->csp_function(",
        name, name, name,
        call->type->class == TYPE_VOID ? "" : "csp_run->csp_head.csp_ret = ");
    for (size_t i = 1; i < call->kid_count; i++)
        text_printf(out, "%scsp_run->csp_head.csp_arg%zu", i > 1 ? ", " : "",
                    i);
    const struct source_line *line =
        source_user_line(l->unit->source, call->begin);
    struct arena *arena = l->unit->arena;
    text_printf(out,
                ");\n    return CSP_DONE;\n}\n"
                "static const struct csp_descriptor %s__co = {\n"
                "    %s__step, 0, sizeof(struct %s__run), _Alignof(struct "
                "%s__run), 0, %u,\n    %s, %s, 0, 0, 0, 0,\n};\n",
                name, name, name, name, line->line,
                text_quote(arena, lower_words(l, call->kids[0])),
                place_file(l->unit, line->file));
}

// The type of what is called, as a pointer of that name.
static const char *
pointer_named(struct lower *l, const struct type *type, const char *name)
{
    bool is_function = type->class == TYPE_FUNCTION;
    return type_declare_object(
        l->unit, type, is_function ? lower_format(l, "(*%s)", name) : name);
}

// What csp_new is, and the descriptor to make it by. Through a pointer that is
// looked up, by its address; where that is no coroutine's, the task calls it.
static const char *
find_started(struct lower *l, const struct expr *call, const char *value)
{
    const struct fn *callee = call->fn;
    if (callee) {
        writer_glue(l->w, "{\n");
        return lower_format(l, "%s__%s", callee->names.stem,
                            callee->body ? "frame" : "call");
    }
    const char *name =
        lower_format(l, "%s__%s_%zu", l->fn->names.stem,
                     l->plain ? "start" : "site", ++l->to->site_count);
    const struct type *type = call->kids[0]->as;
    const char *target = own_name(l, "csp_target");
    const char *function = own_name(l, "csp_function");
    lower_call_frame(l, call, name);
    put_runner(l, call, name, pointer_named(l, type, "csp_function"));
    text_printf(&l->to->sites,
                "static const struct csp_descriptor *%s_cache;\n", name);
    writer_glue(l->w,
                "{\n%s = %s;\nconst struct csp_descriptor *%s = "
                "csp_rt_find((void (*)(void))%s, &%s_cache);\n",
                pointer_named(l, type, function), value, target, function,
                name);
    writer_glue(l->w,
                "if (!%s) %s = %s ? &%s__co : "
                "csp_rt_find_started(0, &%s_cache, %s);\n",
                target, target, function, name, name,
                lower_place(l, call->begin));
    return name;
}

// Opens a block in which csp_new is the frame of a new task, made by MAKE.
static void new_task(struct lower *l, const struct expr *call,
                     const char **values, const char *make, const char *worker)
{
    const struct fn *callee = call->fn;
    const char *name = find_started(l, call, values[0]);
    const char *new = own_name(l, "csp_new");
    const char *target = callee ? lower_format(l, "&%s__co", callee->names.stem)
                                : own_name(l, "csp_target");
    writer_glue(l->w, "struct %s *%s = (struct %s *)%s(%s, %s, %s);\n", name,
                new, name, make, worker, target, lower_place(l, call->begin));
    if (!callee)
        writer_glue(l->w,
                    "if (%s && %s == &%s__co) "
                    "((struct %s__run *)%s)->csp_function = %s;\n",
                    new, target, name, name, new, own_name(l, "csp_function"));
}

// Bytes of a result that below 0 says that the task has failed; 0: it cannot.
static int failing_bytes(struct lower *l, const struct type *result)
{
    return type_is_signed(l->unit, result) ? (int)result->size : 0;
}

// The first arguments of what starts a child of the group.
static const char *in_group(struct lower *l, const struct type *result)
{
    return lower_format(l, "csp_worker, &%s, %d", l->children,
                        failing_bytes(l, result));
}

// What starts a task, as it is called with.
struct start {
    const char *make, *first;
};

// in: the group of go_in, evaluated, or NULL. result NULL: it has none.
static struct start
start_of(struct lower *l, const char *in, const struct type *result)
{
    const char *worker = l->plain ? "0" : "csp_worker";
    int bytes = result ? failing_bytes(l, result) : 0;
    if (in)
        return (struct start){"csp_rt_go_in",
                              lower_format(l, "%s, %s, %d", worker, in, bytes)};
    if (l->children)
        return (struct start){
            "csp_rt_group_go",
            lower_format(l, "%s, &%s, %d", worker, l->children, bytes)};
    return (struct start){"csp_rt_spawn", worker};
}

// go f(x);
void lower_go(struct lower *l, const struct expr *call, const char *in,
              const char **values)
{
    struct start start = start_of(l, in, call->type);
    new_task(l, call, values, start.make, start.first);
    fill_arguments(l, call, values);
    writer_glue(l->w, "csp_rt_start(%s, &%s->csp);\n}",
                l->plain ? "0" : "csp_worker", own_name(l, "csp_new"));
}

// spawn(f(x)): the handle is the frame, in the clothes of a function pointer.
void lower_spawn(struct lower *l, const struct expr *call, const char **values,
                 const char *handle)
{
    const char *new = own_name(l, "csp_new");
    const char *make = l->children ? "csp_rt_group_spawn" : "csp_rt_spawn_task";
    new_task(l, call, values, make,
             l->children ? in_group(l, call->type) : "csp_worker");
    writer_glue(l->w, "if (%s) {\n", new);
    fill_arguments(l, call, values);
    writer_glue(l->w, "csp_rt_start(csp_worker, &%s->csp);\n}\n", new);
    writer_glue(l->w, "%s = (__typeof__(%s))(void *)%s;\n}\n", handle, handle,
                new);
}

// The frame of the task stays after its end: the result is read from there.
const char *
lower_join(struct lower *l, const struct expr *call, const char *task)
{
    lower_waits(l);
    const char *f = l->fn->names.frame;
    const char *name =
        lower_member(l, lower_format(l, "join_%zu", l->to->points.count + 1));
    const char *op = lower_format(l, "%s->%s", f, name);
    const char *what = lower_words(l, call->kids[0]);
    struct field *fields = lower_op(l, name);
    field_add(l->unit->arena, fields, FIELD_OPERATION,
              FIELD_LIKE(struct csp_wait), "struct csp_wait wait");
    field_add(l->unit->arena, fields, FIELD_OPERATION, FIELD_LIKE(void *),
              "struct csp_frame *task");
    writer_glue(l->w, "%s.task = (struct csp_frame *)(void *)(%s);\n", op,
                task);
    writer_glue(
        l->w,
        "csp_result = csp_rt_join(csp_worker, &%s->csp, &%s.wait, %s.task);\n",
        f, op, op);
    lower_suspend(l, lower_point(l, CSP_POINT_JOIN, "JOIN", what, call->begin),
                  lower_resumed(l));
    writer_glue(l->w,
                "if (csp_result == CSP_ENDED) {\ncsp_rt_abandon(%s.task, "
                "%s);\n",
                op, lower_place(l, call->begin));
    lower_unwind(l);
    writer_glue(l->w, "}\n");
    const char *value = "(void)0";
    if (call->type->class != TYPE_VOID && call != l->unread) {
        const char *tag = lower_format(l, "%s__join_%zu", l->fn->names.stem,
                                       ++l->to->site_count);
        struct field *frame =
            field_group(l->unit->arena, FIELD_STRUCT, FIELD_HEAD);
        field_add_head(l->unit, frame);
        field_add_result(l->unit, frame, call->type);
        field_print(l->unit, &l->to->sites, tag, frame);
        value = lower_to_temp(
            l, call->type,
            lower_format(l,
                         "csp_result ? (%s){ 0 } : ((struct %s *)%s.task)"
                         "->csp_ret",
                         type_declare_object(l->unit, call->type, ""), tag,
                         op));
    }
    writer_glue(l->w, "csp_rt_task_free(csp_worker, %s.task);\n", op);
    return value;
}

// -- blocks: go { }, par, blocking --------------------------------------------

// go { }, and one turn of a par for: the variables that are the block's own are
// copied into the frame of the new task.
void lower_go_block(struct lower *l, struct stmt *stmt, const char *in)
{
    const struct fn *branch = stmt->outline.branches.at[0];
    const char *worker = l->plain ? "0" : "csp_worker";
    const char *new = own_name(l, "csp_new");
    struct start start = start_of(l, in, NULL);
    const char *spawn = lower_format(l, "%s(%s", start.make, start.first);
    if (stmt->outline.gather)
        spawn = lower_format(l, "csp_rt_par_spawn(%s, &%s->csp_gather_%zu",
                             worker, l->fn->names.frame, stmt->outline.gather);
    writer_glue(l->w,
                "{\nstruct %s__frame *%s = (struct %s__frame *)"
                "%s, &%s__co, %s);\n",
                branch->name, new, branch->name, spawn, branch->name,
                lower_place(l, stmt->begin));
    if (stmt->outline.gather)
        writer_glue(l->w, "%s->csp_up = %s;\n", new, l->fn->names.frame);
    for (size_t i = 0; i < branch->params.count; i++) {
        const struct var *copy = branch->params.at[i];
        const char *from = lower_variable(l, copy->outline.original);
        if (copy->type->class == TYPE_SCALAR)
            writer_glue(l->w, "%s->%s = %s;\n", new, copy->out, from);
        else
            writer_glue(l->w,
                        "__builtin_memcpy((void *)&%s->%s, (void *)&%s, "
                        "sizeof %s->%s);\n",
                        new, copy->out, from, new, copy->out);
    }
    writer_glue(l->w, "csp_rt_start(%s, &%s->csp);\n}", worker, new);
}

static void
wait_for_branches(struct lower *l, const struct stmt *stmt, const char *gather)
{
    lower_waits(l);
    writer_glue(l->w,
                "csp_result = csp_rt_par_wait(csp_worker, &%s->csp, &%s);\n",
                l->fn->names.frame, gather);
    lower_suspend(l, lower_point(l, CSP_POINT_PAR, "PAR", NULL, stmt->begin),
                  lower_resumed(l));
    lower_unwind_if(l, "csp_result == CSP_ENDED");
}

static const char *gather_of(struct lower *l, const struct stmt *stmt)
{
    return lower_format(l, "%s->csp_gather_%zu", l->fn->names.frame,
                        stmt->outline.gather);
}

// What unwinds out of the loop's head waits for the turns, too.
void lower_par_for_begin(struct lower *l, const struct stmt *stmt,
                         struct landing *landing)
{
    writer_glue(l->w, "csp_rt_par_begin(&%s);\n", gather_of(l, stmt));
    const struct stmt *loop = stmt->kids[0];
    lower_add_due(l, NULL, loop->begin, loop->end)->landing = landing;
}

void lower_par_for_end(struct lower *l, const struct stmt *stmt,
                       const struct landing *landing)
{
    l->due = landing->outer;
    writer_glue(l->w, "\n");
    if (landing->used) writer_glue(l->w, "%s:;\n", landing->label);
    wait_for_branches(l, stmt, gather_of(l, stmt));
}

// The branches' frames lie in this one; it goes on when all have ended.
void lower_par(struct lower *l, struct stmt *stmt)
{
    lower_waits(l);
    const char *f = l->fn->names.frame;
    const char *name =
        lower_member(l, lower_format(l, "par_%zu", l->to->points.count + 1));
    const char *op = lower_format(l, "%s->%s", f, name);
    struct arena *arena = l->unit->arena;
    struct field *fields = lower_op(l, name);
    field_add(arena, fields, FIELD_OPERATION, FIELD_LIKE(struct csp_gather),
              "struct csp_gather gather");
    writer_glue(l->w, "csp_rt_par_begin(&%s.gather);\n", op);
    for (size_t i = 0; i < stmt->outline.branches.count; i++) {
        const struct fn *branch = stmt->outline.branches.at[i];
        struct field *task = field_group(arena, FIELD_STRUCT, FIELD_OPERATION);
        task->name = branch->name;
        field_add(
            arena, task, FIELD_OPERATION, FIELD_LIKE(struct csp_branch),
            "struct csp_branch branch[(_Alignof(struct %s__frame) + 31) / 32]",
            branch->name)
            ->callee = branch;
        field_add(arena, task, FIELD_CALLEE, 0, 0, "struct %s__frame frame",
                  branch->name)
            ->callee = branch;
        field_add_group(arena, fields, task);
        writer_glue(l->w,
                    "csp_rt_par_branch(csp_worker, &%s.gather, "
                    "(struct csp_branch *)&%s.%s.frame - 1, &%s__co);\n",
                    op, op, branch->name, branch->name);
        writer_glue(l->w, "%s.%s.frame.csp_up = %s;\n", op, branch->name, f);
        writer_glue(l->w, "csp_rt_start(csp_worker, &%s.%s.frame.csp);\n", op,
                    branch->name);
    }
    wait_for_branches(l, stmt, lower_format(l, "%s.gather", op));
}

// The statement runs on a thread of the pool: it stands between a suspension
// that goes there and one that comes back.
void lower_blocking_begin(struct lower *l, const struct stmt *stmt)
{
    lower_waits(l);
    const char *f = l->fn->names.frame;
    writer_glue(l->w, "csp_result = csp_rt_block(csp_worker, &%s->csp);\n", f);
    lower_suspend(
        l, lower_point(l, CSP_POINT_BLOCKING, "BLOCKING", NULL, stmt->begin),
        lower_resumed(l));
    lower_unwind_if(l, "csp_result == CSP_ENDED");
    writer_glue(l->w, "{\nint csp_away = csp_result;\n");
}

void lower_blocking_end(struct lower *l, const struct stmt *stmt)
{
    lower_waits(l);
    writer_glue(
        l->w,
        "\ncsp_result = csp_away ? csp_rt_unblock(csp_worker, &%s->csp) : 0;\n",
        l->fn->names.frame);
    lower_suspend(
        l, lower_point(l, CSP_POINT_BLOCKING, "BACK", NULL, stmt->begin), NULL);
    writer_glue(l->w, "}");
}
