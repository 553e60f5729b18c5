// SPDX-License-Identifier: MIT
// driver.c: a command line with files that use csp.h. Each such file is
// checked as its writer wrote it (the C compiler's own diagnostics, word for
// word), preprocessed at the same time, transformed, and compiled from a
// temporary file; the rest goes to the C compiler as it is. What the command
// leaves behind is complete or is not there.
#include "driver/driver.h"
#include "said/said.h"

#include "inspect/describe.h"
#include "inspect/page.h"
#include "inspect/sizes.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INTERNAL_STATUS = 70 };

// One input on its way.
struct job {
    struct options *options; // of this input: -MF names the temporary
    struct diag *diag;
    struct arena *arena;
    const char *input;
    const char *language;
    const char *target;    // what to write, NULL: nothing
    struct output depends; // the dependency file; target NULL: none
};

// -- names --------------------------------------------------------------------

static const char *
with_suffix(struct arena *arena, const char *path, const char *suffix)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(path, '.');
    if (dot && slash && dot < slash) dot = NULL;
    int length = dot && dot > path ? (int)(dot - path) : (int)strlen(path);
    return arena_printf(arena, "%.*s%s", length, path, suffix);
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *output_of(const struct options *options, const char *input)
{
    if (options->job.output) return options->job.output;
    bool assembly = options->job.phase == PHASE_COMPILE;
    const char *suffix = options->job.llvm_output ? (assembly ? ".ll" : ".bc")
                         : assembly               ? ".s"
                                                  : ".o";
    return with_suffix(options->arena, base_of(input), suffix);
}

// -- the steps of one file ----------------------------------------------------

static void add_args(struct job *job, strings *argv, const strings *more)
{
    for (size_t i = 0; i < more->count; i++)
        vec_push(job->arena, argv, more->at[i]);
}

static void add_arg(struct job *job, strings *argv, const char *arg)
{
    vec_push(job->arena, argv, arg);
}

static void add_input(struct job *job, strings *argv, const char *language,
                      const char *input)
{
    if (language) {
        add_arg(job, argv, "-x");
        add_arg(job, argv, language);
    }
    add_arg(job, argv, input);
}

static bool has_own_pragmas(const struct job *job)
{
    size_t size;
    bool is_stdin = strcmp(job->input, "-") == 0;
    const char *path = is_stdin ? job->diag->stdin_path : job->input;
    return pragma_names_ours(read_file(job->arena, path, &size));
}

// The check of the source as it is written.
static strings check_command(struct job *job)
{
    strings argv = {0};
    add_arg(job, &argv, job->options->toolchain.cc);
    // A chan(T) for a chan(U) must not pass; newer compilers refuse it anyway.
    if (!job->options->code.inferred)
        add_arg(job, &argv, "-Werror=incompatible-pointer-types");
    add_args(job, &argv, &job->options->args.front);
    add_args(job, &argv, &job->options->args.check);
    if (job->options->toolchain.cc_is_clang) {
        // What this step has no use for may have one in the next.
        add_arg(job, &argv, "-Wno-error=unused-command-line-argument");
        place_add_macro(job->arena, &argv);
        add_arg(job, &argv, "-D__CSPCC_CHECK__"); // how csp.h shows a select
    }
    if (!job->options->toolchain.cc_is_clang && has_own_pragmas(job))
        add_arg(job, &argv, "-Wno-unknown-pragmas"); // `#pragma clang`
    place_add_include(job->options, job->arena, &argv);
    if (diag_colours(job->options->warnings.colour)) // it writes into a pipe
        add_arg(job, &argv, "-fdiagnostics-color=always");
    add_arg(job, &argv, "-fsyntax-only");
    add_input(job, &argv, job->language, job->input);
    return argv;
}

// The last step: C without forms to assembly, an object or bitcode.
static strings
code_command(struct job *job, const char *generated, const char *output)
{
    strings argv = {0};
    add_arg(job, &argv, job->options->toolchain.cc);
    // Some builds of clang record it by default, with the temporary's name.
    if (job->options->toolchain.cc_is_clang)
        add_arg(job, &argv, "-gno-record-command-line");
    // Debuggers and sanitizers would print those of the generated text.
    add_arg(job, &argv, "-gno-column-info");
    add_args(job, &argv, &job->options->args.cc);
    add_arg(job, &argv, "-w");
    if (job->options->toolchain.cc_is_clang) {
        add_arg(job, &argv, "-fno-crash-diagnostics");
        add_arg(job, &argv, "-fbracket-depth=100000"); // chains of else nest
    }
    if (!output) {
        add_arg(job, &argv, "-fsyntax-only");
    } else {
        add_arg(job, &argv,
                job->options->job.phase == PHASE_COMPILE ? "-S" : "-c");
        add_arg(job, &argv, "-o");
        add_arg(job, &argv, output);
    }
    add_input(job, &argv, "cpp-output", generated);
    return argv;
}

// -- what the command line has for nothing ------------------------------------

static bool is_of_command_line(const char *line, const char *end)
{
    static const char flag[] = "-Wunused-command-line-argument]";
    return memmem(line, (size_t)(end - line), flag, sizeof flag - 1) != NULL;
}

// Takes what clang said of unused options out of `said`; true if there was any.
// With `out` that goes there.
static bool take_unused(struct text *said, FILE *out)
{
    size_t kept = 0, count = said->count;
    for (char *line = said->at, *end; *line; line = end) {
        end = line + strcspn(line, "\n");
        end += *end == '\n';
        if (!is_of_command_line(line, end)) {
            memmove(said->at + kept, line, (size_t)(end - line));
            kept += (size_t)(end - line);
        } else if (out) {
            fwrite(line, 1, (size_t)(end - line), out);
        }
    }
    said->at[kept] = '\0';
    said->count = kept;
    return kept != count;
}

// The entry of -MJ, without what only this run had.
static bool keep_entry(struct job *job, const char *written)
{
    static const char ours[] = "\"-fdriver-only\", ";
    size_t size, length = sizeof ours - 1;
    char *entry = read_file(job->arena, written, &size);
    FILE *out = entry ? fopen(job->options->job.database, "a") : NULL;
    char *at = entry ? strstr(entry, ours) : NULL;
    if (at) memmove(at, at + length, strlen(at + length) + 1);
    if (out && fputs(entry, out) >= 0 && fclose(out) == 0) return true;
    diag_error(job->diag, "cannot write '%s': %s", job->options->job.database,
               strerror(errno));
    return false;
}

// The command as it was given, but for -MJ.
static strings whole_command(struct job *job, const char *database)
{
    const struct options *o = job->options;
    strings argv = {0};
    add_arg(job, &argv, o->toolchain.cc);
    for (size_t i = 0; i < o->args.all.count; i++) {
        const char *text = o->args.all.at[i].text;
        if (o->job.database && strncmp(text, "-MJ", 3) == 0)
            i += text[3] == '\0';
        else
            add_arg(job, &argv, text);
    }
    if (diag_colours(o->warnings.colour))
        add_arg(job, &argv, "-fdiagnostics-color=always");
    add_arg(job, &argv, database ? "-fdriver-only" : "-###");
    if (!database) return argv;
    add_arg(job, &argv, "-MJ");
    add_arg(job, &argv, database);
    return argv;
}

// A step uses a part of the options; which of them nothing uses, clang knows
// when it sees the command as a whole, without running it.
static bool tell_unused(struct job *job)
{
    const struct options *o = job->options;
    struct text out = {.arena = job->arena}, err = {.arena = job->arena};
    const char *database = NULL;
    if (!o->toolchain.cc_is_clang || *o->warnings.unused_told) return true;
    *o->warnings.unused_told = true;
    if (o->job.database)
        database = file_temp(job->arena, job->diag, "entry.json", NULL);
    strings argv = whole_command(job, database);
    int status = child_capture(o, job->diag, &argv, NULL, &out, &err);
    bool told = take_unused(&err, stderr);
    if (status != 0 && !told) fputs(err.at, stderr);
    return status == 0 && (!database || keep_entry(job, database));
}

// What the check has to say is the compiler's, word for word, but where it is
// about csp.h.
static void pass_check_on(struct job *job, struct text *said)
{
    if (!said->count) return;
    const struct front *front = load_front(job->options, job->diag);
    mistakes_report(job->options, job->diag, job->input, said,
                    front ? front->typing : NULL);
}

// The check of a source on its way.
struct check {
    strings argv;
    bool may_be_silent; // libclang looks first
    pid_t child;
    int said; // a pipe from it
};

static bool begin_check(struct job *job, struct check *check)
{
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) != 0) die("pipe: %s", strerror(errno));
    struct child_files files = {job->diag->stdin_path, 0, fds[1]};
    check->child = child_start(job->options, job->diag, &check->argv, files);
    check->said = fds[0];
    close(fds[1]);
    if (job->options->job.verbose) child_show(&check->argv);
    return check->child >= 0;
}

// libclang takes an editor's `<#placeholder#>` for a name.
static bool was_silent(const struct check *check, const struct source *source)
{
    return child_was_true(check->child) && !strstr(source->text, "<#");
}

static int end_check(struct job *job, struct check *check,
                     const struct source *source, struct text *said)
{
    if (check->may_be_silent) {
        if (was_silent(check, source)) return 0;
        if (!begin_check(job, check)) return 1;
    }
    child_read(check->said, said);
    return child_end(job->diag, check->child, check->argv.at[0]);
}

// The steps up to the preprocessed text; the check runs beside them.
static bool
read_source(struct job *job, struct intern *intern, struct source *source)
{
    struct text said = {.arena = job->arena};
    struct check check = {.argv = check_command(job)};
    check.may_be_silent = silent_may_be(job->options, &check.argv);
    if (!check.may_be_silent && !begin_check(job, &check)) return false;
    struct preprocess reading =
        preprocess_begin(job->options, job->diag, intern, job->input, source);
    const struct front *front = load_front(job->options, job->diag);
    if (check.may_be_silent)
        check.child = front ? silent_begin(front, &check.argv) : -1;
    bool read = preprocess_end(&reading) && front;
    text_puts(&said, "");
    int status = end_check(job, &check, source, &said);
    bool unused = take_unused(&said, NULL) || job->options->job.ask_whole;
    if (unused && !tell_unused(job)) status = 1;
    if (!target_check(job->diag, &source->target)) return false;
    pass_check_on(job, &said);
    if (status != 0) return false;
    if (!read) fputs(source->complaint, stderr);
    return read;
}

// An error at a line, `prog.c:3:14: error: `; others are about the command line
// or a file that it names.
static bool has_placed_error(const char *said)
{
    static const char word[] = "error: ";
    for (const char *at = said; (at = strstr(at, word)); at++) {
        const char *end = at;
        if (end - said > 6 && strncmp(end - 6, "fatal ", 6) == 0) end -= 6;
        if (end - said < 3 || strncmp(end - 2, ": ", 2) != 0) continue;
        const char *number = end -= 2;
        while (number > said && number[-1] >= '0' && number[-1] <= '9')
            number--;
        if (number < end && number > said && number[-1] == ':') return true;
    }
    return false;
}

// It was valid C before, so the fault is cspcc's, unless the C compiler takes
// the generated code as C and failed at what comes after that.
static bool
blame(struct job *job, const char *generated, const struct text *code)
{
    struct text out = {.arena = job->arena}, err = {.arena = job->arena};
    strings argv = code_command(job, generated, NULL);
    int status =
        child_capture(job->options, job->diag, &argv, NULL, &out, &err);
    if (status == 0 || !has_placed_error(err.at)) {
        diag_error(job->diag, "'%s' failed on the code generated from '%s'",
                   job->options->toolchain.cc, job->input);
        return false;
    }
    const char *kept =
        file_keep(job->arena, job->diag,
                  with_suffix(job->arena, base_of(job->input), ".csp.c"), code);
    fprintf(stderr,
            "cspcc: internal error: the C compiler rejects what cspcc made of"
            " '%s'; it is kept in '%s'\ncspcc: note: please report this, with"
            " that file\n",
            job->input, kept ? kept : "(nowhere)");
    exit(INTERNAL_STATUS);
}

// What the last step has to say is said as it is, but for a full disk: there
// compilers print their own entrails.
static void pass_on(struct job *job, const struct text *said, bool failed)
{
    static const int causes[] = {ENOSPC, EFBIG, EDQUOT};
    for (int i = 0; i < 3 && failed; i++) {
        if (!strstr(said->at, strerror(causes[i]))) continue;
        diag_error(job->diag, "cannot write '%s': %s", job->target,
                   strerror(causes[i]));
        return;
    }
    fputs(said->at, stderr);
}

static bool run_code(struct job *job, const char *generated, const char *output)
{
    struct text out = {.arena = job->arena}, err = {.arena = job->arena};
    strings argv = code_command(job, generated, output);
    if (job->options->job.verbose || job->options->job.show_commands)
        child_show(&argv);
    if (job->options->job.show_commands) return true;
    int status =
        child_capture(job->options, job->diag, &argv, NULL, &out, &err);
    fwrite(out.at, 1, out.count, stdout); // -o -
    pass_on(job, &err, status != 0);
    return status == 0;
}

// Where -save-temps puts the file of that suffix: here, or with =obj beside the
// output.
static const char *
temp_name(const struct options *options, const char *input, const char *suffix)
{
    const char *name = with_suffix(options->arena, base_of(input), suffix);
    const char *out =
        options->job.save_temps_beside ? options->job.output : NULL;
    if (!out || !strchr(out, '/')) return name;
    return arena_printf(options->arena, "%.*s/%s",
                        (int)(strrchr(out, '/') - out), out, name);
}

// What the C compiler saves has the name of the source, since the generated
// file has that too; these two it does not know.
static bool save_temps(struct job *job, const struct text *code)
{
    const struct options *o = job->options;
    struct child_files files = {.in = job->diag->stdin_path};
    strings argv = {0};
    if (!file_write(job->arena, job->diag, temp_name(o, job->input, ".csp.c"),
                    code))
        return false;
    if (scan_kind_of(job->input, job->language) == SCAN_PREPROCESSED)
        return true;
    add_arg(job, &argv, o->toolchain.cc);
    add_args(job, &argv, &o->args.front);
    place_add_macro(job->arena, &argv);
    place_add_include(o, job->arena, &argv);
    add_arg(job, &argv, "-w");
    add_arg(job, &argv, "-E");
    add_arg(job, &argv, "-o");
    add_arg(job, &argv, temp_name(o, job->input, ".i"));
    add_input(job, &argv, job->language, job->input);
    return child_run(o, job->diag, &argv, files) == 0;
}

// Neither standard output nor a device.
static bool has_name(const char *target)
{
    struct stat file;
    return strcmp(target, "-") != 0 &&
           (stat(target, &file) != 0 || S_ISREG(file.st_mode));
}

// llvm-cov shows the file that was compiled, and clang's mapping does not
// follow #line: that file stays, and is named.
static bool
keep_counted(struct job *job, const char *path, const struct text *code)
{
    diag_report(job->diag, SEVERITY_WARNING, (struct place){0}, "csp-coverage",
                "-fcoverage-mapping counts lines of the generated C, '%s'; "
                "--coverage counts those of the source",
                path);
    return file_write(job->arena, job->diag, path, code);
}

// The name of the temporary ends in .i, by which clang knows to take the name
// of the source for the debugger from the first line marker.
static bool compile_code(struct job *job, const char *generated_text)
{
    struct text code = {.arena = job->arena};
    struct output output;
    const struct options *o = job->options;
    const char *base = base_of(job->input);
    bool counted = o->code.coverage_mapping && has_name(job->target);
    text_puts(&code, generated_text);
    const char *generated =
        counted ? with_suffix(job->arena, job->target, ".csp.c")
                : file_temp(job->arena, job->diag,
                            with_suffix(job->arena, base, ".i"), &code);
    if (!generated) return false;
    if (o->job.save_temps && !save_temps(job, &code)) return false;
    if (counted && !keep_counted(job, generated, &code)) return false;
    if (o->job.direct_output)
        file_output_direct(job->arena, &output, job->target);
    else
        file_output_begin(job->arena, &output, job->target);
    if (!run_code(job, generated, output.path))
        return job->diag->errors ? false : blame(job, generated, &code);
    return file_output_end(job->diag, &output);
}

// -- one file -----------------------------------------------------------------

static bool
dump(struct job *job, struct intern *intern, const struct source *source)
{
    struct text text = {.arena = job->arena};
    size_t size;
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, &size);
    if (!out) die("out of memory");
    bool done = true;
    if (job->options->show.dump == DUMP_SOURCE)
        fwrite(source->text, 1, source->size, out);
    else if (job->options->show.dump == DUMP_PLACES)
        source_dump(source, out);
    else
        done = unit_compile(job->options, job->diag, job->arena, intern, source,
                            out) != NULL;
    fclose(out);
    text_add(&text, bytes, size);
    free(bytes);
    if (!job->options->job.output) return file_print(job->diag, &text) && done;
    return file_write(job->arena, job->diag, job->options->job.output, &text) &&
           done;
}

static bool emit(struct job *job, const char *generated)
{
    struct text text = {.arena = job->arena};
    if (job->options->show.described) {
        *job->options->show.described = generated;
        return true;
    }
    text_puts(&text, generated);
    if (!job->options->job.output) return file_print(job->diag, &text);
    return file_write(job->arena, job->diag, job->options->job.output, &text);
}

static bool finish(struct job *job, const char *generated)
{
    bool done = true;
    if (job->options->show.emit)
        done = emit(job, generated);
    else if (job->target)
        done = compile_code(job, generated);
    if (!done || !job->depends.target) return done;
    return file_output_end(job->diag, &job->depends);
}

static bool show_steps(struct job *job)
{
    const char *base = base_of(job->input);
    strings check = check_command(job);
    strings read = command_preprocess(job->options, job->arena, job->input);
    child_show(&check);
    child_show(&read);
    if (!job->target) return true;
    return run_code(job, with_suffix(job->arena, base, ".i"), job->target);
}

static bool run_passes(struct job *job)
{
    struct intern *intern = intern_create(job->arena);
    struct source source;
    const char *too_old = options_too_old(job->options);
    const struct options *o = job->options;
    if (o->code.refused) {
        diag_error(job->diag, "'%s' cannot be used with csp.h: %s",
                   o->code.refused, o->code.refused_why);
        return false;
    }
    if (too_old && scan_uses_csp(job->options, job->input, job->language)) {
        diag_error(job->diag, "csp.h needs gnu89, c99 or newer, not '%s'",
                   too_old);
        return false;
    }
    if (job->options->job.show_commands) return show_steps(job);
    if (!read_source(job, intern, &source)) return false;
    if (job->options->show.dump) return dump(job, intern, &source);
    const char *generated = unit_compile(job->options, job->diag, job->arena,
                                         intern, &source, NULL);
    if (!generated || job->diag->errors) return false;
    return finish(job, generated);
}

static struct diag diag_for(const struct options *options, struct arena *arena)
{
    return (struct diag){
        .colour = options->warnings.colour,
        .warnings_are_errors = options->warnings.are_errors,
        .no_warnings = options->warnings.none,
        .on = options->warnings.on,
        .off = options->warnings.off,
        .as_errors = options->warnings.as_errors,
        .not_errors = options->warnings.not_errors,
        .error_limit = options->warnings.error_limit,
        .arena = arena,
    };
}

// Where the dependencies of this file go, and what they are said to be of.
static void plan_dependencies(struct job *job, const char *target)
{
    struct options *o = job->options;
    if (!o->deps.wanted) return;
    const char *file = o->deps.file;
    if (!file && o->job.output)
        file = with_suffix(job->arena, o->job.output, ".d");
    else if (!file)
        file = with_suffix(job->arena, base_of(job->input), ".d");
    file_output_begin(job->arena, &job->depends, file);
    o->deps.file = job->depends.path;
    if (o->deps.has_target) return;
    vec_push(job->arena, &o->deps.args, "-MQ");
    vec_push(job->arena, &o->deps.args, target);
}

// Compiles the input to `target`; `named`: what dependencies call it.
static bool compile(const struct options *options, size_t input,
                    const char *stdin_path, const char *target,
                    const char *named)
{
    struct arena *arena = arena_create();
    struct diag diag = diag_for(options, arena);
    struct options own = *options;
    struct job job = {&own,
                      &diag,
                      arena,
                      options->job.inputs.at[input],
                      options->job.languages.at[input],
                      target,
                      {0}};
    strings deps = {0};
    add_args(&job, &deps, &options->deps.args);
    own.deps.args = deps;
    if (strcmp(job.input, "-") == 0) diag.stdin_path = stdin_path;
    plan_dependencies(&job, named);
    bool done = run_passes(&job);
    diag_summary(&diag);
    // The arena stays: cleanup.c has names in it until the process ends.
    return done && diag.errors == 0;
}

// -- all files ----------------------------------------------------------------

// What standard input has, in a file that each step can read.
static const char *keep_stdin(const struct options *options, struct diag *diag)
{
    struct text text = {.arena = options->arena};
    char block[1 << 14];
    ssize_t got;
    text_puts(&text, "");
    while ((got = read(STDIN_FILENO, block, sizeof block)) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got > 0) text_add(&text, block, (size_t)got);
        if (got >= 0) continue;
        diag_error(diag, "cannot read standard input: %s", strerror(errno));
        return NULL;
    }
    return file_temp(options->arena, diag, "stdin.c", &text);
}

struct command {
    const struct options *options;
    struct diag *diag;
    const char *stdin_path;
    struct sizes_change change; // of --report
    const char **objects;       // for each input, what the link takes instead
};

static bool wants_csp(const struct command *command, size_t i)
{
    const struct options *o = command->options;
    const char *input = o->job.inputs.at[i], *language = o->job.languages.at[i];
    bool is_stdin = strcmp(input, "-") == 0;
    return scan_wants_csp(o, is_stdin ? command->stdin_path : input, language);
}

// A plain file among files that need cspcc: the C compiler, for it alone.
static bool compile_plain(const struct command *command, size_t i)
{
    const struct options *o = command->options;
    struct child_files files = {0};
    strings argv = {0};
    vec_push(o->arena, &argv, o->toolchain.cc);
    for (size_t k = 0; k < o->args.all.count; k++)
        if (o->args.all.at[k].input < 0 ? o->args.all.at[k].roles != 0
                                        : (size_t)o->args.all.at[k].input == i)
            vec_push(o->arena, &argv, o->args.all.at[k].text);
    place_add_macro(o->arena, &argv);
    place_add_include(o, o->arena, &argv);
    // What the other files use clang would call unused in an assembly file.
    if (o->toolchain.cc_is_clang)
        vec_push(o->arena, &argv, "-Qunused-arguments");
    if (strcmp(o->job.inputs.at[i], "-") == 0) files.in = command->stdin_path;
    if (o->job.show_commands) return child_show(&argv), true;
    return plain_compile(o, command->diag, &argv, files) == 0;
}

// Where the object of an input goes that is only there to be linked: where
// other files are called after it, beside the program, as clang does.
static const char *object_for_link(const struct command *command, size_t i)
{
    const struct options *o = command->options;
    const char *object =
        with_suffix(o->arena, base_of(o->job.inputs.at[i]), ".o");
    if (o->job.save_temps) return temp_name(o, o->job.inputs.at[i], ".o");
    if (!o->job.direct_output)
        return file_temp(o->arena, command->diag, object, NULL);
    struct cleanup *item = ARENA_NEW(o->arena, struct cleanup);
    const char *path = arena_printf(
        o->arena, "%s-%s", o->job.output ? o->job.output : "a", object);
    cleanup_add(item, path);
    return path;
}

static bool compile_for_link(struct command *command, size_t i)
{
    const struct options *o = command->options;
    const char *object =
        with_suffix(o->arena, base_of(o->job.inputs.at[i]), ".o");
    const char *path = object_for_link(command, i);
    if (!path) return false;
    command->objects[i] = path;
    return compile(o, i, command->stdin_path, path,
                   o->job.output ? o->job.output : object);
}

static bool run_one(struct command *command, size_t i)
{
    const struct options *o = command->options;
    bool shows = o->show.dump || o->show.emit || o->job.syntax_only;
    const char *input = o->job.inputs.at[i];
    bool is_c = scan_kind_of(input, o->job.languages.at[i]) != SCAN_OTHER;
    const char *target = output_of(o, input);
    if (shows && is_c &&
        (o->show.dump || o->show.emit || wants_csp(command, i)))
        return compile(o, i, command->stdin_path, NULL, target);
    bool wanted = wants_csp(command, i);
    if (wanted && o->job.phase == PHASE_LINK)
        return compile_for_link(command, i);
    if (wanted) return compile(o, i, command->stdin_path, target, target);
    if (o->job.phase == PHASE_LINK && !shows) return true;
    return compile_plain(command, i);
}

static bool is_link(const struct options *options)
{
    return options->job.phase == PHASE_LINK && !options->show.dump &&
           !options->show.emit && !options->job.syntax_only;
}

// A program will want it, so its lack is said before anything is compiled.
static bool runtime_is_there(struct options *options, struct diag *diag)
{
    if (!is_link(options) || options->link.no_runtime) return true;
    target_find_runtime(options, diag);
    if (options->toolchain.lib_dir || !options->toolchain.own_lib_dir ||
        options->link.shared)
        return true;
    target_report_missing(options, diag);
    return false;
}

// -- what --emit says of several files ---------------------------------------

static const char *read_described(struct command *command, const char *input)
{
    size_t size;
    const char *text = read_file(command->options->arena, input, &size);
    if (!text)
        diag_error(command->diag, "cannot read '%s': %s", input,
                   strerror(errno));
    return text;
}

static bool reads_described(const struct options *o)
{
    return o->show.emit == EMIT_HTML || o->show.emit == EMIT_SIZES;
}

// What --emit=json has printed; or, for a report, that. Both are kept in files
// of any name but one of C.
static bool is_described(const struct options *o, size_t i)
{
    const char *input = o->job.inputs.at[i];
    size_t length = strlen(input);
    bool is_json = length > 5 && strcmp(input + length - 5, ".json") == 0;
    bool is_other = scan_kind_of(input, o->job.languages.at[i]) == SCAN_OTHER;
    return reads_described(o) &&
           (is_json || (is_other && o->show.emit == EMIT_SIZES));
}

// What a page calls itself that shows several files.
static const char *page_title(const struct options *o)
{
    if (o->job.inputs.count == 1 && !is_described(o, 0))
        return o->job.inputs.at[0];
    if (!o->job.output)
        return arena_printf(o->arena, "%zu files", o->job.inputs.count);
    return with_suffix(o->arena, base_of(o->job.output), "");
}

// What is said of one input, NULL after a report.
static const char *said_of(struct command *command, size_t index)
{
    struct options own = *command->options;
    const char *input = own.job.inputs.at[index], *said = NULL;
    own.show.described = &said;
    if (is_described(&own, index)) return read_described(command, input);
    if (!compile(&own, index, command->stdin_path, NULL, input)) return NULL;
    if (!reads_described(&own) || !said) return said;
    strings one = {0};
    vec_push(own.arena, &one, said);
    return describe_document(own.arena, &one);
}

static struct page_document *
documents_of(const struct options *o, const strings *said)
{
    struct page_document *documents =
        arena_alloc(o->arena, (said->count + 1) * sizeof *documents);
    for (size_t i = 0; i < said->count; i++)
        documents[i] = (struct page_document){o->job.inputs.at[i], said->at[i]};
    return documents;
}

static const char *page_of(struct command *command, const strings *said)
{
    const struct options *o = command->options;
    return page_make(o, command->diag, page_title(o), documents_of(o, said),
                     said->count);
}

// The first of several inputs that has been kept is how it was.
static const char *sizes_of(struct command *command, const strings *said)
{
    const struct options *o = command->options;
    const struct page_document *all = documents_of(o, said);
    size_t old = said->count > 1 && is_described(o, 0);
    if (o->show.fail_if && !old) {
        diag_error(command->diag,
                   "'--fail-if' needs what to compare with: a first input that "
                   "--report=frames or --emit=json has printed");
        return NULL;
    }
    return sizes_report(o->arena, command->diag, old ? &all[0] : NULL,
                        all + old, said->count - old, &command->change);
}

// When the report has been printed.
static bool is_accepted(struct command *command)
{
    const struct sizes_change *change = &command->change;
    size_t grown = change->grown;
    size_t all = grown + change->shrunk + change->born + change->gone;
    switch (command->options->show.fail_if) {
    case FAIL_IF_NONE: break;
    case FAIL_IF_GROWN:
        if (grown)
            diag_error(command->diag, "%zu frame%s grown", grown,
                       grown == 1 ? " has" : "s have");
        return !grown;
    case FAIL_IF_CHANGED:
        if (all)
            diag_error(command->diag, "%zu frame%s changed", all,
                       all == 1 ? " has" : "s have");
        return !all;
    }
    return true;
}

static const char *joined(struct arena *arena, const strings *said)
{
    struct text out = {.arena = arena};
    text_puts(&out, "");
    for (size_t i = 0; i < said->count; i++)
        text_printf(&out, "%s%s", out.count ? "\n" : "", said->at[i]);
    return out.at;
}

// All inputs in one output, but for --emit=c, which has one for each.
static bool run_emit(struct command *command)
{
    const struct options *o = command->options;
    strings said = {0};
    bool done = true;
    for (size_t i = 0; i < o->job.inputs.count; i++) {
        const char *text = said_of(command, i);
        done = done && text;
        vec_push(o->arena, &said, text);
    }
    if (!done) return false;
    const char *text = o->show.emit == EMIT_HTML    ? page_of(command, &said)
                       : o->show.emit == EMIT_SIZES ? sizes_of(command, &said)
                       : o->show.emit == EMIT_JSON
                           ? describe_document(o->arena, &said)
                           : joined(o->arena, &said);
    struct text out = {.arena = o->arena};
    if (!text) return false;
    text_puts(&out, text);
    done = o->job.output
               ? file_write(o->arena, command->diag, o->job.output, &out)
               : file_print(command->diag, &out);
    return done && is_accepted(command);
}

int driver_run(struct options *options)
{
    struct diag diag = diag_for(options, options->arena);
    struct command command = {.options = options, .diag = &diag};
    size_t count = options->job.inputs.count;
    bool done = true;
    bool told = false;
    options->warnings.unused_told = &told;
    cleanup_begin(options->arena);
    if (!runtime_is_there(options, &diag)) return 1;
    command.objects = arena_alloc(options->arena, count * sizeof(char *));
    for (size_t i = 0; i < count && !command.stdin_path; i++)
        if (strcmp(options->job.inputs.at[i], "-") == 0) {
            command.stdin_path = keep_stdin(options, &diag);
            if (!command.stdin_path) return 1;
            diag.stdin_path = command.stdin_path;
        }
    if (options->show.emit > EMIT_C) return run_emit(&command) ? 0 : 1;
    for (size_t i = 0; i < count; i++)
        done = run_one(&command, i) && done;
    if (!done) return 1;
    if (!is_link(options)) return 0;
    return plain_link(options, &diag, command.objects) == 0 ? 0 : 1;
}
