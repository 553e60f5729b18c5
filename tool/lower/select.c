// SPDX-License-Identifier: MIT
// select.c: select. The cases' operands are evaluated before the first case is
// filled in, since they may suspend, and use the storage that the cases will
// have. Called by stmt.c, which writes the cases' statements.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

enum { CANCEL = INT32_MAX }; // the number of case_cancel

static void fill_case(struct lower *l, const char *op, size_t i,
                      struct field *fields, const struct exchange *it)
{
    const char *cases = lower_format(l, "%s.cases[%zu]", op, i);
    const char *slot = lower_format(l, "%s.value_%zu", op, i);
    if (it->call->op == OP_AFTER) {
        writer_glue(l->w, "%s = csp_rt_case_after(%s);\n", cases, it->on);
        return;
    }
    if (it->has_slot) {
        const struct type *type = lower_element(l, it->call->kids[1]);
        field_add(l->unit->arena, fields, FIELD_OPERATION, type->size,
                  type->align, "%s",
                  type_declare_object(l->unit, type,
                                      lower_format(l, "value_%zu", i)));
    }
    if (it->call->op == OP_SEND) {
        lower_put_sent(l, slot, it);
        writer_glue(l->w, "%s = csp_rt_case_send(%s, &%s);\n", cases, it->on,
                    slot);
        return;
    }
    const char *target =
        it->has_slot ? lower_format(l, "&%s", slot) : it->target;
    writer_glue(l->w, "%s = csp_rt_case_recv(%s, %s);\n", cases, it->on,
                target);
}

// What a case stores, or asks, before its statements run.
static bool stores(const struct exchange *it)
{
    return it->receive.into || it->receive.ok || it->call->op == OP_SEND;
}

static void
store(struct lower *l, const char *op, size_t i, const struct exchange *it)
{
    const struct receive *receive = &it->receive;
    if (receive->into)
        lower_store(l, receive->target, lower_format(l, "%s.value_%zu", op, i));
    const char *ok = lower_format(l, "%s.cases[%zu].ok", op, i);
    if (it->call->op == OP_SEND && !receive->ok) {
        size_t at = it->call->begin;
        writer_glue(l->w, "if (!%s) csp_rt_send_failed(%s);\n", ok,
                    lower_place(l, at));
    }
    if (receive->ok_into) {
        lower_store(l, receive->ok, ok);
    } else if (it->ok) {
        writer_glue(l->w, "*(%s) = %s;\n", it->ok, ok);
    }
}

// A case into which the one before it falls must not store again what it did
// not receive. The others store behind their labels.
static void see_labels(const struct selecting *select, const struct stmt *stmt)
{
    const struct stmt *body = stmt->kids[0];
    for (size_t i = 0; i < body->kid_count; i++) {
        const struct stmt *label = body->kids[i];
        if (label->kind != STMT_CASE || !label->kids[0]->is_marker) continue;
        if (label->number == CANCEL) continue;
        select->cases[label->number].at_label =
            i == 0 || lower_is_left(body->kids[i - 1]);
    }
}

void lower_case(struct lower *l, const struct stmt *label)
{
    if (label->number == CANCEL) {
        writer_glue(l->w, "case CSP_ENDED:");
        return;
    }
    const struct exchange *it = &l->select->cases[label->number];
    writer_glue(l->w, "case %zu:", label->number);
    if (!it->at_label || !stores(it)) return;
    writer_glue(l->w, "\n");
    l->w->depth++;
    store(l, l->select->op, label->number, it);
    l->w->depth--;
}

static void store_before_labels(struct lower *l, const struct stmt *stmt,
                                const struct selecting *select)
{
    size_t count = 0;
    for (size_t i = 0; i < stmt->select.cases.count; i++) {
        const struct exchange *it = &select->cases[i];
        if (it->at_label || !stores(it)) continue;
        if (count++ == 0) writer_glue(l->w, "switch (csp_result) {\n");
        writer_glue(l->w, "case %zu:\n", i);
        store(l, select->op, i, it);
        writer_glue(l->w, "break;\n");
    }
    if (count) writer_glue(l->w, "}\n");
}

static void fill_cases(struct lower *l, const struct stmt *stmt,
                       const struct selecting *select)
{
    size_t count = stmt->select.cases.count;
    struct field *op = lower_op(l, select->name);
    field_add(l->unit->arena, op, FIELD_OPERATION,
              (int64_t)(sizeof(struct csp_case) * (count ? count : 1)),
              _Alignof(struct csp_case), "struct csp_case cases[%zu]",
              count ? count : 1);
    for (size_t i = 0; i < count; i++)
        fill_case(l, select->op, i, op, &select->cases[i]);
}

// Leaves the index of the case in csp_result.
static void wait_for_case(struct lower *l, const struct stmt *stmt,
                          const struct selecting *select)
{
    const char *flags = stmt->select.has_default ? "CSP_SELECT_DEFAULT" : "0";
    if (stmt->select.order)
        flags =
            stmt->select.has_default
                ? lower_format(l, "CSP_SELECT_DEFAULT | %s", stmt->select.order)
                : stmt->select.order;
    writer_glue(l->w,
                "csp_result = csp_rt_select(csp_worker, &%s->csp, %s.cases, "
                "%zu, %s);\n",
                l->fn->names.frame, select->op, stmt->select.cases.count,
                flags);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_SELECT, "SELECT", NULL, stmt->begin),
                  lower_resumed(l));
}

struct selecting lower_selecting(struct lower *l, const struct stmt *stmt)
{
    size_t count = stmt->select.cases.count;
    struct selecting select = {
        .name = lower_member(
            l, lower_format(l, "select_%zu", ++l->to->select_count))};
    select.op = lower_format(l, "%s->%s", l->fn->names.frame, select.name);
    select.cases =
        arena_alloc(l->unit->arena, (count + 1) * sizeof *select.cases);
    for (size_t i = 0; i < count; i++)
        stmt->select.cases.at[i].label->number = i;
    if (stmt->cancel.call) stmt->cancel.label->number = CANCEL;
    return select;
}

void lower_select(struct lower *l, const struct stmt *stmt,
                  const struct selecting *select)
{
    lower_waits(l);
    fill_cases(l, stmt, select);
    wait_for_case(l, stmt, select);
    if (!stmt->cancel.call) lower_unwind_if(l, "csp_result == CSP_ENDED");
    see_labels(select, stmt);
    store_before_labels(l, stmt, select);
    writer_glue(l->w, "switch (csp_result) {\n");
    if (!stmt->select.has_default)
        writer_glue(l->w, "default: __builtin_unreachable();\n");
}
