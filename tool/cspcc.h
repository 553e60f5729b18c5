// SPDX-License-Identifier: MIT
// cspcc.h: the one internal header of the compiler, in the order of the
// pipeline; a banner names the file that holds the definitions. The tree that
// the passes share is in tree.h, memory and strings are in util.h.
#ifndef CSPCC_CSPCC_H
#define CSPCC_CSPCC_H

#include "util.h"

#include <stdio.h>

struct unit; // one translation unit on its way through the passes; tree.h

// -- options.c ---------------------------------------------------------------
enum phase { PHASE_PREPROCESS, PHASE_COMPILE, PHASE_ASSEMBLE, PHASE_LINK };
enum emit { EMIT_NONE, EMIT_C };
enum colour_when { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };
enum line_style { LINE_DIRECTIVE, LINE_COMMENT, LINE_OFF };

typedef VEC(const char *) strings;

// What one command line asks for. Whatever is not cspcc's own is kept for the
// C compiler, in its order.
struct options {
    struct arena *arena;
    enum phase phase;       // the last one to run: -E -S -c or link
    enum emit emit;         // --emit=c: print the generated C and stop
    const char *dump;       // --dump=PASS: print what that pass found, stop
    const char *dump_fn;    // --dump-function=NAME: of this function only
    const char *output;     // -o, NULL if not given
    const char *language;   // -x in force, NULL if none
    bool show_commands;     // -###: print the child commands, run nothing
    bool verbose;           // -v
    bool stress;            // -fcsp-stress
    bool no_runtime;        // -nostdlib and the like: do not add libcsprt
    enum line_style lines;  // -fcsp-lines=directive|comment|off
    enum colour_when colour;
    strings inputs;         // files as given, in order; "-" is stdin
    strings languages;      // for each input the -x in force, or NULL
    strings front_args;     // for preprocessing and parsing: -I -D -std= -W ..
    strings cc_args;        // for compiling and assembling: the above and -O..
    strings link_args;      // everything for the link step, inputs included
    const char *cc;         // the C compiler: CSPCC_CC, or clang found at build
};
// Parses argv (response files expanded). On a bad command line prints the
// errors and returns false.
bool options_parse(struct options *options, int argc, char **argv);

// -- file.c ------------------------------------------------------------------
// The bytes of a file, NUL-terminated; NULL with errno set if it cannot be
// read.
char *file_read(struct arena *arena, const char *path, size_t *size);

// -- driver.c ----------------------------------------------------------------
// Runs what the options ask for; the exit code of the process.
int driver_run(struct options *options);

// -- diag.c ------------------------------------------------------------------
// The only place that prints errors about source. A diagnostic has the form of
// clang's, with a caret line where the source can be read, and an error number
// [csp-NAME] or warning flag [-Wcsp-NAME]; see docs/LIMITS.md for the list.
enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
// Where in what the user wrote. line and column count from 1; column 0: only
// the line is known. length: bytes to underline with ~ after the caret.
struct place {
    const char *file;
    unsigned line, column, length;
};
struct diag {
    enum colour_when colour;
    int errors, warnings;
    bool warnings_are_errors; // -Werror
    bool no_warnings;         // -w
    strings off;              // names switched off by -Wno-csp-NAME
    strings as_errors;        // -Werror=csp-NAME
    strings not_errors;       // -Wno-error=csp-NAME
    int error_limit;          // -ferror-limit=N; 0: the usual 20, below: none
    const char *stdin_path;   // where to read the lines of "<stdin>"
    struct arena *arena;
    // Of diag.c alone:
    bool swallow_notes;      // the report that they belong to was not printed
    struct diag_file *files; // read so far
    struct place last;       // of the report printed last
};
// name: "csp-undeclared" or NULL for a note. A warning that is switched off
// also swallows the notes behind it.
__attribute__((format(printf, 5, 6))) void
diag_report(struct diag *diag, enum severity severity, struct place place,
            const char *name, const char *format, ...);
// A fix-it: `text` is to be put in at `place`; shown below the caret, as clang
// does, and belongs to the report before it.
void diag_fixit(struct diag *diag, struct place place, const char *text);
// An error that has no place in a source file ("cspcc: error: ...").
__attribute__((format(printf, 2, 3))) void
diag_error(struct diag *diag, const char *format, ...);
// "1 warning and 2 errors generated.", if there were any.
void diag_summary(const struct diag *diag);
// Whether to colour what goes to standard error.
bool diag_colours(enum colour_when when);

// -- preprocess.c ------------------------------------------------------------
// The text after preprocessing, with its origin line by line. Lines that hold
// no macro of the user's have the original spelling, comments included.
struct source {
    const char *text; // line markers included, NUL-terminated
    size_t size;
    // For each line of `text`: where it comes from.
    struct source_line {
        size_t begin;        // offset of the line in text
        const char *file;    // interned, as the line markers say it
        unsigned line;       // there; 0 for a line marker
        bool system;         // inside a system header
        unsigned char depth; // of #include; 0: the main file
    } *lines;
    size_t line_count;
    const char *main_file; // name of the main file as the markers say it
};
// Runs `cc -E` on `input` with the front-end arguments and csp_abi.h put in
// front. false: the compiler has printed why, or diag has.
bool preprocess_run(const struct options *options, struct diag *diag,
                    struct arena *arena, struct intern *intern,
                    const char *input, const char *language,
                    struct source *source);
// True if the file, or a file it includes, includes csp.h: only then is there
// anything to transform. A quick look at dependencies; a file with neither the
// text "csp.h" in it nor any user include is answered without a child process.
bool preprocess_wanted(const struct options *options, const char *input,
                       const char *language);
// The place in the user's file of an offset in the text, at `length` bytes of
// text; where a macro was expanded the column is that of the same token there.
struct place source_place(const struct source *source, size_t offset,
                          size_t length);

// -- the passes, each on the whole unit, each requires the one before ---------
// unit_compile: the preprocessed source in, the generated C out, NULL after
// errors (reported). It runs: clang, colour, check, cfg, live, frame, lower,
// emit; with options->dump it prints that pass to `dump` and returns "".
const char *unit_compile(const struct options *options, struct diag *diag,
                         struct arena *arena, struct intern *intern,
                         const struct source *source, FILE *dump);

#endif
