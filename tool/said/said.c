// SPDX-License-Identifier: MIT
// said.c: what the C compiler said about a file, clang or gcc: its text taken
// apart into diagnostics with their notes, and printed again without what the
// user did not write. It changes no word that is not about csp.h.
#include "said/said.h"

#include <stdlib.h>
#include <string.h>

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

// == Lines ===================================================================

struct line {
    const char *begin, *end; // with its newline, colours and all
    const char *bare;        // without
    struct place place;      // of a head; line 0: it is none
    const char *severity;
    const char *message;
};

static const char *
without_colours(struct arena *arena, const char *at, const char *end)
{
    struct text out = {.arena = arena};
    text_puts(&out, "");
    while (at < end && *at != '\n' && *at != '\r') {
        if (*at == '\033') {
            while (at < end && *at != 'm' && *at != 'K')
                at++;
            at += at < end;
            continue;
        }
        text_add(&out, at++, 1);
    }
    return out.at;
}

static const char *const severities[] = {
    "error: ", "fatal error: ", "warning: ", "note: "};

// `  12 | text` and what stands below it: not ours to read.
static bool is_source(const char *bare)
{
    const char *at = bare + strspn(bare, " \t");
    at += strspn(at, "0123456789");
    return *bare == ' ' || *bare == '\t' || starts(at, " |");
}

// file:line:column: severity: message
static void read_head(struct arena *arena, struct line *line)
{
    if (is_source(line->bare)) return;
    for (const char *colon = strchr(line->bare, ':'); colon;
         colon = strchr(colon + 1, ':')) {
        char *end;
        unsigned number = (unsigned)strtoul(colon + 1, &end, 10);
        unsigned column = 0;
        if (end == colon + 1 || *end != ':') continue;
        if (end[1] >= '0' && end[1] <= '9')
            column = (unsigned)strtoul(end + 1, &end, 10);
        if (*end != ':' || end[1] != ' ') continue;
        for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
            if (!starts(end + 2, severities[i])) continue;
            line->place.file =
                arena_strndup(arena, line->bare, (size_t)(colon - line->bare));
            line->place.line = number;
            line->place.column = column;
            line->severity = severities[i];
            line->message = end + 2 + strlen(severities[i]);
            return;
        }
    }
}

static struct line next_line(struct arena *arena, const char *at)
{
    const char *newline = strchr(at, '\n');
    struct line line = {.begin = at,
                        .end = newline ? newline + 1 : at + strlen(at)};
    line.bare = without_colours(arena, line.begin, line.end);
    read_head(arena, &line);
    if (!line.severity && starts(line.bare, "note: ")) {
        line.severity = severities[3];
        line.message = line.bare + strlen("note: ");
    }
    return line;
}

static bool is_note(const struct line *line)
{
    return line->severity == severities[3];
}

static bool is_summary(const char *bare)
{
    size_t digits = strspn(bare, "0123456789");
    size_t length = strlen(bare);
    return digits && length > 11 &&
           strcmp(bare + length - 11, " generated.") == 0;
}

// What stands before the diagnostic that it is about.
static bool is_preface(const char *bare)
{
    size_t length = strlen(bare);
    return starts(bare, "In file included from ") ||
           starts(bare + strspn(bare, " "), "from ") ||
           strstr(bare, ": In function ") ||
           (length && strstr(bare, ": At top level:"));
}

static bool is_own(const char *file, const char *own_dir)
{
    return file && (starts(file, own_dir) || strcmp(file, "csp/value.h") == 0);
}

// == Diagnostics =============================================================

static void take_flag(struct arena *arena, struct said *said)
{
    const char *open = strrchr(said->message, '[');
    size_t length = open ? strlen(open) : 0;
    if (!open || !starts(open, "[-W") || open[length - 1] != ']') return;
    said->is_promoted = starts(open, "[-Werror");
    const char *from = strstr(open, ",-W");
    from = from                        ? from + 1
           : starts(open, "[-Werror=") ? open + strlen("[-Werror=") - 2
                                       : open + 1;
    said->flag = arena_strndup(arena, from, strlen(from) - 1);
    const char *end = open > said->message ? open - 1 : open;
    said->message =
        arena_strndup(arena, said->message, (size_t)(end - said->message));
}

static void add_place(struct arena *arena, struct said *said,
                      struct place place, const char *own_dir)
{
    if (!place.file) return;
    if (is_own(place.file, own_dir))
        said->inside = true;
    else
        vec_push(arena, &said->places, place);
}

static void add_note(struct arena *arena, struct said *said,
                     const struct line *line, const char *own_dir)
{
    if (is_own(line->place.file, own_dir) || strstr(line->message, "macro"))
        add_place(arena, said, line->place, own_dir);
}

static struct said
begin_said(struct arena *arena, const struct line *line, const char *own_dir)
{
    struct said said = {.message = line->message, .place = line->place};
    said.is_warning = starts(line->severity, "warning");
    said.is_error = !said.is_warning;
    take_flag(arena, &said);
    add_place(arena, &said, line->place, own_dir);
    if (strstr(said.message, "csp__")) said.inside = true;
    return said;
}

said_list said_split(struct arena *arena, const char *text, const char *own_dir)
{
    said_list all = {0};
    const char *preface = NULL;
    struct line line;
    for (const char *at = text; *at; at = line.end) {
        line = next_line(arena, at);
        struct said *last = all.count ? &all.at[all.count - 1] : NULL;
        if (line.severity && !is_note(&line)) {
            struct said said = begin_said(arena, &line, own_dir);
            said.begin = preface ? preface : line.begin;
            said.end = line.end;
            preface = NULL;
            vec_push(arena, &all, said);
        } else if (is_preface(line.bare)) {
            if (!preface) preface = line.begin;
        } else if (is_summary(line.bare) || !last || last->is_summary) {
            struct said said = {.begin = preface ? preface : line.begin,
                                .end = line.end,
                                .is_summary = is_summary(line.bare)};
            preface = NULL;
            vec_push(arena, &all, said);
        } else {
            if (is_note(&line)) add_note(arena, last, &line, own_dir);
            last->end = line.end;
            preface = NULL;
        }
    }
    return all;
}

// == Types ===================================================================

// What follows the (*) of a pointer that is a handle of csp.h, and its name.
static const struct {
    const char *tail, *name;
} handles[] = {
    {")[]", "chan"},
    {")[1978]", "chan_in"},
    {")[1985]", "chan_out"},
    {")(struct csp__task *)", "task"},
};

static const char *trim(struct arena *arena, const char *from, const char *end)
{
    while (from < end && *from == ' ')
        from++;
    while (end > from && end[-1] == ' ')
        end--;
    return arena_strndup(arena, from, (size_t)(end - from));
}

// The parenthesis that closes the one at `open`.
static const char *closing(const char *open)
{
    int depth = 0;
    for (const char *at = open; *at; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0) return at;
    }
    return NULL;
}

static const char *type_name(struct arena *arena, const char *type);

// typeof(X) is X.
static const char *without_typeof(struct arena *arena, const char *type)
{
    static const char *const words[] = {"typeof(", "typeof (", "__typeof__("};
    for (size_t i = 0; i < 3; i++) {
        const char *at = strstr(type, words[i]);
        if (!at || (at > type && text_is_word(at[-1]))) continue;
        const char *open = at + strlen(words[i]) - 1, *end = closing(open);
        if (!end) continue;
        const char *inner = trim(arena, open + 1, end);
        return arena_printf(arena, "%.*s%s%s", (int)(at - type), type,
                            type_name(arena, inner), end + 1);
    }
    return NULL;
}

// The handle at this "(*": its name, and where its text ends; NULL: none.
static const char *handle_at(const char *at, size_t *stars, const char **end)
{
    *stars = strspn(at + 1, "*");
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++) {
        if (!starts(at + 1 + *stars, handles[i].tail)) continue;
        *end = at + 1 + *stars + strlen(handles[i].tail);
        return handles[i].name;
    }
    return NULL;
}

// One type. `int *(*)[]` is chan(int *), `int (*(*)[])[]` chan(chan(int)), and
// `int (**)[]` a pointer to a chan(int).
static const char *type_name(struct arena *arena, const char *type)
{
    const char *plain = without_typeof(arena, type);
    if (plain) return type_name(arena, plain);
    for (const char *at = type; (at = strstr(at, "(*")); at++) {
        size_t stars;
        const char *tail, *name = handle_at(at, &stars, &tail);
        if (!name) continue;
        const char *element =
            arena_printf(arena, "%.*s%s", (int)(at - type), type, tail);
        element = trim(arena, element, element + strlen(element));
        return arena_printf(arena, "%s(%s)%s%.*s", name,
                            type_name(arena, element), stars > 1 ? " " : "",
                            (int)stars - 1, "********");
    }
    return type;
}

static const char *const quotes[][2] = {{"'", "'"}, {"\u2018", "\u2019"}};

// `(aka 'int')` and gcc's `{aka 'int'}` behind a type that we have named.
static const char *past_aka(const char *at)
{
    if (!starts(at, " (aka ") && !starts(at, " {aka ")) return at;
    const char *end = strchr(at, at[1] == '(' ? '\'' : '}');
    if (at[1] == '{') return end ? end + 1 : at;
    end = end ? strchr(end + 1, '\'') : NULL;
    return end && end[1] == ')' ? end + 2 : at;
}

// One quoted type of a message; gives the text behind it.
static const char *
add_quoted(struct text *out, const char *at, const char *const *quote)
{
    const char *from = at + strlen(quote[0]);
    const char *end = strstr(from, quote[1]);
    if (!end) return NULL;
    const char *type = trim(out->arena, from, end);
    const char *name = type_name(out->arena, type);
    const char *behind = end + strlen(quote[1]), *past = past_aka(behind);
    // typeof ((*(c))[0]) (aka 'int'): only the second says something
    if (strstr(type, "typeof ((") && past > behind && behind[1] == '(') {
        const char *aka = strchr(behind, '\'') + 1;
        type = trim(out->arena, aka, strchr(aka, '\''));
        name = type_name(out->arena, type);
    } else if (strcmp(type, name) == 0) {
        past = behind;
    }
    text_printf(out, "%s%s%s", quote[0], name, quote[1]);
    return past;
}

const char *said_types(struct arena *arena, const char *text)
{
    struct text out = {.arena = arena};
    text_puts(&out, "");
    if (!strstr(text, "*)[") && !strstr(text, "csp__task") &&
        !strstr(text, "typeof"))
        return text;
    while (*text) {
        const char *behind = NULL;
        for (size_t i = 0; i < 2 && !behind; i++)
            if (starts(text, quotes[i][0]))
                behind = add_quoted(&out, text, quotes[i]);
        if (!behind) text_add(&out, text, 1);
        text = behind ? behind : text + 1;
    }
    return out.at;
}

// == Printing ================================================================

static bool names_a_form(const char *message)
{
    const char *word = strstr(message, "macro ");
    if (!word) return false;
    word += strlen("macro ");
    while (*word && !text_is_word(*word))
        word++;
    size_t length = 0;
    while (text_is_word(word[length]))
        length++;
    return starts(word, "csp__") || forms_word(word, length);
}

static bool is_hidden(const struct line *line, const char *own_dir)
{
    if (!is_note(line)) return false;
    return is_own(line->place.file, own_dir) ||
           (!line->place.file && strstr(line->message, "expansions in ")) ||
           (strstr(line->message, "in expansion of macro") &&
            names_a_form(line->message));
}

static void print_elsewhere(struct diag *diag, const struct said *said)
{
    struct place place = said->places.count
                             ? said->places.at[said->places.count - 1]
                             : (struct place){0};
    diag_report(diag, said->is_error ? SEVERITY_ERROR : SEVERITY_WARNING, place,
                said->flag ? said->flag + 2 : NULL, "%s",
                said_types(diag->arena, said->message));
}

void said_print(struct diag *diag, const struct said *said, const char *own_dir)
{
    bool hides = false;
    struct line line;
    if (said->is_summary) return;
    if (is_own(said->place.file, own_dir)) {
        print_elsewhere(diag, said);
        return;
    }
    diag->errors += said->is_error;
    diag->warnings += said->is_warning;
    for (const char *at = said->begin; at < said->end; at = line.end) {
        line = next_line(diag->arena, at);
        if (line.severity) hides = is_hidden(&line, own_dir);
        if (hides) continue;
        const char *text = arena_strndup(diag->arena, line.begin,
                                         (size_t)(line.end - line.begin));
        fputs(line.severity ? said_types(diag->arena, text) : text, stderr);
    }
}
