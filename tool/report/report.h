// SPDX-License-Identifier: MIT
// report.h: what is said to the user: errors and warnings, with their places.
#ifndef CSPCC_REPORT_H
#define CSPCC_REPORT_H

#include "base/base.h"

#include <stdio.h>

enum colour_when { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

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

#endif
