// SPDX-License-Identifier: MIT
// options.h: what one command line asks for, filled by driver/options.c and
// host/place.c.
#ifndef CSPCC_OPTIONS_H
#define CSPCC_OPTIONS_H

#include "report/report.h"

// What the C compiler compiles for; see target.c.
struct target_machine {
    const char *triple; // such as aarch64-linux-gnu; NULL: not known
    int pointer_bytes;
    bool char_is_unsigned;
};

enum phase { PHASE_PREPROCESS, PHASE_COMPILE, PHASE_ASSEMBLE, PHASE_LINK };
// What --emit=WHAT prints.
#define EMITS(X)                                                               \
    X(C, "c")                                                                  \
    X(STATES, "states")                                                        \
    X(FRAMES, "frames")                                                        \
    X(WHY, "why")                                                              \
    X(DOT, "dot")                                                              \
    X(MERMAID, "mermaid")                                                      \
    X(JSON, "json")                                                            \
    X(HTML, "html")
#define EMIT_ENUMERATOR(id, name) EMIT_##id,
enum emit { EMIT_NONE, EMITS(EMIT_ENUMERATOR) EMIT_SIZES }; // --report=frames
// --fail-if=WHAT, of a report.
enum fail_if { FAIL_IF_NONE, FAIL_IF_GROWN, FAIL_IF_CHANGED };
// The generated C is for people to read.
static inline bool emit_is_read(enum emit emit)
{
    return emit == EMIT_C || emit == EMIT_JSON || emit == EMIT_HTML;
}
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

// What is to be done, with which files.
struct options_job {
    enum phase phase;       // the last one to run: -E -S -c or link
    bool syntax_only;       // -fsyntax-only: report, write nothing
    bool plain;             // -M and the like: the C compiler's business alone
    const char *output;     // -o, NULL if not given
    bool direct_output;     // the compiler names more files after -o's
    const char *language;   // the last -x, NULL if none
    strings inputs;         // files as given, in order; "-" is stdin
    strings languages;      // for each input the -x in force, or NULL
    bool show_commands;     // -###: print the child commands, run nothing
    bool verbose;           // -v
    bool show_help;         // --help
    bool show_version;      // --version
    bool show_runtime;      // --print-runtime-dir
    bool ask_whole;         // clang is to see the command as a whole
    const char *database;   // -MJ: where it puts an entry
    bool save_temps;        // -save-temps: keep the generated C
    bool save_temps_beside; // -save-temps=obj: beside the output
    bool llvm_output;       // -emit-llvm: .ll and .bc instead of .s and .o
};
// What is printed about a unit in place of compiling it.
struct options_show {
    enum emit emit;       // --emit=c: print the generated C and stop
    enum dump_pass dump;  // --dump=PASS: print what that pass found, stop
    const char *dump_fn;  // --dump-function=NAME: of this function only
    enum fail_if fail_if; // what of a report is an error
    bool starts; // --starts: edges to the machines of tasks that are started
    const char *only; // --function=NAME: machines of this one; NULL: all
    // --emit: where what is said of a file goes; NULL: to the output
    const char **described;
};
// How the code is made, and of what language it is.
struct options_code {
    bool stress;             // -fcsp-stress, in either form
    bool io;                 // -fcsp-io
    bool inferred;           // either: C that says of nothing what suspends
    bool across_files;       // ... nor do the functions of other files
    enum line_style lines;   // -fcsp-lines=directive|comment|off
    bool coverage_mapping;   // -fcoverage-mapping: it names the generated C
    strings prefixes;        // -fmacro-prefix-map=OLD=NEW, -ffile-.. too
    int pack;                // -fpack-struct=N, 0: not given
    const char *precompiled; // -include-pch, also behind -Xclang
    bool includes;           // -include, also behind -Xclang
    const char *refused;     // an option that csp.h cannot be compiled with
    const char *refused_why;
};
// What becomes of the link.
struct options_link {
    bool no_runtime;       // -nostdlib and the like: do not add libcsprt
    bool runtime_alone;    // -nodefaultlibs: nor anything but libcsprt
    bool whole_runtime;    // -rdynamic: in a program that calls none of it, too
    bool shared;           // -shared: the program that loads it has the runtime
    bool complete;         // -z defs: nothing stays undefined in the library
    const char *sanitizer; // "address" or "thread": decides on the runtime
};
// The C compiler's arguments, in their order.
struct options_args {
    strings front;       // for preprocessing and parsing: -I -D -std= -W ..
    strings check;       // and those that only the check of the source sees
    strings parse;       // what libclang's parse must know of the language
    strings cc;          // for compiling and assembling what was generated
    VEC(struct arg) all; // all that the C compiler may see, inputs included
};
// The file of dependencies that make reads.
struct options_deps {
    strings args;     // -MD and its kin, but for -MF
    bool wanted;      // -MD or -MMD
    const char *file; // -MF
    bool has_target;  // -MT or -MQ is among them
};
struct options_warnings {
    enum colour_when colour;
    bool are_errors, none; // -Werror, -w
    strings on, off, as_errors, not_errors;
    bool *unused_told; // whether clang has named the options that it ignores
    strings blocking_lists; // -fcsp-blocking-list=FILE
    long long frame_size;   // -Wcsp-frame-size=N, bytes; 0: not given
    strings frame_limits;   // --frame-limit=NAME:BYTES, well-formed
    int error_limit;        // -ferror-limit=N; 0: the usual
};
// The programs that do the work, and what is installed (place.c).
struct options_toolchain {
    const char *cc;    // the C compiler: CSPCC_CC, or clang found at build
    bool cc_is_clang;  // as far as its name tells
    const char *front; // front.so, the module that has libclang
    const char *include_dir; // of csp.h and csp_abi.h
    const char *lib_dir;     // of libcsprt.a; NULL: it is not there
    const char *gdb_dir;     // of csp-gdb.py; NULL: it is not there
    // Of a link for another machine: which, and where lib_dir would be else.
    struct target_machine foreign;
    const char *own_lib_dir; // NULL: not for another one
};
// What one command line asks for. Whatever is not cspcc's own is kept for the
// C compiler, in its order.
struct options {
    struct arena *arena;
    struct options_job job;
    struct options_show show;
    struct options_code code;
    struct options_link link;
    struct options_args args;
    struct options_deps deps;
    struct options_warnings warnings;
    struct options_toolchain toolchain;
};

#endif
