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

// -- edits.c -----------------------------------------------------------------
// What stands in another form in the generated file than in the source.
struct edits {
    struct unit *unit;
    bool places;           // operands keep their line and column
    VEC(struct edit) list; // by offset, when edits_sort has run
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

// -- writer.c ----------------------------------------------------------------
struct writer {
    const struct edits *edits;
    struct text *out;
    const char *file; // what a reader of `out` takes the line to be
    unsigned line;
    bool pretty;      // glue on lines of its own, for people
    bool newline;     // one is due before the next text
    int depth;        // braces that glue has open
    int base;         // of them, those outside of the line at indent_at
    size_t indent_at; // offset of the statement whose indentation glue takes
};
// Source text straight to the output.
void writer_source(struct writer *w, size_t begin, size_t end);
// Text of ours: a newline in it is one only in pretty output.
__attribute__((format(printf, 2, 3))) void
writer_glue(struct writer *w, const char *format, ...);
// A label of ours, a step to the left, and the statement behind it; NULL: none.
void writer_label(struct writer *w, const char *name, const char *then);
// A brace of ours, at the end of the line before where people read.
void writer_brace(struct writer *w);
// Makes sure that what follows counts as the source line of `at`.
void writer_line(struct writer *w, size_t at);

#endif
