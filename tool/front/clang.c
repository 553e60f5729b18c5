// SPDX-License-Identifier: MIT
// clang.c: the parse. libclang gets the preprocessed text, so that every cursor
// has one place in it; build.c makes the tree of it. Called once per unit.
#include "front/inside.h"

#include <string.h>

// -- the parse ---------------------------------------------------------------

// gcc's names for types that clang spells otherwise or knows no name for.
static const char gcc_prelude[] =
    "typedef float _Float32; typedef double _Float64; typedef double _Float32x;"
    " typedef long double _Float64x; typedef __float128 _Float128;";

static void push_parse_args(struct unit *unit, strings *args)
{
    const strings *given = &unit->options->args.parse;
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
    if (unit->options->toolchain.cc_is_clang || at == (size_t)-1) return false;
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
        size_t at = cursor_offset(unit, clang_getDiagnosticLocation(diag));
        if (clang_getDiagnosticSeverity(diag) >= CXDiagnostic_Error &&
            !is_forgiven(unit, at)) {
            struct place place = {0};
            if (at != (size_t)-1) place = source_place(unit->source, at, 1);
            diag_report(unit->diag, SEVERITY_ERROR, place, "csp-parse", "%s",
                        cursor_text(unit, clang_getDiagnosticSpelling(diag)));
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

bool clang_is_silent(const strings *argv)
{
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit tu;
    enum CXErrorCode error = clang_parseTranslationUnit2FullArgv(
        index, NULL, argv->at, (int)argv->count, NULL, 0,
        CXTranslationUnit_None, &tu);
    return error == CXError_Success && clang_getNumDiagnostics(tu) == 0;
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
