// SPDX-License-Identifier: MIT
// host.h: the machine that cspcc runs on: where things are, files on their way,
// other programs. A banner names the file.
#ifndef CSPCC_HOST_H
#define CSPCC_HOST_H

#include "host/options.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>

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
// Is the argument -lcsphttp or another of lib/net's? Then it is done: the
// variant for the sanitizer, and what that stands on.
bool place_add_net(const struct options *options, struct arena *arena,
                   strings *argv, const char *argument);

// -- target.c ----------------------------------------------------------------
// Takes the line of csp/target.h; false if it is another one.
bool target_read(struct arena *arena, const char *line, size_t length,
                 struct target_machine *target);
// False after a report: there is no cspcc for that target.
bool target_check(struct diag *diag, const struct target_machine *target);
// What libclang must hear to take the target's view of types.
void target_add_parse_args(struct arena *arena,
                           const struct target_machine *target, strings *argv);
// Before a link: makes options->lib_dir the one for the link's target, NULL if
// there is none; report_missing then says so, and what to do.
void target_find_runtime(struct options *options, struct diag *diag);
void target_report_missing(const struct options *options, struct diag *diag);

// -- cleanup.c ---------------------------------------------------------------
// What must not stay behind when the process ends, by exit or by a signal.
struct cleanup {
    const char *path; // of a file, or of a directory that is empty by then
    bool armed;       // still to be removed
    struct cleanup *next;
};
void cleanup_begin(struct arena *arena); // before the first of the others
// In a copy of this process: signals do what they would in any other.
void cleanup_forget(void);
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
// an end it is removed. Devices are written to directly.
struct output {
    const char *target, *path;
    struct cleanup *item; // NULL: there is nothing to remove
};
void file_output_begin(struct arena *arena, struct output *output,
                       const char *target);
// The same, written to the target itself.
void file_output_direct(struct arena *arena, struct output *output,
                        const char *target);
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
// The same with something to do between its two halves: what the child writes
// waits in pipes, or the child does.
struct capture {
    pid_t child;
    const char *name;
    int out, err;
};
void capture_begin(const struct options *options, struct diag *diag,
                   const strings *argv, const char *in, struct capture *run);
int capture_end(struct diag *diag, struct capture *run, struct text *out,
                struct text *err);
// Runs a function in a copy of this process, which ends with it; what it says
// on standard error, or dies of, is nobody's concern. -1: there is none.
pid_t child_fork(bool function(void *argument), void *argument);
// Waits for such a one: whether the function was true.
bool child_was_true(pid_t child);
// Reads a pipe to its end, and closes it.
void child_read(int fd, struct text *text);
// Becomes that program; returns only on failure.
int child_exec(const struct options *options, struct diag *diag,
               const strings *argv);
// Prints a command as -### does.
void child_show(const strings *argv);

#endif
