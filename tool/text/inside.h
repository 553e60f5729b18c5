// SPDX-License-Identifier: MIT
// inside.h: the files as their writers left them, for preprocess.c, which puts
// their lines back, and source.c and align.c, which find places in them.
#ifndef CSPCC_SOURCE_H
#define CSPCC_SOURCE_H

#include "text/text.h"

// -- token.c -----------------------------------------------------------------
// The tokens of one line; comments are skipped.
struct source_lexer {
    const char *at, *end;
    bool in_comment; // a block comment
};
struct source_token {
    const char *at;
    size_t length;
};
bool token_next(struct source_lexer *lexer, struct source_token *token);
bool token_is(struct source_token a, struct source_token b);
static inline bool token_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool token_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

// -- source.c ----------------------------------------------------------------
// A line of a file as it is written.
struct source_original {
    size_t begin, length;
    unsigned first; // of the lines joined with it by block comments
    bool starts_in_comment;
    bool odd; // a directive, a continuation, \r, ...: leave it alone
};
struct source_file {
    struct source_file *next;
    const char *name;              // interned
    const char *text;              // NULL: cannot be read
    struct source_original *lines; // [0] is line 1
    unsigned count;
};
struct source_files {
    struct arena *arena;
    struct intern *intern;
    const char *stdin_path; // where to read "<stdin>"
    struct source_file *first;
};
// `name` is interned. Reads the file at the first call.
struct source_file *
source_file_named(struct source_files *files, const char *name);

struct source_lexer source_lexer(const struct source_file *file, unsigned line);

// -- align.c -----------------------------------------------------------------
// Which tokens of two forms of one line are the same.
struct align;
const struct align *align_lines(struct source_files *files,
                                struct source_lexer own,
                                struct source_lexer expanded);
// The column, in the line as written, of what holds the byte `at` of the
// expanded one, and its length, or 0 if it is a macro's; 0: there is nothing.
unsigned align_column(const struct align *align, size_t at, unsigned *length);

// -- expand.c ----------------------------------------------------------------
// Adds a line as it is written, with what the compiler printed in place of the
// macros, and lists those; false: the two do not fit, nothing is added. macros:
// their names, interned.
bool expand_line(struct source *source, const struct map *macros,
                 struct text *out, struct source_token written,
                 struct source_token printed);
// Adds the macros in the arguments of others to source->expansions.
void expand_arguments(const struct options *options, struct diag *diag,
                      struct source *source);

#endif
