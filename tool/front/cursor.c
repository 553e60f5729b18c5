// SPDX-License-Identifier: MIT
// cursor.c: what a cursor of libclang's says: where it stands in the text, what
// is below it, how it is annotated; which types are those of csp.h. Knows
// nothing of the tree.
#include "front/inside.h"

#include <string.h>

size_t cursor_offset(struct unit *unit, CXSourceLocation location)
{
    struct clang *clang = unit->clang;
    CXFile file;
    unsigned offset;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    if (!file || offset < clang->prelude) return (size_t)-1;
    return offset - clang->prelude;
}

bool cursor_extent(struct unit *unit, CXCursor cursor, size_t *begin,
                   size_t *end)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    *begin = cursor_offset(unit, clang_getRangeStart(range));
    *end = cursor_offset(unit, clang_getRangeEnd(range));
    return *begin != (size_t)-1 && *end != (size_t)-1;
}

const char *cursor_text(struct unit *unit, CXString string)
{
    const char *text = clang_getCString(string);
    text = intern_s(unit->intern, text ? text : "");
    clang_disposeString(string);
    return text;
}

struct note_search {
    const char *note;
    bool found;
};

static enum CXChildVisitResult
find_note(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct note_search *search = data;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    CXString string = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(string);
    if (text && strcmp(text, search->note) == 0) search->found = true;
    clang_disposeString(string);
    return search->found ? CXChildVisit_Break : CXChildVisit_Continue;
}

bool cursor_annotated(CXCursor cursor, const char *note)
{
    if (!clang_Cursor_hasAttrs(cursor)) return false;
    struct note_search search = {.note = note};
    clang_visitChildren(cursor, find_note, &search);
    return search.found;
}

struct note_rest {
    struct unit *unit;
    const char *head, *but, *rest;
};

static enum CXChildVisitResult
find_rest(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct note_rest *search = data;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    const char *text =
        cursor_text(search->unit, clang_getCursorSpelling(cursor));
    size_t length = strlen(search->head);
    if (strncmp(text, search->head, length) != 0) return CXChildVisit_Continue;
    search->rest = text + length;
    bool is_other = !search->but || strcmp(search->rest, search->but) != 0;
    return is_other ? CXChildVisit_Break : CXChildVisit_Continue;
}

const char *cursor_annotation(struct unit *unit, CXCursor cursor,
                              const char *head, const char *but)
{
    if (!clang_Cursor_hasAttrs(cursor)) return NULL;
    struct note_rest search = {.unit = unit, .head = head, .but = but};
    clang_visitChildren(cursor, find_rest, &search);
    return search.rest;
}

struct collection {
    struct arena *arena;
    cursors *list;
};

static enum CXChildVisitResult
collect_one(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collection *collection = data;
    vec_push(collection->arena, collection->list, cursor);
    return CXChildVisit_Continue;
}

cursors cursor_children(struct build *b, CXCursor cursor)
{
    cursors list = {0};
    struct collection collection = {b->unit->arena, &list};
    clang_visitChildren(cursor, collect_one, &collection);
    return list;
}

// -- the types that csp.h makes pointers -------------------------------------

// To what a pointer points, by its canonical type; else no type.
static CXType pointee(CXType type)
{
    CXType pointer = clang_getCanonicalType(type);
    if (pointer.kind != CXType_Pointer) return (CXType){.kind = CXType_Invalid};
    return clang_getCanonicalType(clang_getPointeeType(pointer));
}

bool cursor_is_channel(CXType type)
{
    CXType array = pointee(type);
    if (array.kind == CXType_IncompleteArray) return true;
    long long length = clang_getArraySize(array);
    return array.kind == CXType_ConstantArray &&
           (length == TYPE_LENGTH_IN || length == TYPE_LENGTH_OUT);
}

bool cursor_is_task(CXType type)
{
    CXType function = pointee(type);
    if (clang_getNumArgTypes(function) != 1) return false;
    CXType handle = clang_getArgType(function, 0);
    CXString name = clang_getTypeSpelling(clang_getCanonicalType(handle));
    bool task = strstr(clang_getCString(name), "csp__task") != NULL;
    clang_disposeString(name);
    return task;
}
