// SPDX-License-Identifier: MIT
// text.h: the source as text: which files use csp.h, what reaches libclang, and
// where it comes from. A banner names the file.
#ifndef CSPCC_TEXT_H
#define CSPCC_TEXT_H

#include "host/host.h"

// -- scan.c ------------------------------------------------------------------
enum scan_kind { SCAN_C, SCAN_PREPROCESSED, SCAN_OTHER };
enum scan_kind scan_kind_of(const char *input, const char *language);
// A header to be precompiled, which nothing links.
bool scan_is_header(const char *input, const char *language);
// uses: the file, or a file it includes, includes csp.h. wants: then there is
// something to transform, and always under -fcsp-stress. Standard input must
// not be among the inputs.
bool scan_uses_csp(const struct options *options, const char *input,
                   const char *language);
bool scan_wants_csp(const struct options *options, const char *input,
                    const char *language);

// A macro's name with its arguments, in a line of `text` that has the spacing
// and the comments of the user's, but what the macro has become.
struct expansion {
    size_t begin, end; // of that, in text
    const char *spelling;
};
struct expansions {
    struct expansion *at;
    size_t count, room;
};

// -- command.c ---------------------------------------------------------------
// The preprocessor's, for that file.
strings command_preprocess(const struct options *options, struct arena *arena,
                           const char *input);

// -- preprocess.c ------------------------------------------------------------
// The text after preprocessing, with its origin line by line. Lines that hold
// no macro of the user's have the original spelling, comments included.
struct source {
    const char *text; // line markers included, NUL-terminated
    size_t size;
    // For each line of `text`: where it comes from.
    struct source_line {
        size_t begin;              // offset of the line in text
        const char *file;          // interned, as the line markers say it
        unsigned line;             // there; 0 for a line marker
        bool system;               // inside a system header
        bool restored;             // has its original spelling
        unsigned char depth;       // of #include; 0: the main file
        const struct align *align; // of source.c, once it was asked
    } *lines;
    size_t line_count;
    const char *main_file; // name of the main file as the markers say it
    const char *complaint; // what the preprocessor printed on standard error
    struct target_machine target; // what the preprocessor's macros are of
    // With --emit=c: macros whose text names them. They stand expanded in
    // `text`, and would be taken for macros once more.
    strings own_names;
    struct expansions expansions; // with --emit=c, in order
    // All macros that there were, what they stand for at the file's end, or
    // NULL.
    struct map macros;
    // And the #define and #undef lines of the main file that were compiled.
    VEC(struct source_define {
        unsigned line;
        const char *name; // interned
    })
    defines;
    const char *input; // as the command line names it
    // Of preprocess.c and source.c alone:
    struct source_files *files; // as their writers left them
    const char *own_dir;        // of csp_abi.h: a system header as well
};
// Runs `cc -E` on `input` with the front-end arguments and csp_abi.h put in
// front. false: source->complaint says why, or diag has; source then holds what
// there is.
bool preprocess_run(const struct options *options, struct diag *diag,
                    struct intern *intern, const char *input,
                    struct source *source);
// The same with something to do between its two halves.
struct preprocess {
    const struct options *options;
    struct diag *diag;
    struct arena *arena;
    const char *input;
    struct source *source;
    strings argv;
    struct capture run;
};
struct preprocess preprocess_begin(const struct options *options,
                                   struct diag *diag, struct intern *intern,
                                   const char *input, struct source *source);
bool preprocess_end(struct preprocess *it);

// -- probe.c -----------------------------------------------------------------
// Words of the user's, and what they are to become where the generated code
// stands: behind the whole of the file.
struct probe {
    const char *words, *wanted; // wanted NULL: only `become` is
    const char *become;         // its tokens with a blank behind each, or NULL
    const char *file;           // of the line that they stand in
    unsigned line;
    enum probed {
        PROBE_DIFFERS,
        PROBE_ON_LINE, // the same, on that line
        PROBE_SAME,    // the same anywhere
    } found;
};
// Asks the preprocessor, once for all of them, and fills `found`. gone: macros
// that are not defined there any more.
void probe_all(const struct options *options, struct diag *diag,
               const struct source *source, const strings *gone,
               struct probe *probes, size_t count);

// -- pragma.c ----------------------------------------------------------------
// Whether a file may hold a pragma about one of cspcc's warnings.
bool pragma_names_ours(const char *text);
// A copy of a file whose pragmas about warnings all get through clang's
// preprocessor, under another word; NULL if it has none.
const char *pragma_hide(struct arena *arena, struct diag *diag,
                        const char *name, const char *text);
// Gives them their word back.
void pragma_show(struct text *out);

// -- source.c ---------------------------------------------------------------
// The place in the user's file of an offset in the text, at `length` bytes of
// text; where a macro was expanded the column is that of the same token there.
struct place
source_place(const struct source *source, size_t offset, size_t length);
// The line that an offset is in; there must be one.
const struct source_line *
source_line_at(const struct source *source, size_t offset);
// The first one from there on that is no marker of the preprocessor's.
const struct source_line *
source_user_line(const struct source *source, size_t offset);
// With --emit=c: what a macro stands for at the end of the file; NULL: there is
// none.
const char *source_macro(const struct source *source, const char *name);
// What follows `#pragma omp` if the line is such a directive, else NULL.
const char *source_openmp(const char *line);
// For --dump=places: each line of the user's with its place, a * if it has its
// original spelling, and the column of each token.
void source_dump(const struct source *source, FILE *out);

#endif
