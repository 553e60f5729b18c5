// SPDX-License-Identifier: MIT
// cspcc.h: the one internal header of the compiler, in the order of the
// pipeline; a banner names the file that holds the definitions. The tree that
// the passes share is in tree.h, memory and strings are in util.h.
#ifndef CSPCC_CSPCC_H
#define CSPCC_CSPCC_H

#include "base/base.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

struct unit; // one translation unit on its way through the passes; tree.h

// -- options.c ---------------------------------------------------------------
enum phase { PHASE_PREPROCESS, PHASE_COMPILE, PHASE_ASSEMBLE, PHASE_LINK };
enum emit { EMIT_NONE, EMIT_C, EMIT_FRAMES, EMIT_HTML };
// The generated C is for people to read.
static inline bool emit_is_read(enum emit emit)
{
    return emit == EMIT_C || emit == EMIT_HTML;
}
enum colour_when { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };
// What --dump=PASS may print, in the order of the passes; DUMP_NONE: nothing.
#define DUMPS(X)                                                               \
    X(SOURCE, "source")                                                        \
    X(PLACES, "places")                                                        \
    X(TREE, "tree")                                                            \
    X(COLOUR, "colour")                                                        \
    X(CFG, "cfg")                                                              \
    X(LIVE, "live")                                                            \
    X(FRAME, "frame")                                                          \
    X(LOWER, "lower")
#define DUMP_ENUMERATOR(id, name) DUMP_##id,
enum dump_pass { DUMP_NONE, DUMPS(DUMP_ENUMERATOR) };
enum line_style { LINE_DIRECTIVE, LINE_COMMENT, LINE_OFF };

typedef VEC(const char *) strings;

// Which steps see an argument of the C compiler's.
enum arg_role {
    ARG_FRONT = 1,  // preprocessing and parsing: -I -D -W, and all of -f -m -O
    ARG_CODE = 2,   // compiling what cspcc has generated: -O -g -f -m -Wa,
    ARG_LINK = 4,   // linking: -l -L -Wl, and all of -f -m -O -g
    ARG_DEPS = 8,   // -MD and its kin: one preprocessing step sees them
    ARG_MODE = 16,  // -c -o -x and inputs: each step puts in its own
    ARG_PARSE = 32, // what changes the language: libclang's parse sees it too
    ARG_CHECK = 64, // the check of the source alone: -fmodules
};
struct arg {
    const char *text;
    unsigned roles; // of enum arg_role
    int input;      // index in options->inputs, or -1
};

// What the C compiler compiles for; see target.c.
struct target_machine {
    const char *triple; // such as aarch64-linux-gnu; NULL: not known
    int pointer_bytes;
    bool char_is_unsigned;
};

// What one command line asks for. Whatever is not cspcc's own is kept for the
// C compiler, in its order.
struct options {
    struct arena *arena;
    enum phase phase;      // the last one to run: -E -S -c or link
    bool syntax_only;      // -fsyntax-only: report, write nothing
    bool plain;            // -M and the like: the C compiler's business alone
    enum emit emit;        // --emit=c: print the generated C and stop
    enum dump_pass dump;   // --dump=PASS: print what that pass found, stop
    const char *dump_fn;   // --dump-function=NAME: of this function only
    const char *output;    // -o, NULL if not given
    const char *language;  // the last -x, NULL if none
    bool show_commands;    // -###: print the child commands, run nothing
    bool verbose;          // -v
    bool show_help;        // --help
    bool show_version;     // --version
    bool show_runtime;     // --print-runtime-dir
    bool stress;           // -fcsp-stress, in either form
    bool stress_program;   // -fcsp-stress=program: across files, too
    bool no_runtime;       // -nostdlib and the like: do not add libcsprt
    bool runtime_alone;    // -nodefaultlibs: nor anything but libcsprt
    bool whole_runtime;    // -rdynamic: in a program that calls none of it, too
    bool shared;           // -shared: the program that loads it has the runtime
    bool complete;         // -z defs: nothing stays undefined in the library
    bool ask_whole;        // clang is to see the command as a whole
    const char *database;  // -MJ: where it puts an entry
    bool coverage_mapping; // -fcoverage-mapping: it names the generated C
    int pack;              // -fpack-struct=N, 0: not given
    bool direct_output;    // the compiler names more files after -o's
    bool save_temps;       // -save-temps: keep the generated C
    bool save_temps_beside; // -save-temps=obj: beside the output
    bool llvm_output;       // -emit-llvm: .ll and .bc instead of .s and .o
    const char *sanitizer;  // "address" or "thread": decides on the runtime
    enum line_style lines;  // -fcsp-lines=directive|comment|off
    enum colour_when colour;
    const char *precompiled; // -include-pch, also behind -Xclang
    bool includes;           // -include, also behind -Xclang
    const char *refused;     // an option that csp.h cannot be compiled with
    const char *refused_why;
    // --emit=html: where the machines of a file go, as JSON; NULL else
    const char **described;
    bool *unused_told;    // whether clang has named the options that it ignores
    strings inputs;       // files as given, in order; "-" is stdin
    strings languages;    // for each input the -x in force, or NULL
    strings front_args;   // for preprocessing and parsing: -I -D -std= -W ..
    strings check_args;   // and those that only the check of the source sees
    strings parse_args;   // what libclang's parse must know of the language
    strings cc_args;      // for compiling and assembling what was generated
    strings dep_args;     // -MD and its kin, but for -MF
    VEC(struct arg) args; // all that the C compiler may see, inputs included
    bool dep_file_wanted; // -MD or -MMD
    const char *dep_file; // -MF
    bool dep_target;      // -MT or -MQ is among dep_args
    bool warnings_are_errors, no_warnings; // -Werror, -w
    strings warnings_on, warnings_off, warnings_as_errors, warnings_not_errors;
    strings blocking_lists; // -fcsp-blocking-list=FILE
    long long frame_size;   // -Wcsp-frame-size=N, bytes; 0: not given
    strings frame_limits;   // --frame-limit=NAME:BYTES, well-formed
    int error_limit;        // -ferror-limit=N; 0: the usual
    const char *cc;         // the C compiler: CSPCC_CC, or clang found at build
    bool cc_is_clang;       // as far as its name tells
    const char *include_dir; // of csp.h and csp_abi.h
    const char *lib_dir;     // of libcsprt.a; NULL: it is not there
    // Of a link for another machine: which, and where lib_dir would be else.
    struct target_machine foreign;
    const char *own_lib_dir; // NULL: not for another one
    const char *compiler;    // cspcc1, the program that holds the passes
};
// Parses argv (response files expanded). On a bad command line prints the
// errors and returns false.
bool options_parse(struct options *options, int argc, char **argv);
void options_help(FILE *out);
// The -std= in force if csp.h cannot live with it, else NULL.
const char *options_too_old(const struct options *options);

// -- place.c -----------------------------------------------------------------
// Finds the C compiler, the headers and the runtime library: the latter two
// relative to the running executable, in a build tree or an installed one.
void place_find(struct options *options);
// The running executable.
const char *place_self(struct arena *arena);
// The file that a command of this name would run; NULL: none.
const char *place_program(struct arena *arena, const char *name);
// -D__CSPCC__, for all but gcc's look at the source as it is written: csp.h
// then has attributes that gcc does not know and would warn about.
void place_add_macro(struct arena *arena, strings *argv);
// Where csp.h is: every compilation gets that.
void place_add_include(const struct options *options, struct arena *arena,
                       strings *argv);
// The runtime library, for every link that does not say otherwise.
void place_add_runtime(const struct options *options, struct arena *arena,
                       strings *argv);

// -- target.c ----------------------------------------------------------------
// Takes the line of csp/target.h; false if it is another one.
bool target_read(struct arena *arena, const char *line, size_t length,
                 struct target_machine *target);
// False after a report: there is no cspcc for that target.
struct diag;
bool target_check(struct diag *diag, const struct target_machine *target);
// What libclang must hear to take the target's view of types.
void target_add_parse_args(struct arena *arena,
                           const struct target_machine *target, strings *argv);
// Before a link: makes options->lib_dir the one for the link's target, NULL if
// there is none; report_missing then says so, and what to do.
void target_find_runtime(struct options *options, struct diag *diag);
void target_report_missing(const struct options *options, struct diag *diag);

// -- launch.c ----------------------------------------------------------------
// A launcher that the user put before the compiler is put before cspcc:
// --launcher=ccache --cc CC ARGS runs ccache cspcc --cc=CC ARGS.
struct diag;
bool launch_wanted(char **argv);
int launch_run(struct options *options, struct diag *diag, char **argv);

// -- diag.c ------------------------------------------------------------------
// The names of all warnings, NULL at the end: what -Wno-csp-NAME may say.
extern const char *const diag_warnings[];
// Whether reports of that name will be printed.
struct diag;
bool diag_wants(const struct diag *diag, const char *name);
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
// What a pragma says of a warning where it is reported.
enum diag_said { SAID_NOTHING, SAID_IGNORED, SAID_WARNING, SAID_ERROR };
struct diag {
    enum colour_when colour;
    int errors, warnings;
    bool warnings_are_errors; // -Werror
    bool no_warnings;         // -w
    strings on;               // names switched on by -Wcsp-NAME
    strings off;              // names switched off by -Wno-csp-NAME
    strings as_errors;        // -Werror=csp-NAME
    strings not_errors;       // -Wno-error=csp-NAME
    int error_limit;          // -ferror-limit=N; 0: the usual 20, below: none
    const char *stdin_path;   // where to read the lines of "<stdin>"
    struct arena *arena;
    // Of diag.c alone:
    int unplaced;            // errors with no place: not in the summary
    bool swallow_notes;      // the report that they belong to was not printed
    enum diag_said said;     // of the warning that is being reported
    struct diag_file *files; // read so far
    struct place last;       // of the report printed last
};
// name: "csp-undeclared" or NULL for a note. A warning that is switched off
// also swallows the notes behind it.
__attribute__((format(printf, 5, 6))) void
diag_report(struct diag *diag, enum severity severity, struct place place,
            const char *name, const char *format, ...);
// A warning of cspcc's where a pragma may have a word on it.
void diag_warn(struct diag *diag, enum diag_said said, struct place place,
               const char *name, const char *message);
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

// -- cleanup.c ---------------------------------------------------------------
// What must not stay behind when the process ends, by exit or by a signal.
struct cleanup {
    const char *path; // of a file, or of a directory that is empty by then
    bool armed;       // still to be removed
    struct cleanup *next;
};
void cleanup_begin(struct arena *arena); // before the first of the others
// Opens what is closed of standard input, output and error, so that no other
// file gets their numbers.
void cleanup_open_standard(void);
void cleanup_add(struct cleanup *item, const char *path);
void cleanup_keep(struct cleanup *item);
// Renames and keeps; false with errno set.
bool cleanup_rename(struct cleanup *item, const char *target);
// A new directory in TMPDIR; NULL with errno set.
const char *cleanup_temp_dir(struct arena *arena);
// Around the start of a child: no signal may come between start and record.
void cleanup_children_hold(sigset_t *before);
void cleanup_children_release(pid_t child, const sigset_t *before);
void cleanup_child_gone(pid_t child);

// -- file.c ------------------------------------------------------------------
// A temporary file of that name in a directory of its own, removed at the end;
// `text` NULL: only the name. NULL after a report.
const char *file_temp(struct arena *arena, struct diag *diag, const char *name,
                      const struct text *text);
// An output on its way: write to `path`, then end makes it the target. Without
// an end it is removed. Devices are written to directly, and so is what asks
// for it.
struct output {
    const char *target, *path;
    struct cleanup *item; // NULL: there is nothing to remove
};
void file_output_begin(struct arena *arena, struct output *output,
                       const char *target, bool direct);
bool file_output_end(struct diag *diag, struct output *output);
bool file_write(struct arena *arena, struct diag *diag, const char *target,
                const struct text *text);
// Writes to a new file in TMPDIR whose name ends in `name`, and leaves it
// there; NULL after a report.
const char *file_keep(struct arena *arena, struct diag *diag, const char *name,
                      const struct text *text);
bool file_print(struct diag *diag, const struct text *text);

// -- child.c -----------------------------------------------------------------
// Each returns the exit status, 1 if there is none; reports what went wrong
// but for what the child itself has said.
struct child_files {
    const char *in; // NULL: standard input as it is
    int out, err;   // 0: as they are
};
pid_t child_start(const struct options *options, struct diag *diag,
                  const strings *argv, struct child_files files);
int child_end(struct diag *diag, pid_t child, const char *name);
int child_run(const struct options *options, struct diag *diag,
              const strings *argv, struct child_files files);
int child_capture(const struct options *options, struct diag *diag,
                  const strings *argv, const char *in, struct text *out,
                  struct text *err);
// Reads a pipe to its end, and closes it.
void child_read(int fd, struct text *text);
// Becomes that program; returns only on failure.
int child_exec(const struct options *options, struct diag *diag,
               const strings *argv);
// Prints a command as -### does.
void child_show(const strings *argv);

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

// -- plain.c -----------------------------------------------------------------
// True if no input needs cspcc: then plain_run gives all to the C compiler.
bool plain_suffices(const struct options *options);
int plain_run(struct options *options, struct diag *diag);
// Runs the C compiler on plain files. Where one has words of csp.h, what the
// compiler says is read first.
int plain_compile(const struct options *options, struct diag *diag,
                  strings *argv, struct child_files files);
// Links: `objects` has, for each input, the object made of it, or NULL for
// what the C compiler is to take as it is.
int plain_link(const struct options *options, struct diag *diag,
               const char *const *objects);

// -- driver.c ----------------------------------------------------------------
// Runs what the options ask for; the exit code of the process.
int driver_run(struct options *options);

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
        bool restored;       // has its original spelling
        unsigned char depth; // of #include; 0: the main file
    } *lines;
    size_t line_count;
    const char *main_file; // name of the main file as the markers say it
    const char *complaint; // what the preprocessor printed on standard error
    struct target_machine target; // what the preprocessor's macros are of
    // With --emit=c: macros whose text names them. They stand expanded in
    // `text`, and would be taken for macros once more.
    strings own_names;
    // Of preprocess.c and source.c alone:
    struct source_files *files; // as their writers left them
    const char *own_dir;        // of csp_abi.h: a system header as well
};
// Runs `cc -E` on `input` with the front-end arguments and csp_abi.h put in
// front. false: source->complaint says why, or diag has; source then holds what
// there is.
bool preprocess_run(const struct options *options, struct diag *diag,
                    struct arena *arena, struct intern *intern,
                    const char *input, struct source *source);
strings preprocess_command(const struct options *options, struct arena *arena,
                           const char *input);

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
// What follows `#pragma omp` if the line is such a directive, else NULL.
const char *source_openmp(const char *line);
// For --dump=places: each line of the user's with its place, a * if it has its
// original spelling, and the column of each token.
void source_dump(const struct source *source, FILE *out);

// -- the passes, each on the whole unit, each requires the one before ---------
// unit_compile: the preprocessed source in, the generated C out, NULL after
// errors (reported). It runs: clang, colour, check, cfg, live, frame, lower,
// emit; with options->dump it prints that pass to `dump` and returns "".
const char *unit_compile(const struct options *options, struct diag *diag,
                         struct arena *arena, struct intern *intern,
                         const struct source *source, FILE *dump);

#endif
