// SPDX-License-Identifier: MIT
// mistakes.c: the usual mistakes with csp.h, in our words. The C compiler has
// complained about a file; where that is about the insides of csp.h's macros,
// or a word of csp.h that it does not know, this says what the user did. It
// decides nothing: each report stands in the place of one of the compiler's, of
// the same severity. What is not about csp.h is printed as it came.
#include "said/said.h"

#include <string.h>

struct mistakes {
    const struct options *options;
    struct diag *diag;
    struct arena *arena;
    struct words words;
    const char *input;
    const char *own_dir; // of csp.h
    mistakes_typing *typing;
    typed_list typed;
    bool has_typed;        // typing has been asked
    bool missing_include;  // and has been reported
    bool said_any;         // something of ours has been reported as an error
    bool said_word;        // and it was a word that is misspelt
    VEC(struct place) bad; // where, for what follows from it
    VEC(const struct said *) printed; // as they were said
};

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

__attribute__((format(printf, 5, 6))) static void
report(struct mistakes *m, const struct said *said, struct place place,
       const char *name, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(m->arena, format, args);
    va_end(args);
    if (said->is_error) {
        diag_report(m->diag, SEVERITY_ERROR, place, name, "%s", text);
        m->said_any = true;
        vec_push(m->arena, &m->bad, place);
    } else {
        diag_report(m->diag, SEVERITY_WARNING, place,
                    said->flag ? said->flag + 2 : NULL, "%s", text);
    }
}

static void note(struct mistakes *m, struct place place, const char *text)
{
    diag_report(m->diag, SEVERITY_NOTE, place, NULL, "%s", text);
}

static bool note_use(struct use *use, const struct said *said)
{
    use->said |= said->is_error;
    use->warned |= said->is_warning;
    return true;
}

// == Which form it is about ==================================================

static bool holds_line(const struct span *span, unsigned line)
{
    return span->place.line <= line && line <= span->end_line;
}

static bool holds(const struct span *span, struct place place)
{
    if (!holds_line(span, place.line)) return false;
    if (place.line == span->place.line && place.column < span->place.column)
        return false;
    return place.line < span->end_line || place.column < span->end_column;
}

// The innermost form that holds the place.
static struct use *use_around(struct mistakes *m, struct place place)
{
    uses *all = words_uses(&m->words, place.file);
    struct use *found = NULL;
    for (size_t i = 0; i < all->count; i++)
        if (holds(&all->at[i].span, place)) found = &all->at[i];
    return found;
}

static struct use *use_of(struct mistakes *m, const struct said *said)
{
    struct use *found = NULL;
    for (size_t i = 0; i < said->places.count && !found; i++)
        found = use_around(m, said->places.at[i]);
    return found;
}

// A form inside this one has been reported.
static bool holds_a_reported(struct mistakes *m, const struct use *use)
{
    uses *all = words_uses(&m->words, use->span.place.file);
    for (size_t i = 0; i < all->count; i++)
        if (all->at[i].said && &all->at[i] != use &&
            holds(&use->span, all->at[i].word.place))
            return true;
    return false;
}

// == Mistakes that the text shows ============================================

static const char *name_of(const struct use *use)
{
    return use->word.text;
}

// May a statement begin behind this token?
static bool begins_statement(const char *before)
{
    static const char *const tokens[] = {
        "", ";", "{", "}", ")", ":", "else", "do", "go", "par", "blocking"};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (strcmp(before, tokens[i]) == 0) return true;
    return false;
}

static bool is_bare_record(const char *type)
{
    static const char *const words[] = {"struct", "union", "enum"};
    for (int i = 0; i < 3; i++) {
        size_t length = strlen(words[i]);
        if (starts(type, words[i]) &&
            type[length + strspn(type + length, " \t\n")] == '{')
            return true;
    }
    return false;
}

static bool takes_type(const struct form *form)
{
    return form->kind == FORM_TYPE || starts(form->name, "chan_make");
}

static bool
is_bare_type(struct mistakes *m, const struct said *said, const struct use *use)
{
    if (!takes_type(use->form) || !use->operands.count ||
        !is_bare_record(use->operands.at[0].text))
        return false;
    report(m, said, use->operands.at[0].place, "csp-type",
           "each mention of a struct without a name is another type to C, and "
           "so is each %s(...) of one",
           name_of(use));
    note(m, use->operands.at[0].place,
         "name the struct first, as in struct pair { int x, y; }; then write "
         "chan(struct pair)");
    return true;
}

static bool has_empty(const struct use *use)
{
    for (size_t i = 0; i < use->operands.count; i++)
        if (!*use->operands.at[i].text) return true;
    return false;
}

static const char *how_many(struct arena *arena, const struct form *form)
{
    const char *s = form->most == 1 ? "" : "s";
    if (form->least == form->most)
        return arena_printf(arena, "%d operand%s", form->least, s);
    if (form->most > OPERANDS_MOST)
        return arena_printf(arena, "%d operands", form->least);
    return arena_printf(arena, "%d or %d operands", form->least, form->most);
}

static bool
is_miscounted(struct mistakes *m, const struct said *said, struct use *use)
{
    const struct form *form = use->form;
    size_t count = use->operands.count;
    if (form->kind == FORM_WORD || form->kind == FORM_STATEMENT ||
        form->kind == FORM_SELECT)
        return false;
    if (!use->has_parens) {
        report(m, said, use->word.place, "csp-form", "%s is written '%s'",
               name_of(use), form->shape);
        return true;
    }
    if (count >= form->least && count <= form->most && !has_empty(use))
        return false;
    if (has_empty(use))
        report(m, said, use->word.place, "csp-form",
               "an operand of %s is missing: it wants %s, as in '%s'",
               name_of(use), how_many(m->arena, form), form->shape);
    else
        report(m, said, use->word.place, "csp-form",
               "%s wants %s, and got %zu; it is written '%s'", name_of(use),
               how_many(m->arena, form), count, form->shape);
    return true;
}

static void explain_statement(struct mistakes *m, const struct use *use)
{
    const char *name = use->form->name;
    const char *text = "it stands before a statement, and not in one";
    if (strcmp(name, "go") == 0)
        text = "for a result: task(int) t = spawn(f()); and then join(t)";
    else if (strcmp(name, "blocking") == 0)
        text = "declare the variable first, then: blocking n = read(...);";
    else if (strcmp(name, "par") == 0)
        text = "declare the variables first: par { a = f(); b = g(); }";
    note(m, use->word.place, text);
}

static bool
is_misplaced(struct mistakes *m, const struct said *said, const struct use *use)
{
    enum form_kind kind = use->form->kind;
    bool statement = kind == FORM_STATEMENT || kind == FORM_SELECT;
    if (statement && !begins_statement(use->before)) {
        report(m, said, use->word.place, "csp-form",
               "%s begins a statement, and gives no value", name_of(use));
        explain_statement(m, use);
        return true;
    }
    if (kind == FORM_SELECT && strcmp(use->after, "{") != 0) {
        report(m, said, use->word.place, "csp-form",
               "%s wants its cases in braces, as in '%s'", name_of(use),
               use->form->shape);
        return true;
    }
    if (kind == FORM_CASE && strcmp(use->after, ":") != 0) {
        report(m, said, use->word.place, "csp-form",
               "%s wants a colon behind it, as in '%s'", name_of(use),
               use->form->shape);
        struct place place = use->word.place;
        place.line = use->span.end_line;
        place.column = use->span.end_column;
        diag_fixit(m->diag, place, ":");
        return true;
    }
    return false;
}

// What is wrong with the element type of a channel, or NULL.
static const char *element_fault(const struct said *said, const char *type)
{
    size_t length = strlen(type);
    const char *message = said->message;
    if (strstr(message, "array of functions"))
        return "a function cannot be carried: a pointer to it can";
    if (strstr(message, "qualifiers") &&
        (starts(type, "const ") || starts(type, "volatile ")))
        return "what it carries cannot be const or volatile itself";
    if (!strstr(message, "incomplete") && !strstr(message, "array of voids"))
        return NULL;
    if (strcmp(type, "void") == 0) return "'void' has no values to carry";
    if (length && type[length - 1] == ']')
        return "an array cannot be carried: put it into a struct";
    return "this type is not complete here: define it before, or carry a "
           "pointer to it";
}

static bool is_badly_typed(struct mistakes *m, const struct said *said,
                           const struct use *use)
{
    if (!takes_type(use->form) || !use->operands.count) return false;
    if (starts(use->form->name, "task")) return false;
    const struct span *type = &use->operands.at[0];
    const char *fault = element_fault(said, type->text);
    if (!fault) return false;
    report(m, said, type->place, "csp-type", "%s(%s): %s", name_of(use),
           type->text, fault);
    return true;
}

static bool is_undesignated(struct mistakes *m, const struct said *said,
                            const struct use *use)
{
    if (use->form->operands[1] != OPERAND_VALUE || use->operands.count < 2)
        return false;
    const struct span *value = &use->operands.at[1];
    if (*value->text != '.' && *value->text != '[') return false;
    report(m, said, value->place, "csp-form",
           "a value with designators stands in braces, as in %s(c, {%s})",
           name_of(use), value->text);
    return true;
}

static bool
shows_mistake(struct mistakes *m, const struct said *said, struct use *use)
{
    if (!said->is_error) return false;
    return is_bare_type(m, said, use) || is_miscounted(m, said, use) ||
           is_misplaced(m, said, use) || is_badly_typed(m, said, use) ||
           is_undesignated(m, said, use);
}

// What is said on the line of an error that we have reported comes of it, and
// so does a jump or a case that lacks its select.
static bool follows(struct mistakes *m, const struct said *said)
{
    if (!said->places.count) return false;
    if (m->said_word && strstr(said->message, "statement not in")) return true;
    for (size_t i = 0; i < m->bad.count; i++)
        for (size_t k = 0; k < said->places.count; k++)
            if (m->bad.at[i].line == said->places.at[k].line &&
                strcmp(m->bad.at[i].file, said->places.at[k].file) == 0)
                return true;
    return false;
}

// == Mistakes that the types show ============================================

static void ask_types(struct mistakes *m)
{
    if (!m->has_typed)
        m->typed = m->typing(m->options, m->diag, m->arena, m->input);
    m->has_typed = true;
}

static const struct typed *typed_of(struct mistakes *m, const struct use *use)
{
    ask_types(m);
    const struct place *place = &use->word.place;
    for (size_t i = 0; i < m->typed.count; i++) {
        const struct typed *typed = &m->typed.at[i];
        if (typed->form == use->form && typed->line == place->line &&
            typed->nth == use->nth && strcmp(typed->file, place->file) == 0)
            return typed;
    }
    return NULL;
}

static bool is_simple(const char *text)
{
    for (; *text; text++)
        if (!text_is_word(*text) && !strchr(".[]->()", *text)) return false;
    return true;
}

struct suggestion {
    const char *text; // of the whole operand
    const char *fix;  // to be put in front of it; NULL: nothing is
};

static struct suggestion
suggestion_for(struct mistakes *m, enum hint hint, const struct span *operand)
{
    struct suggestion s = {0};
    const char *text = operand->text;
    bool has_address = *text == '&' && is_simple(text + 1);
    if (hint == HINT_DEREFERENCE && has_address) {
        s.text = text + 1;
    } else if (hint == HINT_DEREFERENCE && is_simple(text)) {
        s.text = arena_printf(m->arena, "*%s", text);
        s.fix = "*";
    } else if (hint == HINT_ADDRESS && is_simple(text) && *text &&
               !(*text >= '0' && *text <= '9')) {
        s.text = arena_printf(m->arena, "&%s", text);
        s.fix = "&";
    }
    return s;
}

static void say_type(struct mistakes *m, const struct said *said,
                     const struct use *use, const struct typed_operand *operand,
                     const struct span *span)
{
    struct suggestion s = suggestion_for(m, operand->hint, span);
    report(m, said, span->place, "csp-type", "%s wants %s, and got %s%s",
           name_of(use), operand->wanted, operand->got,
           s.text ? arena_printf(m->arena, "; did you mean '%s'?", s.text)
                  : "");
    if (s.fix) diag_fixit(m->diag, span->place, s.fix);
}

static bool
has_wrong_type(struct mistakes *m, const struct said *said, struct use *use)
{
    const struct typed *typed = typed_of(m, use);
    bool wrong = false;
    for (size_t i = 0; typed && i < typed->count; i++) {
        const struct typed_operand *operand = &typed->operands[i];
        const struct span *span =
            i < use->operands.count ? &use->operands.at[i] : &use->word;
        if (operand->verdict != VERDICT_WRONG) continue;
        say_type(m, said, use, operand, span);
        wrong = true;
        if (use->form->operands[i] == OPERAND_CHAN) break;
    }
    return wrong;
}

// A form that a macro of the user's hides: its line is all that is known.
static bool
hidden_at(struct mistakes *m, const struct said *said, struct place place)
{
    ask_types(m);
    for (size_t i = 0; i < m->typed.count; i++) {
        const struct typed *typed = &m->typed.at[i];
        if (typed->line != place.line || strcmp(typed->file, place.file) != 0)
            continue;
        for (size_t k = 0; k < typed->count; k++) {
            if (typed->operands[k].verdict != VERDICT_WRONG) continue;
            report(m, said, place, "csp-type", "%s wants %s, and got %s",
                   typed->form->name, typed->operands[k].wanted,
                   typed->operands[k].got);
            return true;
        }
    }
    return false;
}

static bool hidden_wrong_type(struct mistakes *m, const struct said *said)
{
    if (follows(m, said)) return true;
    for (size_t i = 0; i < said->places.count; i++)
        if (hidden_at(m, said, said->places.at[i])) return true;
    return false;
}

// == Words ===================================================================

// The word at the place, or NULL.
static const char *word_at(struct mistakes *m, struct place place)
{
    struct source_file *file = source_file_named(
        &m->words.files, intern_s(m->words.files.intern, place.file));
    if (!place.line || place.line > file->count || !place.column) return NULL;
    const struct source_original *line = &file->lines[place.line - 1];
    if (place.column > line->length) return NULL;
    const char *at = file->text + line->begin + place.column - 1;
    size_t length = 0;
    while (text_is_word(at[length]))
        length++;
    return length ? arena_strndup(m->arena, at, length) : NULL;
}

// The word that ends before the place, or NULL: what gcc stumbled over.
static const char *word_before(struct mistakes *m, struct place place)
{
    unsigned column = place.column;
    const char *word = NULL;
    for (struct place at = place; column > 1 && !word; column--) {
        at.column = column - 1;
        if (word_at(m, at) == NULL) continue;
        while (at.column > 1) {
            struct place left = at;
            left.column--;
            if (!word_at(m, left)) break;
            at = left;
        }
        word = word_at(m, at);
    }
    return word;
}

// The name that the compiler does not know, or NULL.
static const char *unknown_word(struct mistakes *m, const struct said *said)
{
    static const char *const phrases[] = {
        "undeclared", "unknown type name", "implicit declaration",
        "undefined",  " before ",          "were intended"};
    struct arena *arena = m->arena;
    bool placed = said->places.count > 0;
    if (placed && starts(said->message, "type specifier missing"))
        return word_at(m, said->places.at[0]);
    if (placed && starts(said->message, "expected ") &&
        !strstr(said->message, "specifiers"))
        return word_before(m, said->places.at[0]);
    bool unknown = false;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        unknown |= strstr(said->message, phrases[i]) != NULL;
    const char *at = unknown ? said->message : NULL;
    while (at && *at && *at != '\'' && !starts(at, "\u2018"))
        at++;
    if (!at || !*at) return NULL;
    at += *at == '\'' ? 1 : strlen("\u2018");
    size_t length = 0;
    while (text_is_word(at[length]) && !starts(at + length, "\u2019"))
        length++;
    return length ? arena_strndup(arena, at, length) : NULL;
}

// A word that hardly anybody but csp.h has.
static bool is_telling(const struct use *use)
{
    static const char *const beginnings[] = {
        "chan", "case_", "auto_", "corout", "choice_", "select_", "csp_"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (starts(use->word.text, beginnings[i]))
            return use->has_parens || use->form->kind == FORM_WORD ||
                   use->form->kind == FORM_SELECT;
    return use->form->kind == FORM_STATEMENT && *use->after &&
           (text_is_word(*use->after) || *use->after == '{') &&
           begins_statement(use->before);
}

static bool tells(struct mistakes *m, const char *file)
{
    uses *all = words_uses(&m->words, file);
    for (size_t i = 0; i < all->count; i++)
        if (is_telling(&all->at[i])) return true;
    return false;
}

// The line behind the last #include, where one more can be put.
static unsigned include_line(struct mistakes *m, const char *file)
{
    struct source_file *source = source_file_named(
        &m->words.files, intern_s(m->words.files.intern, file));
    unsigned found = 1;
    for (unsigned line = 1; line <= source->count; line++) {
        struct source_lexer lexer = source_lexer(source, line);
        struct source_token token;
        if (!token_next(&lexer, &token) || *token.at != '#') continue;
        if (token_next(&lexer, &token) && token.length == 7 &&
            memcmp(token.at, "include", 7) == 0)
            found = line + 1;
    }
    return found;
}

static void report_include(struct mistakes *m, const struct said *said,
                           const struct use *use)
{
    const char *file = use->word.place.file;
    struct said as_error = *said;
    as_error.is_error = true;
    m->missing_include = true;
    report(m, &as_error, use->word.place, "csp-include",
           "'%s' is a word of <csp.h>, which this file does not include",
           name_of(use));
    diag_fixit(m->diag, (struct place){file, include_line(m, file), 1, 0},
               "#include <csp.h>");
}

// An error on a line that has a word of csp.h, in a file that does not include
// it.
static bool
lacks_include(struct mistakes *m, const struct said *said, const char *unknown)
{
    if (m->typing || !said->is_error || !said->places.count) return false;
    if (m->missing_include) return true;
    struct place place = said->places.at[0];
    uses *all = words_uses(&m->words, place.file);
    for (size_t i = 0; i < all->count; i++) {
        const struct use *use = &all->at[i];
        if (!holds_line(&use->span, place.line)) continue;
        bool named = unknown && strcmp(unknown, name_of(use)) == 0;
        if (!is_telling(use) && !(named && tells(m, place.file))) continue;
        report_include(m, said, use);
        return true;
    }
    return false;
}

static bool
is_bad_word(struct mistakes *m, const struct said *said, const char *word)
{
    struct place at = said->places.at[0];
    struct place place = words_find(&m->words, at.file, at.line, word);
    if (!place.length) return false;
    if (follows(m, said)) return true;
    struct use *use = use_around(m, place);
    bool is_form = use && use->word.place.column == place.column;
    if (is_form && use->said) return true;
    if (is_form && is_miscounted(m, said, use)) return note_use(use, said);
    if (forms_word(word, strlen(word))) {
        if (!strstr(said->message, word)) return false; // it stands before that
        report(m, said, place, "csp-word",
               "'%s' is a word of <csp.h>, which has been taken away here",
               word);
        note(m, place,
             "by CSP_NO_SHORT_NAMES or <csp/names_off.h>; csp_go and "
             "its like are there");
        return true;
    }
    const char *near = words_near(m->arena, word, strlen(word));
    const char *theirs = strstr(said->message, "did you mean");
    if (!near || (theirs && !strstr(theirs, "csp__") && !strstr(theirs, near)))
        return false;
    report(m, said, place, "csp-word", "'%s' is not known; did you mean '%s'?",
           word, near);
    m->said_word = true;
    diag_fixit(m->diag, place, near);
    return true;
}

// == One diagnostic of the compiler's ========================================

static bool is_in_operand(const struct use *use, struct place place)
{
    for (size_t i = 0; i < use->operands.count; i++)
        if (holds(&use->operands.at[i], place)) return true;
    return false;
}

// gcc does not say that it is inside of a macro of ours.
static bool is_about_types(struct mistakes *m, const struct said *said)
{
    static const char *const kinds[] = {"conversion", "pointer", "qualifiers",
                                        "-cast"};
    if (said->inside || said->is_error) return true;
    for (size_t i = 0; said->flag && i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(said->flag, kinds[i]))
            return !m->options->toolchain.cc_is_clang;
    return false;
}

static bool is_excess(const struct said *said)
{
    return starts(said->message, "excess elements in ");
}

// chan_send(c, 1, 2): to C, one too many in an array of one. And case_send(c,
// 1, &ok, 2), in a struct of value and answer.
static bool sends_two(struct mistakes *m, const struct said *said)
{
    struct use *use = is_excess(said) ? use_of(m, said) : NULL;
    if (!use || use->said) return false;
    bool is_case = use->form->kind == FORM_CASE;
    if (is_case && is_miscounted(m, said, use)) return note_use(use, said);
    if (is_case || !starts(said->message, "excess elements in array"))
        return false;
    report(m, said, said->places.at[0], "csp-form",
           "%s takes one value; this one is dropped", name_of(use));
    return note_use(use, said);
}

static bool is_about_form(struct mistakes *m, const struct said *said)
{
    struct use *use = use_of(m, said);
    if (sends_two(m, said)) return true;
    if (!use) // gcc: in a macro of the user's, perhaps
        return (said->inside || (said->is_error && said->places.count > 1)) &&
               hidden_wrong_type(m, said);
    if (use->said || (use->warned && said->is_warning)) return true;
    if (shows_mistake(m, said, use) ||
        (is_about_types(m, said) && has_wrong_type(m, said, use)))
        return note_use(use, said);
    if (holds_a_reported(m, use)) return true;
    if (!typed_of(m, use) && hidden_wrong_type(m, said)) return true;
    if (!said->inside || !said->is_error || said->is_promoted ||
        is_in_operand(use, said->places.at[0]) || use->form->kind == FORM_TYPE)
        return false;
    if (m->said_word) return true;
    report(m, said, use->word.place, "csp-form",
           "%s cannot be understood here; it is written '%s'", name_of(use),
           use->form->shape);
    note(m, use->word.place,
         arena_printf(m->arena, "the C compiler says: %s",
                      said_types(m->arena, said->message)));
    return use->said = true;
}

// Forms on the line that are wrong to look at.
static bool shows_on_line(struct mistakes *m, const struct said *said)
{
    if (!said->is_error) return false;
    struct place place = said->places.at[0];
    uses *all = words_uses(&m->words, place.file);
    for (size_t i = 0; i < all->count; i++) {
        struct use *use = &all->at[i];
        if (use->said || !holds_line(&use->span, place.line)) continue;
        if (shows_mistake(m, said, use)) return use->said = true;
    }
    return false;
}

// An error in the insides of a form, where another one has been reported.
static bool is_aftermath(struct mistakes *m, const struct said *said)
{
    const struct use *use = use_of(m, said);
    return said->inside && said->is_error &&
           (!use || !is_in_operand(use, said->places.at[0]));
}

// A macro that mentions its argument twice has it complained about twice.
static bool is_repeated(struct mistakes *m, const struct said *said)
{
    for (size_t i = 0; i < m->printed.count; i++) {
        const struct said *other = m->printed.at[i];
        if (other->place.line == said->place.line &&
            other->place.column == said->place.column && said->place.file &&
            strcmp(other->place.file, said->place.file) == 0 &&
            strcmp(other->message, said->message) == 0)
            return true;
    }
    vec_push(m->arena, &m->printed, said);
    return false;
}

static void note_unnamed(struct mistakes *m, const struct said *said)
{
    static const char *const marks[] = {"(unnamed struct", "(anonymous struct",
                                        "struct <anonymous>"};
    const char *text =
        arena_strndup(m->arena, said->begin, (size_t)(said->end - said->begin));
    for (int i = 0; i < 3; i++)
        if (strstr(text, marks[i]) && strstr(text, "(*)["))
            note(m, said->place,
                 "each mention of a struct without a name is another type: "
                 "name it first, and write chan(struct pair)");
}

static void say(struct mistakes *m, const struct said *said)
{
    if (!said->message) { // no diagnostic
        said_print(m->diag, said, m->own_dir);
        return;
    }
    const char *word = unknown_word(m, said);
    bool placed = said->places.count > 0;
    bool ours = placed && (lacks_include(m, said, word) ||
                           (word && m->typing && is_bad_word(m, said, word)));
    if (!ours && placed && m->typing)
        ours = is_about_form(m, said) || shows_on_line(m, said) ||
               follows(m, said);
    if (ours || (placed && m->said_any && is_aftermath(m, said))) return;
    if (said->is_warning && strstr(said->message, "csp__"))
        return; // of what no user wrote
    if (is_repeated(m, said)) return;
    said_print(m->diag, said, m->own_dir);
    note_unnamed(m, said);
}

// Is there anything in it that could be about csp.h?
static bool concerns(struct mistakes *m, const struct said *said)
{
    if (!said->message) return false;
    if (said->inside || unknown_word(m, said) || is_excess(said) ||
        said_types(m->arena, said->message) != said->message)
        return true;
    if (!said->is_error || !said->places.count) return false;
    uses *all = words_uses(&m->words, said->place.file);
    for (size_t i = 0; i < all->count; i++)
        if (holds_line(&all->at[i].span, said->place.line)) return true;
    return false;
}

bool mistakes_expected(struct arena *arena, const char *input)
{
    static const char *const signs[] = {"chan",      "corout", "go ",
                                        "blocking ", "par {",  "select {"};
    size_t size;
    const char *text = read_file(arena, input, &size);
    for (size_t i = 0; text && i < sizeof signs / sizeof *signs; i++)
        if (memmem(text, size, signs[i], strlen(signs[i]))) return true;
    return false;
}

void mistakes_report(const struct options *options, struct diag *diag,
                     const char *input, const struct text *said,
                     mistakes_typing *typing)
{
    struct arena *arena = diag->arena;
    struct mistakes m = {.options = options,
                         .diag = diag,
                         .arena = arena,
                         .input = input,
                         .typing = typing};
    m.own_dir = arena_printf(
        arena, "%s/",
        options->toolchain.include_dir ? options->toolchain.include_dir : "");
    m.words.files.arena = arena;
    m.words.files.intern = intern_create(arena);
    m.words.files.stdin_path = diag->stdin_path;
    said_list all = said_split(arena, said->at, m.own_dir);
    bool any = false;
    for (size_t i = 0; i < all.count; i++)
        any |= concerns(&m, &all.at[i]);
    if (!any) fputs(said->at, stderr);
    for (size_t i = 0; i < all.count && any; i++)
        say(&m, &all.at[i]);
}
