// SPDX-License-Identifier: MIT
// token.c: the tokens of one line, comments skipped: the one lexer of the
// house. Called by source.c and align.c, and where files are read as written.
#include "text/inside.h"

#include <string.h>

static size_t string_length(const char *at, const char *end)
{
    const char *from = at;
    char quote = *at++;
    while (at < end && *at != quote)
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return (size_t)(at - from) + (at < end);
}

static size_t number_length(const char *at, const char *end)
{
    const char *from = at;
    for (; at < end; at++)
        if ((*at == '+' || *at == '-') && at > from && strchr("eEpP", at[-1]))
            continue;
        else if (!text_is_word(*at) && *at != '.')
            break;
    return (size_t)(at - from);
}

static size_t punctuator_length(const char *at, const char *end)
{
    static const char *const longer[] = {
        "%:%:", "<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=",
        ">=",   "==",  "!=",  "&&",  "||", "*=", "/=", "%=", "+=", "-=",
        "&=",   "^=",  "|=",  "##",  "<:", ":>", "<%", "%>", "%:", "::"};
    for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++) {
        if (longer[i][0] != *at) continue;
        size_t length = strlen(longer[i]);
        if (length <= (size_t)(end - at) && memcmp(at, longer[i], length) == 0)
            return length;
    }
    return 1;
}

// Moves over blanks and comments; false at the end of the line.
static bool skip(struct source_lexer *lexer)
{
    while (lexer->at < lexer->end) {
        const char *at = lexer->at;
        bool two = at + 1 < lexer->end;
        if (lexer->in_comment) {
            lexer->in_comment = !(two && at[0] == '*' && at[1] == '/');
            lexer->at += lexer->in_comment ? 1 : 2;
        } else if (two && at[0] == '/' && at[1] == '*') {
            lexer->in_comment = true;
            lexer->at += 2;
        } else if (two && at[0] == '/' && at[1] == '/') {
            lexer->at = lexer->end;
        } else if (token_is_blank(*at)) {
            lexer->at++;
        } else {
            return true;
        }
    }
    return false;
}

bool token_next(struct source_lexer *lexer, struct source_token *token)
{
    if (!skip(lexer)) return false;
    const char *at = lexer->at, *end = lexer->end;
    token->at = at;
    if (*at == '"' || *at == '\'')
        token->length = string_length(at, end);
    else if (text_is_word(*at) ||
             (*at == '.' && at + 1 < end && token_is_digit(at[1])))
        token->length = number_length(at, end);
    else
        token->length = punctuator_length(at, end);
    lexer->at += token->length;
    return true;
}

bool token_is(struct source_token a, struct source_token b)
{
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}
