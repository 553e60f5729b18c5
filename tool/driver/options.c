// SPDX-License-Identifier: MIT
// options.c: the command line: response files, cspcc's own options, which
// --help prints, and what the C compiler's options mean to cspcc.
#include "driver/flags.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    RESPONSE_DEPTH_MAX = 32,
    SUGGESTION_DISTANCE_MAX = 4,
    VALUES_WIDTH = 54, // of a line of help
};

struct parser {
    struct options *options;
    strings argv;         // response files expanded
    size_t next;          // the argument after the one at hand
    const char *language; // the -x in force
    unsigned xclang;      // roles of the next -Xclang: a value of the last one
    bool keyword;         // the linker's next word is one of -z's
    bool only_inputs;     // after "--"
    bool failed;
};

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

__attribute__((format(printf, 2, 3))) static void
fail(struct parser *parser, const char *format, ...)
{
    struct diag diag = {.colour = parser->options->warnings.colour,
                        .arena = parser->options->arena};
    va_list args;
    va_start(args, format);
    diag_error(&diag, "%s",
               arena_vprintf(parser->options->arena, format, args));
    va_end(args);
    parser->failed = true;
}

// == cspcc's own options =====================================================

#define DUMP_NAME(id, name) name,
static const char *const passes[] = {DUMPS(DUMP_NAME) NULL};
static const char *const line_styles[] = {"directive", "comment", "off", NULL};
static const char *const stress_scopes[] = {"program", NULL};
#define EMIT_NAME(id, name) name,
static const char *const emits[] = {EMITS(EMIT_NAME) NULL};
static const char *const reports[] = {"frames", NULL};
static const char *const fail_ifs[] = {"grown", "changed", NULL};

enum own {
    OWN_BLOCKING_LIST,
    OWN_CC,
    OWN_DUMP,
    OWN_DUMP_FUNCTION,
    OWN_EMIT,
    OWN_FAIL_IF,
    OWN_FRAME_LIMIT,
    OWN_FUNCTION,
    OWN_HELP,
    OWN_IO,
    OWN_LAUNCHER,
    OWN_LINES,
    OWN_REPORT,
    OWN_RUNTIME,
    OWN_STARTS,
    OWN_STRESS,
    OWN_VERSION,
    OWN_WARNING,
};
struct own_option {
    const char *flag; // ends in '=' if a value follows
    enum own own;
    const char *const *values; // what the value may be; NULL: anything
    const char *value_name;
    const char *help; // a colon at its end: the values follow
};

// In the order of --help.
static const struct own_option own_options[] = {
    {"--emit=", OWN_EMIT, emits, "WHAT",
     "print (to -o FILE, or standard output) the generated C;\n"
     "the states of each coroutine; its frame; why it is one;\n"
     "a graph for Graphviz or Mermaid; all of that as JSON, or\n"
     "as a page to look at:"},
    {"--function=", OWN_FUNCTION, NULL, "NAME",
     "with --emit: of this function only"},
    {"--starts", OWN_STARTS, NULL, NULL,
     "with --emit=dot: edges to the machines that go, spawn and\n"
     "par start"},
    {"--report=", OWN_REPORT, reports, "WHAT",
     "print the size of each frame; if the first input is what\n"
     "this or --emit=json has printed, what has changed since:"},
    {"--fail-if=", OWN_FAIL_IF, fail_ifs, "WHAT",
     "with --report: that is an error:"},
    {"--dump=", OWN_DUMP, passes, "PASS", "print what a pass found:"},
    {"--dump-function=", OWN_DUMP_FUNCTION, NULL, "NAME",
     "with --dump: of this function only"},
    {"-fcsp-lines=", OWN_LINES, line_styles, "STYLE",
     "line numbers in the generated C: directive (#line, the\n"
     "usual), comment or off"},
    {"-fcsp-io", OWN_IO, NULL, NULL,
     "for C that was written for threads: what waits for a\n"
     "descriptor, a time or a thread suspends the task"},
    {"-fcsp-stress", OWN_STRESS, NULL, NULL,
     "make every function of a plain C program a coroutine;\n"
     "it must behave as before (this tests cspcc)"},
    {"-fcsp-stress=", OWN_STRESS, stress_scopes, "program",
     "the same, and calls of other files' functions are calls of\n"
     "coroutines too"},
    {"-Wcsp-", OWN_WARNING, NULL, "NAME",
     "turn a warning of cspcc's on; -Wno-csp-NAME off;\n"
     "-Werror=csp-NAME makes it an error"},
    {"-Wcsp-frame-size=", OWN_WARNING, NULL, "BYTES",
     "warn of coroutines whose frames are larger"},
    {"--frame-limit=", OWN_FRAME_LIMIT, NULL, "NAME:BYTES",
     "an error if the frame of that coroutine is larger"},
    {"-fcsp-blocking-list=", OWN_BLOCKING_LIST, NULL, "FILE",
     "functions that -Wcsp-blocking warns of, one on a line\n"
     "(-NAME: not of this one)"},
    {"--cc=", OWN_CC, NULL, "CC", NULL},
    {"--cc", OWN_CC, NULL, " CC",
     "the C compiler to use; build systems put \"cspcc --cc\" in\n"
     "front of their compiler"},
    {"--launcher=", OWN_LAUNCHER, NULL, "WORD",
     "before --cc: a word of the command that shall run cspcc,\n"
     "ccache for instance"},
    {"--print-runtime-dir", OWN_RUNTIME, NULL, NULL,
     "print where the runtime library for the target is, and\n"
     "stop"},
    {"--version", OWN_VERSION, NULL, NULL, "print the versions and stop"},
    {"--help", OWN_HELP, NULL, NULL, "print this and stop"},
};
enum { OWN_COUNT = sizeof own_options / sizeof own_options[0] };

// In lines under the help, "a, b or c".
static void print_values(FILE *out, const struct own_option *option)
{
    int column = 0;
    for (const char *const *value = option->values; *value; value++) {
        const char *behind = !value[1] ? "" : !value[2] ? " or" : ",";
        int length = (int)(strlen(*value) + strlen(behind));
        bool fits = column && column + 1 + length <= VALUES_WIDTH;
        if (!fits) fprintf(out, "%s%25s", column ? "\n" : "", "");
        fprintf(out, " %s%s", *value, behind);
        column = (fits ? column : 0) + 1 + length;
    }
    fputs("\n", out);
}

static void print_option(FILE *out, const struct own_option *option)
{
    char left[40];
    int shown = snprintf(left, sizeof left, "  %s%s", option->flag,
                         option->value_name ? option->value_name : "");
    for (const char *line = option->help; line; shown = 0) {
        const char *end = strchr(line, '\n');
        int length = end ? (int)(end - line) : (int)strlen(line);
        fprintf(out, "%-25s %.*s\n", shown ? left : "", length, line);
        line = end ? end + 1 : NULL;
    }
    if (option->help && strchr(option->help, '\0')[-1] == ':')
        print_values(out, option);
}

void options_help(FILE *out)
{
    fputs("usage: cspcc [options] file...\n\n"
          "Compiles C with coroutines, channels and select (<csp.h>) to\n"
          "native code, as a C compiler does; other C files go straight to\n"
          "the C compiler. Its options are the C compiler's (-c -o -O2 -g\n"
          "-Wall -I -l ...), and:\n\n",
          out);
    for (int i = 0; i < OWN_COUNT; i++)
        print_option(out, &own_options[i]);
    fputs("\nenvironment:\n"
          "  CSPCC_CC                the C compiler to use, instead "
          "of " CSPCC_DEFAULT_CC "\n"
          "  CSPCC_DOT               what lays out graphs, instead of dot\n"
          "  TMPDIR                  where temporary files go (/tmp)\n\n"
          "The manual page is cspcc(1).\n",
          out);
}

// How many letters to change, add, leave out: Levenshtein's distance, for
// short words.
static int distance(const char *a, const char *b)
{
    int row[64];
    int width = (int)strlen(b);
    if (width >= 64) return 64;
    for (int j = 0; j <= width; j++)
        row[j] = j;
    for (int i = 1; a[i - 1]; i++) {
        int corner = row[0];
        row[0] = i;
        for (int j = 1; j <= width; j++) {
            int best = corner + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[width];
}

static const char *nearest(const char *word, const char *const *words)
{
    const char *best = NULL;
    int least = SUGGESTION_DISTANCE_MAX;
    for (; *words; words++) {
        int far = distance(word, *words);
        if (far < least && far < (int)strlen(*words)) {
            least = far;
            best = *words;
        }
    }
    return best;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (same(word, *words)) return true;
    return false;
}

static const char *suggestion(struct parser *parser, const char *prefix,
                              const char *word, const char *const *words)
{
    const char *found = nearest(word, words);
    if (!found) return "";
    return arena_printf(parser->options->arena, "; did you mean '%s%s'?",
                        prefix, found);
}

static void unknown_own(struct parser *parser, const char *arg)
{
    const char *flags[OWN_COUNT + 1] = {0};
    const char *equals = strchr(arg, '=');
    size_t length = equals ? (size_t)(equals - arg) + 1 : strlen(arg);
    const char *flag = arena_strndup(parser->options->arena, arg, length);
    for (int i = 0; i < OWN_COUNT; i++)
        flags[i] = own_options[i].flag;
    fail(parser, "unknown option '%s'%s", arg,
         suggestion(parser, "", flag, flags));
}

static void forget(strings *list, const char *name)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!same(list->at[i], name)) list->at[kept++] = list->at[i];
    list->count = kept;
}

// The last word about a warning counts, and to make it an error is to want it.
static void set_warning(struct options *o, int what, const char *name)
{
    strings *lists[] = {&o->warnings.on, &o->warnings.off,
                        &o->warnings.as_errors, &o->warnings.not_errors};
    if (what != 3) forget(&o->warnings.off, name);
    if (what != 0) forget(&o->warnings.as_errors, name);
    if (what == 2) forget(&o->warnings.not_errors, name);
    vec_push(o->arena, lists[what], name);
}

// A number of bytes; 0 if it is none.
static long long byte_count(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits && digits < 16 && !text[digits] ? strtoll(text, NULL, 10) : 0;
}

// -Wcsp-frame-size=BYTES, which is nothing without the number: the name of the
// warning if it is well-formed, else NULL after a report.
static const char *
take_frame_size(struct parser *parser, const char *arg, const char *name)
{
    size_t length = strlen("csp-frame-size");
    if (strncmp(name, "csp-frame-size", length) != 0) return name;
    if (name[length] == '=')
        parser->options->warnings.frame_size = byte_count(name + length + 1);
    if (name[length] ? !parser->options->warnings.frame_size
                     : starts(arg, "-Wcsp")) {
        fail(parser, "'%s' needs a number of bytes: -Wcsp-frame-size=1024",
             arg);
        return NULL;
    }
    return "csp-frame-size";
}

// -Wcsp-NAME, -Wno-csp-NAME, -Werror=csp-NAME and -Wno-error=csp-NAME; without
// -NAME: all of them.
static bool parse_warning(struct parser *parser, const char *arg)
{
    static const char *const prefixes[] = {"-W", "-Wno-",
                                           "-Werror=", "-Wno-error="};
    for (int i = 0; i < 4; i++) {
        if (!starts(arg, prefixes[i])) continue;
        const char *name = arg + strlen(prefixes[i]);
        bool all = same(name, "csp");
        if (!all && !starts(name, "csp-")) continue;
        for (int k = 0; all && diag_warnings[k]; k++)
            set_warning(parser->options, i, diag_warnings[k]);
        if (all) return true;
        name = take_frame_size(parser, arg, name);
        if (!name) return true;
        if (is_one_of(name, diag_warnings))
            set_warning(parser->options, i, name);
        else
            fail(parser, "unknown warning option '%s'%s", arg,
                 suggestion(parser, prefixes[i], name, diag_warnings));
        return true;
    }
    return false;
}

static const char *
all_values(struct arena *arena, const struct own_option *option)
{
    const char *list = "";
    for (const char *const *value = option->values; *value; value++) {
        const char *before = value != option->values ? value[1] ? "," : " and"
                             : value[1]              ? "; there are"
                                                     : "; there is";
        list = arena_printf(arena, "%s%s %s", list, before, *value);
    }
    return list;
}

// A word's place in a list, from 1; 0: it is not there.
static int number_of(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (same(words[i], word)) return i + 1;
    return 0;
}

static bool is_frame_limit(const char *value)
{
    const char *colon = strchr(value, ':');
    return colon && colon != value && byte_count(colon + 1);
}

static void parse_own(struct parser *parser, const struct own_option *option,
                      const char *arg, const char *value)
{
    struct options *o = parser->options;
    if (option->values && !is_one_of(value, option->values)) {
        const char *nearest =
            suggestion(parser, option->flag, value, option->values);
        fail(parser, "unknown value in '%s'%s", arg,
             *nearest ? nearest : all_values(o->arena, option));
        return;
    }
    switch (option->own) {
    case OWN_BLOCKING_LIST:
        vec_push(o->arena, &o->warnings.blocking_lists, value);
        break;
    case OWN_CC:
        if (*value)
            o->toolchain.cc = value;
        else if (parser->next < parser->argv.count)
            o->toolchain.cc = parser->argv.at[parser->next++];
        else
            fail(parser, "argument to '--cc' is missing");
        break;
    case OWN_DUMP:
        o->show.dump = (enum dump_pass)number_of(passes, value);
        break;
    case OWN_DUMP_FUNCTION: o->show.dump_fn = value; break;
    case OWN_EMIT: o->show.emit = (enum emit)number_of(emits, value); break;
    case OWN_FAIL_IF:
        o->show.fail_if = (enum fail_if)number_of(fail_ifs, value);
        break;
    case OWN_FRAME_LIMIT:
        if (is_frame_limit(value))
            vec_push(o->arena, &o->warnings.frame_limits, value);
        else
            fail(parser, "'%s' is not --frame-limit=NAME:BYTES", arg);
        break;
    case OWN_FUNCTION: o->show.only = value; break;
    case OWN_HELP: o->job.show_help = true; break;
    case OWN_IO:
        o->code.io = o->code.inferred = o->code.across_files = true;
        break;
    case OWN_LAUNCHER: fail(parser, "'%s' must come first", arg); break;
    case OWN_REPORT: o->show.emit = EMIT_SIZES; break;
    case OWN_RUNTIME: o->job.show_runtime = true; break;
    case OWN_STARTS: o->show.starts = true; break;
    case OWN_STRESS:
        o->code.stress = o->code.inferred = true;
        o->code.across_files = *value != 0;
        break;
    case OWN_VERSION: o->job.show_version = true; break;
    case OWN_WARNING: break; // parse_warning has done it
    case OWN_LINES:
        o->code.lines = same(value, "off")       ? LINE_OFF
                        : same(value, "comment") ? LINE_COMMENT
                                                 : LINE_DIRECTIVE;
        break;
    }
}

// True if the argument is, or looks like, one of cspcc's own.
static bool is_own(struct parser *parser, const char *arg)
{
    if (parse_warning(parser, arg)) return true;
    for (int i = 0; i < OWN_COUNT; i++) {
        const char *flag = own_options[i].flag;
        size_t length = strlen(flag);
        if (flag[length - 1] == '=' ? !starts(arg, flag) : !same(arg, flag))
            continue;
        parse_own(parser, &own_options[i], arg, arg + length);
        return true;
    }
    if (starts(arg, "-fcsp-") || starts(arg, "-fno-csp-") ||
        starts(arg, "--emit") || starts(arg, "--dump") ||
        starts(arg, "--frame") || starts(arg, "--function")) {
        unknown_own(parser, arg);
        return true;
    }
    return false;
}

// == Options of the C compiler ===============================================

static void
keep(struct parser *parser, const char *text, unsigned roles, int input)
{
    struct options *o = parser->options;
    vec_push(o->arena, &o->args.all, ((struct arg){text, roles, input}));
    if (roles & ARG_FRONT) vec_push(o->arena, &o->args.front, text);
    if (roles & ARG_CHECK) vec_push(o->arena, &o->args.check, text);
    if (roles & ARG_PARSE) vec_push(o->arena, &o->args.parse, text);
    if (roles & ARG_CODE) vec_push(o->arena, &o->args.cc, text);
    if (roles & ARG_DEPS) vec_push(o->arena, &o->deps.args, text);
}

// The first refusal stays.
static void refuse(struct options *o, const char *what, const char *why)
{
    if (o->code.refused) return;
    o->code.refused = what;
    o->code.refused_why = why;
}

static void refuse_flag(struct options *o, const char *arg)
{
    const struct refusal *found = flag_refused(arg);
    if (found) refuse(o, arg, found->why);
}

static bool has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; *at; at += *at == ',') {
        size_t here = strcspn(at, ",");
        if (here == length && strncmp(at, word, length) == 0) return true;
        at += here;
    }
    return false;
}

// -fsanitize=address,undefined: which of the two that need a runtime library
// of their own are on.
static void parse_sanitize(struct options *o, const char *arg)
{
    bool on = starts(arg, "-fsanitize=");
    const char *list = strchr(arg, '=') + 1;
    static const char *const names[] = {"address", "thread"};
    size_t length;
    const char *name = flag_sanitizer_refused(list, &length);
    if (on && name) {
        refuse(o, arena_printf(o->arena, "-fsanitize=%.*s", (int)length, name),
               flag_sanitizer_why);
    } else if (!on && o->code.refused &&
               starts(o->code.refused, "-fsanitize=") &&
               (has_word(list, o->code.refused + strlen("-fsanitize=")) ||
                has_word(list, "all"))) {
        o->code.refused = NULL;
    }
    for (int i = 0; i < 2; i++) {
        if (on && has_word(list, names[i]))
            o->link.sanitizer = names[i];
        else if (!on && o->link.sanitizer &&
                 same(o->link.sanitizer, names[i]) &&
                 (has_word(list, names[i]) || has_word(list, "all")))
            o->link.sanitizer = NULL;
    }
}

// -Wp,-MD,FILE is how old build systems ask for dependencies.
static void parse_wp(struct parser *parser, const char *arg)
{
    struct options *o = parser->options;
    char *list = arena_strdup(o->arena, arg + strlen("-Wp,")), *rest = NULL;
    bool file_next = false;
    for (char *word = strtok_r(list, ",", &rest); word;
         word = strtok_r(NULL, ",", &rest)) {
        bool deps = same(word, "-MD") || same(word, "-MMD");
        if (file_next)
            o->deps.file = word;
        else if (deps || same(word, "-MP") || starts(word, "-MT") ||
                 starts(word, "-MQ"))
            vec_push(o->arena, &o->deps.args, word);
        else
            vec_push(o->arena, &o->args.front,
                     arena_printf(o->arena, "-Wp,%s", word));
        o->deps.wanted |= deps;
        file_next = deps;
    }
}

// One word of the linker's: `-z defs` and its other spellings, or the reverse.
static void parse_linker_word(struct parser *parser, const char *word)
{
    static const char *const on[] = {"-zdefs", "defs", "--no-undefined",
                                     "-no-undefined", NULL};
    static const char *const off[] = {"-zundefs", "undefs", NULL};
    struct options *o = parser->options;
    bool keyword = parser->keyword;
    parser->keyword = same(word, "-z");
    bool named = keyword || *word == '-';
    if (named && is_one_of(word, on)) o->link.complete = true;
    if (named && is_one_of(word, off)) o->link.complete = false;
}

// -Wl,WORD,... or -Xlinker WORD or -z KEYWORD.
static void
parse_linker(struct parser *parser, const char *arg, const char *value)
{
    char *list = arena_strdup(parser->options->arena, value), *rest = NULL;
    if (starts(arg, "-z")) parser->keyword = true;
    for (char *word = strtok_r(list, ",", &rest); word;
         word = strtok_r(NULL, ",", &rest))
        parse_linker_word(parser, word);
}

// What an option means to cspcc; `value` is what follows the flag.
// dispatch
static void act_on(struct parser *parser, enum flag_act act, const char *arg,
                   const char *value)
{
    struct options *o = parser->options;
    switch (act) {
    case ACT_NONE:
    case ACT_XCLANG: break;
    case ACT_INCLUDE: o->code.includes = true; break;
    case ACT_PRECOMPILED: o->code.precompiled = value; break;
    case ACT_PREFIX_MAP: vec_push(o->arena, &o->code.prefixes, arg); break;
    case ACT_ASSEMBLE:
        if (o->job.phase > PHASE_ASSEMBLE) o->job.phase = PHASE_ASSEMBLE;
        break;
    case ACT_COMPILE:
        if (o->job.phase > PHASE_COMPILE) o->job.phase = PHASE_COMPILE;
        break;
    case ACT_PREPROCESS: o->job.phase = PHASE_PREPROCESS; break;
    case ACT_SYNTAX: o->job.syntax_only = true; break;
    case ACT_OUTPUT: o->job.output = value; break;
    case ACT_LANGUAGE:
        o->job.language = parser->language = same(value, "none") ? NULL : value;
        break;
    case ACT_SHOW: o->job.show_commands = true; break;
    case ACT_VERBOSE: o->job.verbose = true; break;
    case ACT_EMIT_LLVM: o->job.llvm_output = true; break;
    case ACT_SAVE_TEMPS:
        o->job.save_temps = o->job.direct_output = true;
        o->job.save_temps_beside = same(value, "obj");
        break;
    case ACT_DEPS: o->deps.wanted = true; break;
    case ACT_DEP_FILE: o->deps.file = value; break;
    case ACT_DEP_TARGET: o->deps.has_target = true; break;
    case ACT_DIRECT: o->job.direct_output = true; break;
    case ACT_DATABASE: o->job.database = value; break;
    case ACT_COVERAGE:
        o->code.coverage_mapping = o->job.direct_output = true;
        break;
    case ACT_NO_COVERAGE: o->code.coverage_mapping = false; break;
    case ACT_PACK: o->code.pack = *value == '=' ? atoi(value + 1) : 1; break;
    case ACT_NO_PACK: o->code.pack = 0; break;
    case ACT_PLAN9:
        vec_push(o->arena, &o->args.parse, "-fms-extensions");
        break;
    case ACT_PLAIN: o->job.plain = true; break;
    case ACT_WERROR: o->warnings.are_errors = true; break;
    case ACT_NO_WERROR: o->warnings.are_errors = false; break;
    case ACT_NO_WARNINGS: o->warnings.none = true; break;
    case ACT_WP: parse_wp(parser, arg); break;
    case ACT_COLOUR_ALWAYS: o->warnings.colour = COLOUR_ALWAYS; break;
    case ACT_COLOUR_AUTO: o->warnings.colour = COLOUR_AUTO; break;
    case ACT_COLOUR_NEVER: o->warnings.colour = COLOUR_NEVER; break;
    case ACT_ERROR_LIMIT:
        o->warnings.error_limit = atoi(value);
        if (o->warnings.error_limit == 0) o->warnings.error_limit = -1;
        break;
    case ACT_SANITIZE: parse_sanitize(o, arg); break;
    case ACT_NO_RUNTIME: o->link.no_runtime = true; break;
    case ACT_RUNTIME_ALONE: o->link.runtime_alone = true; break;
    case ACT_EXPORT: o->link.whole_runtime = true; break;
    case ACT_SHARED: o->link.shared = true; break;
    case ACT_LINKER: parse_linker(parser, arg, value); break;
    }
}

static void add_input(struct parser *parser, const char *file)
{
    struct options *o = parser->options;
    // Behind "--"; the steps have no such word of their own.
    if (file[0] == '-' && file[1]) file = arena_printf(o->arena, "./%s", file);
    int index = (int)o->job.inputs.count;
    vec_push(o->arena, &o->job.inputs, file);
    vec_push(o->arena, &o->job.languages, parser->language);
    keep(parser, file, ARG_MODE, index);
}

// What follows -Xclang goes to all steps that parse, but for what only a step
// that preprocesses may see; to libclang too if it is about the language. A
// precompiled header is no good to any: the text of the headers is needed, and
// the names of both are on the command line.
static unsigned xclang_roles(struct parser *parser, const char *value)
{
    unsigned roles = parser->xclang;
    parser->xclang = 0;
    if (roles == ARG_MODE) parser->options->code.precompiled = value;
    if (roles) return roles;
    if (same(value, "-include-pch"))
        parser->xclang = ARG_MODE;
    else if (same(value, "-include") || same(value, "-imacros"))
        parser->xclang = ARG_FRONT;
    parser->options->code.includes |= same(value, "-include");
    if (parser->xclang) return parser->xclang;
    return ARG_FRONT | ARG_CODE | (flag_find(value)->roles & ARG_PARSE);
}

// A long name becomes the short one; a value that was joined to it, the next
// word.
static const char *shorten(struct parser *parser, const char *arg)
{
    const char *value, *flag = flag_short(arg, &value);
    bool joined = flag[strlen(flag) - 1] == '=' && flag != arg;
    if (joined && !value && parser->next < parser->argv.count)
        value = parser->argv.at[parser->next++];
    if (joined && value)
        return arena_printf(parser->options->arena, "%s%s", flag, value);
    if (value) parser->argv.at[--parser->next] = value;
    return flag;
}

static void parse_one(struct parser *parser, const char *arg)
{
    if (parser->only_inputs || arg[0] != '-' || arg[1] == '\0') {
        add_input(parser, arg);
        return;
    }
    if (same(arg, "--")) {
        parser->only_inputs = true;
        return;
    }
    if (is_own(parser, arg)) return;
    arg = shorten(parser, arg);
    refuse_flag(parser->options, arg);
    const struct flag *option = flag_find(arg);
    const char *value = arg + strlen(option->flag);
    bool wants_next = option->shape == FLAG_SEPARATE ||
                      option->shape == FLAG_JOINED_SEPARATE ||
                      (option->shape == FLAG_EITHER && *value == '\0');
    // -Wp, has been taken apart for the steps; whole commands see it whole.
    unsigned roles = option->act == ACT_WP ? ARG_MODE : option->roles;
    if (option->act == ACT_XCLANG && parser->next < parser->argv.count)
        roles = xclang_roles(parser, parser->argv.at[parser->next]);
    keep(parser, arg, roles, -1);
    if (wants_next && parser->next == parser->argv.count) {
        fail(parser, "argument to '%s' is missing", arg);
        return;
    }
    if (wants_next) {
        value = parser->argv.at[parser->next++];
        keep(parser, value, roles, -1);
    }
    act_on(parser, option->act, arg, value);
}

// == Response files ==========================================================

// One word as GNU's @file has it: quotes and backslashes as in a shell.
static const char *response_word(struct arena *arena, const char **at)
{
    struct text word = {.arena = arena};
    char quote = '\0';
    text_puts(&word, "");
    for (; **at && (quote || !strchr(" \t\r\n\f\v", **at)); ++*at) {
        if (**at == '\\' && (*at)[1])
            text_add(&word, ++*at, 1);
        else if (quote ? **at == quote : **at == '"' || **at == '\'')
            quote = quote ? '\0' : **at;
        else
            text_add(&word, *at, 1);
    }
    return word.at;
}

static void add_word(struct parser *parser, const char *word, int depth)
{
    struct arena *arena = parser->options->arena;
    size_t size;
    const char *at = NULL;
    if (word[0] == '@') at = read_file(arena, word + 1, &size);
    if (!at) { // as gcc does: not a file, so an ordinary argument
        vec_push(arena, &parser->argv, word);
        return;
    }
    if (depth == RESPONSE_DEPTH_MAX) {
        fail(parser, "response files nest too deep at '%s'", word);
        return;
    }
    while (*(at += strspn(at, " \t\r\n\f\v")))
        add_word(parser, response_word(arena, &at), depth + 1);
}

// == The whole ===============================================================

// -lm -c: nobody links.
static bool has_link_args(const struct options *o)
{
    for (size_t i = 0; i < o->args.all.count; i++)
        if (o->args.all.at[i].roles == ARG_LINK) return true;
    return false;
}

static void check_combination(struct parser *parser)
{
    struct options *o = parser->options;
    o->job.ask_whole =
        (o->job.phase < PHASE_LINK && has_link_args(o)) || o->job.database ||
        (!o->deps.wanted && (o->deps.file || o->deps.has_target));
    bool one_output = o->job.phase < PHASE_LINK && !o->job.syntax_only;
    if (o->show.dump_fn && !o->show.dump)
        fail(parser, "'--dump-function' needs '--dump=PASS'");
    bool of_one = o->show.emit >= EMIT_STATES && o->show.emit <= EMIT_MERMAID;
    if (o->show.starts && o->show.emit != EMIT_DOT)
        fail(parser, "'--starts' needs '--emit=dot'");
    if (o->show.only && !of_one)
        fail(parser, "'--function' needs '--emit=' states, frames, why, dot or "
                     "mermaid");
    if (o->show.fail_if && o->show.emit != EMIT_SIZES)
        fail(parser, "'--fail-if' needs '--report=frames'");
    if (o->show.dump && o->show.emit)
        fail(parser, "'--dump' and '--emit' exclude each other");
    if (o->job.output && o->job.output[0] == '\0')
        fail(parser, "the name after '-o' is empty");
    if (o->job.output && one_output && o->job.inputs.count > 1 &&
        !o->show.dump && !o->show.emit)
        fail(parser, "cannot specify -o when generating multiple output files");
}

static bool
exists_with(const struct options *o, const char *path, const char *suffix)
{
    return access(arena_printf(o->arena, "%s%s", path, suffix), R_OK) == 0;
}

static const char *
without(struct arena *arena, const char *path, const char *suffix)
{
    size_t length = strlen(path), tail = strlen(suffix);
    if (length <= tail || !same(path + length - tail, suffix)) return NULL;
    return arena_strndup(arena, path, length - tail);
}

// The steps read a header's text, which stands beside what it was precompiled
// to.
static void include_text(struct options *o)
{
    const char *header = without(o->arena, o->code.precompiled, ".pch");
    if (!header) header = without(o->arena, o->code.precompiled, ".gch");
    if (header && scan_is_header(header, NULL) && exists_with(o, header, "")) {
        vec_push(o->arena, &o->args.front, "-include");
        vec_push(o->arena, &o->args.front, header);
    } else {
        refuse(o, "-include-pch",
               "cspcc reads the text of the header; name that by -include");
    }
}

// For -include clang would take a precompiled header that lies beside the text,
// and it is made for other macros. cc1, the compiler behind the driver, does
// not look for one.
static void include_as_text(struct options *o)
{
    strings args = {0};
    for (size_t i = 0; i < o->args.front.count; i++) {
        const char *arg = o->args.front.at[i], *file = NULL;
        bool whole = same(arg, "-include");
        bool behind = i && same(o->args.front.at[i - 1], "-Xclang");
        if (!behind && whole && i + 1 < o->args.front.count)
            file = o->args.front.at[i + 1];
        else if (!behind && !whole && flag_find(arg)->act == ACT_INCLUDE)
            file = arg + strlen("-include");
        if (!file ||
            !(exists_with(o, file, ".pch") || exists_with(o, file, ".gch"))) {
            vec_push(o->arena, &args, arg);
            continue;
        }
        const char *words[] = {"-Xclang", "-include", "-Xclang", file};
        for (int k = 0; k < 4; k++)
            vec_push(o->arena, &args, words[k]);
        i += whole;
    }
    o->args.front = args;
}

const char *options_too_old(const struct options *options)
{
    static const char *const standards[] = {
        "-ansi",
        "-std=c89",
        "-std=c90",
        "-std=iso9899:1990",
        "-std=iso9899:199409",
        NULL,
    };
    const char *last = NULL;
    for (size_t i = 0; i < options->args.front.count; i++) {
        const char *arg = options->args.front.at[i];
        if (is_one_of(arg, standards))
            last = arg;
        else if (starts(arg, "-std="))
            last = NULL;
    }
    return last;
}

bool options_parse(struct options *options, int argc, char **argv)
{
    struct parser parser = {.options = options};
    options->job.phase = PHASE_LINK;
    for (int i = 1; i < argc; i++)
        add_word(&parser, argv[i], 0);
    while (parser.next < parser.argv.count)
        parse_one(&parser, parser.argv.at[parser.next++]);
    if (!parser.failed) check_combination(&parser);
    place_find(options);
    if (options->code.precompiled && !options->code.includes)
        include_text(options);
    if (options->toolchain.cc_is_clang) include_as_text(options);
    return !parser.failed;
}
