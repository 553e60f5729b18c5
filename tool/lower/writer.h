// SPDX-License-Identifier: MIT
// writer.h: text on its way into the generated file. A banner names the file.
#ifndef CSPCC_WRITER_H
#define CSPCC_WRITER_H

#include "sense/sense.h"

// -- directive.c -------------------------------------------------------------
// What says that the next line is this one of the source, in the style that was
// asked for; "" if nothing does.
const char *
directive_text(const struct unit *unit, unsigned line, const char *file);
// What follows in `out` counts as the source line of `at`.
void directive_put(const struct unit *unit, struct text *out, size_t at);

// -- place.c -----------------------------------------------------------------
// A file's name, quoted, as the program has it for what it reports.
const char *place_file(const struct unit *unit, const char *file);

// -- edits.c -----------------------------------------------------------------
// What stands in another form in the generated file than in the source.
struct edits {
    struct unit *unit;
    bool places;           // operands keep their line and column
    VEC(struct edit) list; // by offset, when edits_sort has run
    // spelling.c: macros that stand as they are written. A range that has one
    // whole takes it, and none of the edits in it.
    VEC(struct edit) macros;
};
// Operands of the user's keep their line and column within glue: in text on its
// way to the output, MARK, an offset in hexadecimal and MARK_END say where what
// follows stands in the source.
enum { MARK = '\1', MARK_END = '\2' };

void edits_add(struct edits *edits, size_t begin, size_t end, const char *text);
void edits_sort(struct edits *edits);
// The source between two offsets, edits made, line markers left out.
void edits_copy(const struct edits *edits, struct text *out, size_t begin,
                size_t end);
// The same with line markers, in our form.
void edits_copy_lines(const struct edits *edits, struct text *out, size_t begin,
                      size_t end);
// The same where it does not go to where it stood; places kept.
void edits_copy_places(const struct edits *edits, struct text *out,
                       size_t begin, size_t end);
// The same of a line, or a part of one, that goes to where it stood. Gives the
// offset behind what is copied or replaced, `end` or above.
size_t edits_copy_line(const struct edits *edits, struct text *out,
                       size_t begin, size_t end);
// As text that may stand in a line of ours: without comments, places kept.
const char *edits_text(const struct edits *edits, size_t begin, size_t end);
const char *
text_without_comments(struct arena *arena, const char *text, size_t length);
// A line marker of the preprocessor's begins here.
bool edits_is_marker(const char *text, size_t at);

// -- spelling.c --------------------------------------------------------------
// What a compiler takes a line of the generated file to be.
struct origin {
    const char *file; // as the directive has it, quoted
    size_t file_length;
    unsigned long line; // 0: nobody has said
};
// Before anything is lowered. Where nobody reads, or there are no macros, the
// others do nothing: unit->spelling is NULL.
void spelling_begin(struct unit *unit);
// Fills edits->macros for a range of the text; the list is sorted.
void spelling_put_back(struct edits *edits, size_t begin, size_t end);
// Which macros may stand as they are written; text: all that stands behind the
// user's text, without them. Gives the macros that must not be defined there.
strings spelling_ask(struct unit *unit, const char *text);
// A line of the generated file, in which macros may still have both forms.
const char *spelling_settle(struct unit *unit, const char *line, size_t length,
                            struct origin origin);
// The same of all lines of the file.
const char *spelling_settle_all(struct unit *unit, const char *text);

// -- writer.c ----------------------------------------------------------------
// What text on its way stands for, from a byte of it up to the next stretch.
struct stretch {
    size_t from;
    size_t at; // in the source
    int state; // the suspension that it is part of; 0: none
};
typedef VEC(struct stretch) stretches;
struct writer {
    const struct edits *edits;
    struct text *out;
    const char *file; // what a reader of `out` takes the line to be
    unsigned line;
    bool pretty;      // glue on lines of its own, for people
    bool newline;     // one is due before the next text
    bool unsure;      // glue on lines of its own has come since `line` was said
    bool joins;       // a comment of the source's may go on the glue's line
    int depth;        // braces that glue has open
    int base;         // of them, those outside of the line at indent_at
    size_t indent_at; // offset of the statement whose indentation glue takes
    // For people: what has been written stands for what; NULL: nobody asks.
    stretches *stretches;
    size_t at; // what glue stands for
    int state; // and the suspension that it is part of; 0: none
};
// Source text straight to the output.
void writer_source(struct writer *w, size_t begin, size_t end);
// Text of ours: a newline in it is one only in pretty output.
__attribute__((format(printf, 2, 3))) void
writer_glue(struct writer *w, const char *format, ...);
// What is in `out` from there on may have the comment behind it on its last
// line: it is simple statements.
void writer_join(struct writer *w, size_t from);
// A label of ours, a step to the left, and the statement behind it; NULL: none.
void writer_label(struct writer *w, const char *name, const char *then);
// A brace of ours, at the end of the line before where people read.
void writer_brace(struct writer *w);
// Makes sure that what follows counts as the source line of `at`.
void writer_line(struct writer *w, size_t at);

#endif
