// SPDX-License-Identifier: MIT
// clang.c: the parse. libclang gets the preprocessed text, so that every cursor
// has one place in it; build.c makes the tree of it. Called once per unit.
#include "front/inside.h"

#include <string.h>

// -- cursors and text --------------------------------------------------------

size_t clang_offset(struct unit *unit, CXSourceLocation location)
{
    struct clang *clang = unit->clang;
    CXFile file;
    unsigned offset;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    if (!file || offset < clang->prelude) return (size_t)-1;
    return offset - clang->prelude;
}

bool clang_extent(struct unit *unit, CXCursor cursor, size_t *begin,
                  size_t *end)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    *begin = clang_offset(unit, clang_getRangeStart(range));
    *end = clang_offset(unit, clang_getRangeEnd(range));
    return *begin != (size_t)-1 && *end != (size_t)-1;
}

const char *clang_text(struct unit *unit, CXString string)
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

bool clang_annotated(CXCursor cursor, const char *note)
{
    if (!clang_Cursor_hasAttrs(cursor)) return false;
    struct note_search search = {.note = note};
    clang_visitChildren(cursor, find_note, &search);
    return search.found;
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

cursors clang_children(struct build *b, CXCursor cursor)
{
    cursors list = {0};
    struct collection collection = {b->unit->arena, &list};
    clang_visitChildren(cursor, collect_one, &collection);
    return list;
}

// -- the parse ---------------------------------------------------------------

// gcc's names for types that clang spells otherwise or knows no name for.
static const char gcc_prelude[] =
    "typedef float _Float32; typedef double _Float64; typedef double _Float32x;"
    " typedef long double _Float64x; typedef __float128 _Float128;";

static void push_parse_args(struct unit *unit, strings *args)
{
    const strings *given = &unit->options->parse_args;
    for (size_t i = 0; i < given->count; i++)
        vec_push(unit->arena, args, given->at[i]);
    target_add_parse_args(unit->arena, &unit->source->target, args);
    static const char *const lenient[] = {
        "-w",
        "-ferror-limit=0",
        "-fbracket-depth=1024",
        "-Wno-implicit-function-declaration",
        "-Wno-implicit-int",
        "-Wno-int-conversion",
        "-Wno-return-type",
        "-Wno-incompatible-function-pointer-types",
        "-Wno-return-mismatch",
        "-Wno-incompatible-pointer-types",
    };
    for (size_t i = 0; i < sizeof lenient / sizeof *lenient; i++)
        vec_push(unit->arena, args, lenient[i]);
}

// gcc's own headers use attributes that clang takes for errors; gcc has
// accepted them, and a declaration in a header is all that could be lost.
static bool is_forgiven(struct unit *unit, size_t at)
{
    if (unit->options->cc_is_clang || at == (size_t)-1) return false;
    const struct source *source = unit->source;
    return source->line_count && source_line_at(source, at)->system;
}

static bool report_errors(struct unit *unit)
{
    struct clang *clang = unit->clang;
    bool clean = true;
    unsigned count = clang_getNumDiagnostics(clang->tu);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diag = clang_getDiagnostic(clang->tu, i);
        size_t at = clang_offset(unit, clang_getDiagnosticLocation(diag));
        if (clang_getDiagnosticSeverity(diag) >= CXDiagnostic_Error &&
            !is_forgiven(unit, at)) {
            struct place place = {0};
            if (at != (size_t)-1) place = source_place(unit->source, at, 1);
            diag_report(unit->diag, SEVERITY_ERROR, place, "csp-parse", "%s",
                        clang_text(unit, clang_getDiagnosticSpelling(diag)));
            clean = false;
        }
        clang_disposeDiagnostic(diag);
    }
    return clean;
}

static enum CXChildVisitResult
top_level(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    build_top(data, cursor);
    return CXChildVisit_Continue;
}

// libclang shows nothing of what is in a region of OpenMP, so it does not see
// the directives, but for those that declare. check_bound.c reads the text.
static void hide_openmp(const struct source *source, char *text)
{
    static const char *const declare[] = {"begin", "end", "declare",
                                          "threadprivate", "requires"};
    for (size_t i = 0; i < source->line_count; i++) {
        char *line = text + source->lines[i].begin;
        const char *word = source_openmp(line);
        bool declares = false;
        for (size_t k = 0; word && k < sizeof declare / sizeof *declare; k++)
            declares |= strncmp(word, declare[k], strlen(declare[k])) == 0;
        if (word && !declares) memset(line, ' ', strcspn(line, "\n"));
    }
}

bool clang_read(struct unit *unit)
{
    struct clang *clang = ARENA_NEW(unit->arena, struct clang);
    unit->clang = clang;
    bool gcc = code_has(unit, 0, unit->source->size, "_Float32");
    struct text text = {.arena = unit->arena};
    if (gcc) text_puts(&text, gcc_prelude);
    if (gcc && code_has(unit, 0, unit->source->size, "typedef float _Float32"))
        text.count = 0;
    clang->prelude = text.count;
    text_add(&text, unit->source->text, unit->source->size);
    hide_openmp(unit->source, text.at + clang->prelude);
    strings args = {0};
    static const char *const language[] = {"-x", "cpp-output"};
    vec_push(unit->arena, &args, language[0]);
    vec_push(unit->arena, &args, language[1]);
    push_parse_args(unit, &args);
    struct CXUnsavedFile file = {"csp-preprocessed.i", text.at, text.count};
    clang->index = clang_createIndex(0, 0);
    enum CXErrorCode error = clang_parseTranslationUnit2(
        clang->index, file.Filename, args.at, (int)args.count, &file, 1,
        CXTranslationUnit_KeepGoing, &clang->tu);
    if (error != CXError_Success) {
        diag_error(unit->diag, "libclang cannot parse %s (error %d)",
                   unit->source->main_file, (int)error);
        return false;
    }
    return true;
}

void clang_end(struct unit *unit)
{
    struct clang *clang = unit->clang;
    if (!clang) return;
    if (clang->tu) clang_disposeTranslationUnit(clang->tu);
    if (clang->index) clang_disposeIndex(clang->index);
    unit->clang = NULL;
}

bool clang_parse(struct unit *unit)
{
    bool good = clang_read(unit) && report_errors(unit);
    struct clang *clang = unit->clang;
    struct build build = {.unit = unit, .clang = clang};
    if (good) {
        unit->no_type = build_no_type(unit);
        clang_visitChildren(clang_getTranslationUnitCursor(clang->tu),
                            top_level, &build);
        build_types_end(unit);
    }
    clang_end(unit);
    return good;
}
