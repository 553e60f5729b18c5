// SPDX-License-Identifier: MIT
// plain.c: what the C compiler does alone: files that do not use csp.h, and
// the link, which gets the runtime library. A compilation becomes the C
// compiler (exec), so it costs nothing; a link is watched, since no linker
// promises to leave nothing behind when it is interrupted.
#include "driver/driver.h"
#include "said/said.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool only_headers(const struct options *options)
{
    for (size_t i = 0; i < options->job.inputs.count; i++)
        if (!scan_is_header(options->job.inputs.at[i],
                            options->job.languages.at[i]))
            return false;
    return true;
}

// What makes no object and is not linked.
static bool is_question(const struct options *options)
{
    if (only_headers(options)) return true;
    return options->job.plain || options->job.inputs.count == 0 ||
           options->job.phase == PHASE_PREPROCESS;
}

bool plain_suffices(const struct options *options)
{
    if (is_question(options)) return true;
    for (size_t i = 0; i < options->job.inputs.count; i++) {
        const char *input = options->job.inputs.at[i];
        const char *language = options->job.languages.at[i];
        if (scan_kind_of(input, language) == SCAN_OTHER) continue;
        if (strcmp(input, "-") == 0) return false; // must be kept to be read
        if (scan_wants_csp(options, input, language)) return false;
    }
    return !options->show.emit && !options->show.dump;
}

static bool
has_source(const struct options *options, const char *const *objects)
{
    for (size_t i = 0; i < options->job.inputs.count; i++) {
        const char *input = options->job.inputs.at[i];
        const char *dot = strrchr(input, '.');
        if (objects && objects[i]) continue;
        if (options->job.languages.at[i] || (dot && strchr("cCiSmh", dot[1])))
            return true;
    }
    return options->job.inputs.count == 0;
}

// An object in the place of a source, whatever -x says about sources.
static void add_object(const struct options *options, struct arena *arena,
                       strings *argv, int input, const char *object)
{
    const char *language = options->job.languages.at[input];
    const char *around[] = {"-x", "none", object, "-x", language};
    for (int i = language ? 0 : 2; i < (language ? 5 : 3); i++)
        vec_push(arena, argv, around[i]);
}

// For sources that are not preprocessed yet, which nobody here asks.
static void
add_own(const struct options *options, struct arena *arena, strings *argv)
{
    if (options->toolchain.cc_is_clang)
        vec_push(arena, argv, "--start-no-unused-arguments");
    place_add_macro(arena, argv);
    place_add_include(options, arena, argv);
    if (options->toolchain.cc_is_clang)
        vec_push(arena, argv, "--end-no-unused-arguments");
}

static strings command(const struct options *options, struct arena *arena,
                       const char *const *objects)
{
    strings argv = {0};
    bool sources = has_source(options, objects);
    unsigned unwanted = ARG_DEPS | ARG_FRONT | ARG_CODE;
    vec_push(arena, &argv, options->toolchain.cc);
    for (size_t i = 0; i < options->args.all.count; i++) {
        const struct arg *arg = &options->args.all.at[i];
        if (objects && arg->input >= 0 && objects[arg->input])
            add_object(options, arena, &argv, arg->input, objects[arg->input]);
        else if (objects && !arg->roles)
            continue; // done for the command as a whole
        else if (place_add_net(options, arena, &argv, arg->text))
            continue;
        else if (sources || arg->roles & ~unwanted || !objects)
            vec_push(arena, &argv, arg->text);
    }
    if (sources) add_own(options, arena, &argv);
    // What the sources that are objects by now had a use for.
    if (objects && options->toolchain.cc_is_clang)
        vec_push(arena, &argv, "-Qunused-arguments");
    if (options->job.phase == PHASE_LINK && options->job.inputs.count &&
        !is_question(options) && !options->job.syntax_only)
        place_add_runtime(options, arena, &argv);
    return argv;
}

// A file with words of csp.h that does not include it: should the compiler
// fail, it gets to hear of that.
static bool is_watched(const struct options *options, const char *input,
                       const char *language)
{
    return scan_kind_of(input, language) == SCAN_C && strcmp(input, "-") != 0 &&
           mistakes_expected(options->arena, input) &&
           !scan_uses_csp(options, input, language);
}

static bool any_watched(const struct options *options)
{
    if (options->job.show_commands || options->code.inferred) return false;
    for (size_t i = 0; i < options->job.inputs.count; i++)
        if (is_watched(options, options->job.inputs.at[i],
                       options->job.languages.at[i]))
            return true;
    return false;
}

int plain_compile(const struct options *options, struct diag *diag,
                  strings *argv, struct child_files files)
{
    struct text said = {.arena = diag->arena};
    int fds[2];
    if (!any_watched(options)) return child_run(options, diag, argv, files);
    if (pipe2(fds, O_CLOEXEC) != 0) die("pipe: %s", strerror(errno));
    if (diag_colours(options->warnings.colour)) // it writes into a pipe
        vec_push(diag->arena, argv, "-fdiagnostics-color=always");
    files.err = fds[1];
    pid_t child = child_start(options, diag, argv, files);
    close(fds[1]);
    text_puts(&said, "");
    child_read(fds[0], &said);
    int status = child_end(diag, child, argv->at[0]);
    if (status == 0)
        fputs(said.at, stderr);
    else
        mistakes_report(options, diag, NULL, &said, NULL);
    return status;
}

static void remove_if_changed(const char *target, const struct stat *before,
                              bool existed, struct cleanup *item)
{
    struct stat now;
    bool same = existed && stat(target, &now) == 0 &&
                now.st_ino == before->st_ino &&
                now.st_size == before->st_size &&
                now.st_mtim.tv_sec == before->st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
    if (same) cleanup_keep(item);
}

int plain_link(const struct options *options, struct diag *diag,
               const char *const *objects)
{
    const char *target = options->job.output ? options->job.output : "a.out";
    strings argv = command(options, diag->arena, objects);
    struct output output;
    struct stat before;
    bool existed = stat(target, &before) == 0;
    if (options->job.show_commands || options->job.verbose) child_show(&argv);
    if (options->job.show_commands) return 0;
    cleanup_begin(diag->arena);
    file_output_direct(diag->arena, &output, target);
    struct child_files files = {.in = diag->stdin_path};
    int status = plain_compile(options, diag, &argv, files);
    if (status != 0) diag_summary(diag);
    if (status != 0 && output.item)
        remove_if_changed(target, &before, existed, output.item);
    else
        file_output_end(diag, &output);
    bool lacks =
        status != 0 && !options->link.no_runtime && !options->toolchain.lib_dir;
    if (lacks && options->toolchain.own_lib_dir)
        target_report_missing(options, diag);
    else if (lacks)
        fprintf(stderr, "cspcc: note: the runtime library libcsprt.a is not in"
                        " the lib directory beside cspcc's own\n");
    return status;
}

int plain_run(struct options *options, struct diag *diag)
{
    bool links = options->job.phase == PHASE_LINK &&
                 !options->job.syntax_only && !is_question(options);
    if (links && !options->link.no_runtime) target_find_runtime(options, diag);
    if (links && !options->job.show_commands)
        return plain_link(options, diag, NULL);
    strings argv = command(options, diag->arena, NULL);
    if (is_question(options) || !any_watched(options))
        return child_exec(options, diag, &argv);
    cleanup_begin(diag->arena);
    int status = plain_compile(options, diag, &argv, (struct child_files){0});
    diag_summary(diag);
    return status;
}
