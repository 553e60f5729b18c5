// SPDX-License-Identifier: MIT
// driver.h: from the command line to what is done: a banner names the file.
#ifndef CSPCC_DRIVER_H
#define CSPCC_DRIVER_H

#include "front/front.h"

// -- options.c ---------------------------------------------------------------
// Parses argv (response files expanded). On a bad command line prints the
// errors and returns false.
bool options_parse(struct options *options, int argc, char **argv);
void options_help(FILE *out);
// The -std= in force if csp.h cannot live with it, else NULL.
const char *options_too_old(const struct options *options);

// -- launch.c ----------------------------------------------------------------
// A launcher that the user put before the compiler is put before cspcc:
// --launcher=ccache --cc CC ARGS runs ccache cspcc --cc=CC ARGS.
bool launch_wanted(char **argv);
int launch_run(struct options *options, struct diag *diag, char **argv);

// -- load.c ------------------------------------------------------------------
// NULL after a report.
const struct front *
load_front(const struct options *options, struct diag *diag);

// -- silent.c ----------------------------------------------------------------
// Whether it is for libclang to find out that a command which checks a source
// has nothing to say; the command then names the C compiler in full.
bool silent_may_be(const struct options *options, strings *argv);
// Beside this process; child_was_true: it has nothing to say.
pid_t silent_begin(const struct front *front, const strings *argv);

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

// -- the passes, each on the whole unit, each requires the one before ---------
// unit_compile: the preprocessed source in, the generated C out, NULL after
// errors (reported). It runs: clang, colour, check, cfg, live, frame, lower,
// emit; with options->dump it prints that pass to `dump` and returns "".
const char *unit_compile(const struct options *options, struct diag *diag,
                         struct arena *arena, struct intern *intern,
                         const struct source *source, FILE *dump);

#endif
