// SPDX-License-Identifier: MIT
// said.h: what words.c, said.c, mistakes.c, typing.c and, for the words
// alone, lower/words.c share: the forms of
// csp.h as people write them, what the C compiler said about a file, and our
// own words for it.
#ifndef CSPCC_MISTAKES_H
#define CSPCC_MISTAKES_H

#include "tree/forms.h"
#include "text/inside.h"

// -- words.c -----------------------------------------------------------------
// The word of csp.h that is one or two slips away from this one, or NULL.
const char *words_near(struct arena *arena, const char *word, size_t length);

// Some text of a file.
struct span {
    struct place place; // its length in bytes, if it is on one line
    unsigned end_line, end_column;
    const char *text;
};
// A mention of a form in a file.
struct use {
    const struct form *form;
    struct span span; // with its parentheses
    struct span word;
    unsigned nth; // of this form on its line, from 0
    bool has_parens;
    VEC(struct span) operands;
    const char *before, *after; // the tokens around it, "" if none
    bool said, warned; // its mistake has been reported, as an error or not
};
typedef VEC(struct use) uses;
// All of a file, in their order; the same array at each call.
struct words {
    struct source_files files;
    struct words_file *first;
};
uses *words_uses(struct words *words, const char *file);
// How many of them stand before a line.
size_t words_before(const uses *all, unsigned line);
// The place of the k-th word like it on the line; length 0: there is none.
struct place words_find(struct words *words, const char *file, unsigned line,
                        const char *word);

// -- said.c ------------------------------------------------------------------
// One diagnostic of the C compiler's, with its notes.
struct said {
    const char *begin, *end; // its text, as it came
    bool is_summary;         // "2 errors generated."
    bool is_error, is_warning;
    struct place place;
    const char *message;
    const char *flag; // "-Wint-conversion"; NULL: none
    bool is_promoted; // a warning that -Werror made an error
    VEC(struct place)
    places;      // its own and those of the macros round it, in
                 // the user's files
    bool inside; // it speaks of what csp.h is made of
};
typedef VEC(struct said) said_list;
said_list
said_split(struct arena *arena, const char *text, const char *own_dir);
// The types of csp.h in a message or a type, as people write them.
const char *said_types(struct arena *arena, const char *text);
// As it was said, but for what the user did not write.
void said_print(struct diag *diag, const struct said *said,
                const char *own_dir);

// -- front/typing.c ----------------------------------------------------------
enum verdict {
    VERDICT_UNKNOWN, // it has no type: wrong in itself
    VERDICT_FITS,
    VERDICT_WRONG,
};
enum hint { HINT_NONE, HINT_ADDRESS, HINT_NO_ADDRESS, HINT_DEREFERENCE };
// What is known of the operands of one form in the source.
struct typed {
    const struct form *form;
    const char *file;
    unsigned line, nth;
    size_t count;
    struct typed_operand {
        enum verdict verdict;
        enum hint hint;
        const char *got;    // its type
        const char *wanted; // "a channel"
    } operands[OPERANDS_MOST];
};
typedef VEC(struct typed) typed_list;
// -- mistakes.c --------------------------------------------------------------
// A file that has words of csp.h, it seems.
bool mistakes_expected(struct arena *arena, const char *input);
// Reports what the C compiler said about `input`: in our words where it is
// about csp.h's forms, else as it was said. `typing` finds the types of
// operands; NULL: the file does not include csp.h.
typedef typed_list mistakes_typing(const struct options *, struct diag *,
                                   struct arena *, const char *input);
void mistakes_report(const struct options *options, struct diag *diag,
                     const char *input, const struct text *said,
                     mistakes_typing *typing);

#endif
