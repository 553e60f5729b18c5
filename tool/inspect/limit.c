// SPDX-License-Identifier: MIT
// limit.c: frames that are larger than somebody wants: -Wcsp-frame-size=N and
// --frame-limit=NAME:BYTES, each with the fields that take most. Reads the
// machines as they were lowered, and changes nothing.
#include "inspect/inspect.h"

#include "sense/sense.h"

#include <stdlib.h>
#include <string.h>

// At most so many fields are named, and none that is less than that part.
enum { NAMED_MAX = 3, PART = 16 };

typedef VEC(const struct field *) fields;

static const struct field *largest(const struct field *group)
{
    const struct field *found = NULL;
    for (size_t i = 0; i < group->kids.count; i++)
        if (!found || group->kids.at[i]->size > found->size)
            found = group->kids.at[i];
    return found;
}

// What takes up room: of a union its largest member.
static void collect(struct unit *unit, const struct field *field, fields *found)
{
    const struct field *most =
        field->kind == FIELD_UNION ? largest(field) : NULL;
    if (most)
        collect(unit, most, found);
    else if (field->kind == FIELD_ONE && field->why != FIELD_HEAD)
        vec_push(unit->arena, found, field);
    else
        for (size_t i = 0; i < field->kids.count; i++)
            collect(unit, field->kids.at[i], found);
}

// The larger first; in the order of the frame where they are as large.
static int compare(const void *left, const void *right)
{
    const struct field *a = *(const struct field *const *)left;
    const struct field *b = *(const struct field *const *)right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

static void
note_field(struct unit *unit, const struct fn *fn, const struct field *field)
{
    size_t at = fn->name_at;
    const char *what =
        field->callee ? arena_printf(unit->arena, "the frame of '%s'",
                                     field->callee->name)
                      : arena_printf(unit->arena, "'%s'", field->declaration);
    if (field->var) {
        what = arena_printf(unit->arena, "'%s'", field->var->name);
        if (field->var->name_at != (size_t)-1) at = field->var->name_at;
    }
    diag_report(unit->diag, SEVERITY_NOTE, unit_place(unit, at, at), NULL,
                "%s has %lld of these bytes", what, (long long)field->size);
}

static void note_largest(struct unit *unit, const struct fn *fn)
{
    fields found = {0};
    collect(unit, fn->machine->frame, &found);
    if (found.count) qsort(found.at, found.count, sizeof(*found.at), compare);
    for (size_t i = 0; i < found.count && i < NAMED_MAX; i++)
        if (!i || found.at[i]->size * PART >= fn->machine->frame->size)
            note_field(unit, fn, found.at[i]);
}

static void check_warning(struct unit *unit, const struct fn *fn)
{
    long long size = (long long)fn->machine->frame->size;
    long long wanted = unit->options->warnings.frame_size;
    if (!wanted || size <= wanted) return;
    diag_warn(unit->diag, pragma_says(unit, "csp-frame-size", fn->name_at),
              unit_place(unit, fn->name_at, fn->name_at), "csp-frame-size",
              arena_printf(unit->arena,
                           "the frame of '%s' has %lld bytes, more than %lld",
                           fn->name, size, wanted));
    note_largest(unit, fn);
}

static void
check_limit(struct unit *unit, const struct fn *fn, const char *limit)
{
    long long size = (long long)fn->machine->frame->size;
    const char *colon = strchr(limit, ':');
    size_t length = (size_t)(colon - limit);
    if (strlen(fn->name) != length || memcmp(fn->name, limit, length) != 0)
        return;
    struct place place = unit_place(unit, fn->name_at, fn->name_at);
    if (size < 0) {
        diag_report(unit->diag, SEVERITY_ERROR, place, "csp-frame-limit",
                    "'--frame-limit=%s' cannot be held: the size of the frame "
                    "of '%s' is the C compiler's to say",
                    limit, fn->name);
    } else if (size > strtoll(colon + 1, NULL, 10)) {
        diag_report(unit->diag, SEVERITY_ERROR, place, "csp-frame-limit",
                    "the frame of '%s' has %lld bytes, more than "
                    "'--frame-limit=%s' allows",
                    fn->name, size, limit);
        note_largest(unit, fn);
    }
}

// What csp_frame states, held to. Under -fcsp-stress frames are larger; there a
// file that relies on the number does not link.
static void check_stated(struct unit *unit, const struct fn *fn)
{
    long long size = (long long)fn->machine->frame->size;
    long long most = (long long)fn->said.frame_most;
    if (most <= 0 || unit->options->code.stress || frame_fits(fn)) return;
    struct place place = unit_place(unit, fn->name_at, fn->name_at);
    if (size < 0)
        diag_report(unit->diag, SEVERITY_ERROR, place, "csp-frame",
                    "csp_frame cannot be held: the size of the frame of '%s' "
                    "is the C compiler's to say",
                    fn->name);
    else if (size > most)
        diag_report(unit->diag, SEVERITY_ERROR, place, "csp-frame",
                    "the frame of '%s' has %lld bytes, more than csp_frame "
                    "states, %lld",
                    fn->name, size, most);
    else
        diag_report(unit->diag, SEVERITY_ERROR, place, "csp-frame",
                    "the frame of '%s' is aligned to %lld bytes; csp_frame "
                    "goes up to %d",
                    fn->name, (long long)fn->machine->frame->align,
                    FRAME_STATED_ALIGN);
    if (size > most) note_largest(unit, fn);
}

void inspect_limits(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        if (!fn->machine) continue;
        check_warning(unit, fn);
        check_stated(unit, fn);
        for (size_t k = 0; k < unit->options->warnings.frame_limits.count; k++)
            check_limit(unit, fn, unit->options->warnings.frame_limits.at[k]);
    }
}
