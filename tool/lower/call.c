// SPDX-License-Identifier: MIT
// call.c: calls of coroutines. The arguments go straight into the
// callee's frame, which lies in this one, or comes from the pool where the
// callee is recursive, elsewhere, or known by a pointer only. Then its step
// runs, and this function suspends if that one did. Called by lower/expr.c,
// which has evaluated the operands: `values` are their texts, by their numbers.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

const char *lower_argument_name(struct lower *l, const struct fn *fn, size_t i)
{
    if (fn->body && i < fn->params.count) return fn->params.at[i]->out;
    return lower_format(l, "csp_arg%zu", i + 1);
}

// The member that is the callee's frame.
static const char *member_once(struct lower *l, struct fn *callee)
{
    for (size_t i = 0; i < l->to->ops->kids.count; i++)
        if (l->to->ops->kids.at[i]->callee == callee)
            return l->to->ops->kids.at[i]->name;
    const char *stem = callee->names.stem;
    const char *name = lower_member(l, stem);
    struct field *frame =
        callee->body ? field_add(l->unit->arena, l->to->ops, FIELD_CALLEE, 0, 0,
                                 "struct %s__frame %s", stem, name)
                     : field_add(l->unit->arena, l->to->ops, FIELD_CALLEE,
                                 frame_room(callee), FRAME_STATED_ALIGN,
                                 "union %s__room %s", stem, name);
    frame->callee = callee;
    frame->name = name;
    return name;
}

// The callee's frame is from the pool, and `freed` gives it back.
static void unwind_freed(struct lower *l, const char *freed)
{
    writer_glue(l->w, "if (csp_result) {\n%s\n", freed);
    lower_unwind(l);
    writer_glue(l->w, "}\n");
}

// Of an operation (csp.h) whose result nobody reads: whether that says that it
// has failed. It is still in the callee's frame, which may go afterwards.
static bool
note_failure(struct lower *l, const struct expr *call, const char *result)
{
    if (call != l->unread || !call->fn->said.is_operation) return false;
    bool is_signed = type_is_signed(l->unit, call->type);
    writer_glue(l->w,
                is_signed ? "csp_result = %s < 0;\n" : "csp_result = !%s;\n",
                result);
    return true;
}

// Then it is left as a send is: because a scope has ended, not for a reason of
// its own.
static void unwind_if_ended(struct lower *l)
{
    lower_unwind_if(l, "csp_result && csp_rt_fails(csp_worker)");
}

static const struct type *
parameter_type(struct lower *l, const struct fn *callee, size_t i)
{
    return callee->body ? callee->params.at[i]->type
                        : type_param(l->unit, callee->type, i);
}

// `frame` ends in what takes a member: "f->add." or "((...)f->csp_callee)->".
static void put_arguments(struct lower *l, const struct expr *call,
                          const char **values, const char *frame)
{
    const struct fn *callee = call->fn;
    size_t named = rest_begin(call);
    for (size_t i = 1; i <= named; i++) {
        const char *field = lower_format(l, "%s%s", frame,
                                         lower_argument_name(l, callee, i - 1));
        writer_glue(l->w, "%s\n",
                    lower_argument(l, field, parameter_type(l, callee, i - 1),
                                   call->kids[i], values[i]));
    }
    if (callee->said.is_variadic)
        lower_rest(l, call, values, lower_format(l, "%scsp_rest", frame));
}

// The callee's frame lies in this one: as it is, or, of one in another file, in
// the room that csp_frame states.
const char *
lower_call_embedded(struct lower *l, struct expr *call, const char **values)
{
    lower_waits(l);
    struct fn *callee = call->fn;
    const char *stem = callee->names.stem;
    const char *frame =
        lower_format(l, "%s->%s%s", l->fn->names.frame, member_once(l, callee),
                     callee->body ? "" : ".call");
    const char *step = callee->body
                           ? lower_format(l, "%s__step", stem)
                           : lower_format(l, "%s__co_%lld.step", stem,
                                          (long long)callee->said.frame_most);
    put_arguments(l, call, values, lower_format(l, "%s.", frame));
    writer_glue(l->w, "csp_rt_frame_init(&%s.csp, %s, &%s->csp);\n", frame,
                step, l->fn->names.frame);
    writer_glue(l->w, "csp_result = %s(&%s.csp, csp_worker);\n", step, frame);
    lower_suspend(
        l, lower_point(l, CSP_POINT_CALL, "CALL", callee->name, call->begin),
        lower_resumed(l));
    lower_unwind_if(l, "csp_result");
    if (call->type->class == TYPE_VOID) return "(void)0";
    const char *result = lower_format(l, "%s.csp_ret", frame);
    if (note_failure(l, call, result)) unwind_if_ended(l);
    return result;
}

const char *
lower_call_from_pool(struct lower *l, struct expr *call, const char **values)
{
    lower_waits(l);
    struct fn *callee = call->fn;
    const char *f = l->fn->names.frame;
    const char *frame =
        lower_format(l, "((struct %s__%s *)%s->csp_callee)", callee->names.stem,
                     callee->body ? "frame" : "call", f);
    l->to->needs_callee = true;
    writer_glue(
        l->w,
        "%s->csp_callee = csp_rt_frame_alloc(csp_worker, &%s__co, &%s->csp);\n",
        f, callee->names.stem, f);
    put_arguments(l, call, values, lower_format(l, "%s->", frame));
    writer_glue(l->w, "csp_result = csp_rt_call(csp_worker, %s->csp_callee);\n",
                f);
    lower_suspend(
        l, lower_point(l, CSP_POINT_CALL, "CALL", callee->name, call->begin),
        lower_resumed(l));
    const char *freed = lower_format(
        l, "csp_rt_frame_free(csp_worker, &%s__co, %s->csp_callee);",
        callee->names.stem, f);
    unwind_freed(l, freed);
    const char *value = "(void)0";
    const char *result = lower_format(l, "%s->csp_ret", frame);
    bool may_have_failed = note_failure(l, call, result);
    if (call->type->class != TYPE_VOID && call != l->unread)
        value = lower_to_temp(l, call->type, result);
    writer_glue(l->w, "%s\n", freed);
    if (may_have_failed) unwind_if_ended(l);
    return value;
}

// The head of the frame of whatever coroutine has the type of this callee.
void lower_call_frame(struct lower *l, const struct expr *call,
                      const char *name)
{
    const struct type *type = call->kids[0]->as;
    struct field *frame = field_group(l->unit->arena, FIELD_STRUCT, FIELD_HEAD);
    field_add_head(l->unit, frame);
    field_add_result(l->unit, frame, call->type);
    for (size_t i = 1; i <= rest_begin(call); i++)
        field_add_argument(l->unit, frame, type_param(l->unit, type, i - 1));
    if (type_has_rest(type)) field_add_rest(l->unit, frame);
    field_print(l->unit, &l->to->sites, name, frame);
}

// Looks for the coroutine with that address. Where colours are inferred a
// function that was never meant to be one may have been given another type by a
// cast.
static void find_target(struct lower *l, struct expr *call, const char *target,
                        const char *name)
{
    const char *f = l->fn->names.frame;
    text_printf(&l->to->sites,
                "static const struct csp_descriptor *%s_cache;\n", name);
    l->to->needs_callee = l->to->needs_target = true;
    bool inferred = l->unit->options->code.inferred;
    writer_glue(l->w,
                "%s->csp_target = csp_rt_find%s((void (*)(void))%s, &%s_cache",
                f, inferred ? "_shaped" : "", target, name);
    if (inferred)
        writer_glue(l->w, ", %#xu", stress_shape_of_call(l->unit, call));
    writer_glue(l->w, ");\n");
}

// A call through a pointer, or of a function that another file may define: of a
// coroutine if one has this address, else of an ordinary function.
const char *
lower_call_pointer(struct lower *l, struct expr *call, const char **values)
{
    lower_waits(l);
    const char *f = l->fn->names.frame;
    const char *name =
        lower_format(l, "%s__site_%zu", l->fn->names.stem, ++l->to->site_count);
    const char *target = values[0];
    if (!call->fn) target = lower_to_temp(l, call->kids[0]->as, target);
    const char *result = call->type->class == TYPE_VOID || call == l->unread
                             ? NULL
                             : lower_temp(l, call->type);
    struct text list = {.arena = l->unit->arena};
    lower_call_frame(l, call, name);
    for (size_t i = 1; i < call->kid_count; i++) {
        values[i] = lower_to_temp(l, call->kids[i]->as, values[i]);
        text_printf(&list, "%s%s", i > 1 ? ", " : "", values[i]);
    }
    find_target(l, call, target, name);
    writer_glue(l->w, "if (%s->csp_target) {\n", f);
    writer_glue(l->w,
                "%s->csp_callee = csp_rt_frame_alloc(csp_worker, "
                "%s->csp_target, &%s->csp);\n",
                f, f, f);
    const char *frame =
        lower_format(l, "((struct %s *)%s->csp_callee)", name, f);
    for (size_t i = 1; i <= rest_begin(call); i++)
        writer_glue(
            l->w, "%s\n",
            lower_argument(l, lower_format(l, "%s->csp_arg%zu", frame, i),
                           type_param(l->unit, call->kids[0]->as, i - 1),
                           call->kids[i], values[i]));
    if (type_has_rest(call->kids[0]->as))
        lower_rest(l, call, values, lower_format(l, "%s->csp_rest", frame));
    writer_glue(l->w, "csp_result = csp_rt_call(csp_worker, %s->csp_callee);\n",
                f);
    const char *what = lower_words(l, call->kids[0]);
    lower_suspend(l, lower_point(l, CSP_POINT_CALL, "CALL", what, call->begin),
                  lower_resumed(l));
    const char *freed = lower_format(
        l, "csp_rt_frame_free(csp_worker, %s->csp_target, %s->csp_callee);", f,
        f);
    unwind_freed(l, freed);
    if (result)
        writer_glue(l->w, "%s\n",
                    lower_assign(l, result, call->type,
                                 lower_format(l, "%s->csp_ret", frame)));
    writer_glue(l->w, "%s\n", freed);
    const char *plain =
        lower_format(l, "%s(%s)", target, list.at ? list.at : "");
    plain = result ? lower_assign(l, result, call->type, plain)
                   : lower_format(l, "%s;", plain);
    writer_glue(l->w, "} else {\n%s\n}\n", plain);
    return result ? result : "(void)0";
}

// -fcsp-stress: a trip through the scheduler, then the call.
const char *
lower_call_plain(struct lower *l, struct expr *call, const char **values)
{
    lower_yield(l, call->begin);
    return lower_with_kids(l, call, values, call->kid_count);
}
