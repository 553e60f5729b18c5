// SPDX-License-Identifier: MIT
// probe.c: what words of the user's become behind the whole of the file, where
// the generated code stands: macros may have been redefined there, or be gone.
// The preprocessor is asked, once for all of them. It compiles what people will
// compile, so csp.h is as it is for any C compiler. Called by
// lower/spelling.c.
#include "text/inside.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

// Between the answers; the other line is far behind all of a file's.
static const char mark[] = "csp__probe";
enum { OTHER_LINE = 1000003 };

static void ask_on(struct text *out, const struct probe *probe, unsigned line)
{
    text_printf(out, "#line %u %s\n%s %s\n", line,
                text_quote(out->arena, probe->file), mark, probe->words);
}

// The macros of the command line, that the file which people compile has not.
static void drop_options(struct text *out, const strings *args)
{
    for (size_t i = 0; i < args->count; i++) {
        const char *name = args->at[i];
        if (strncmp(name, "-D", 2) != 0) continue;
        name += 2;
        if (!*name && i + 1 < args->count) name = args->at[++i];
        text_printf(out, "#undef %.*s\n", (int)strcspn(name, "=("), name);
    }
}

// The file, and behind it the words, each on its line and on another.
static const char *write_file(const struct options *options, struct diag *diag,
                              const struct source *source, const char *path,
                              const strings *gone, const struct probe *probes,
                              size_t count)
{
    struct text out = {.arena = source->files->arena};
    text_printf(&out, "#include %s\n", text_quote(out.arena, path));
    for (size_t i = 0; i < source->own_names.count; i++)
        text_printf(&out, "#undef %s\n", source->own_names.at[i]);
    drop_options(&out, &options->args.front);
    for (size_t i = 0; i < gone->count; i++)
        text_printf(&out, "#undef %s\n", gone->at[i]);
    for (size_t i = 0; i < count; i++) {
        ask_on(&out, &probes[i], probes[i].line);
        ask_on(&out, &probes[i], probes[i].line + OTHER_LINE);
    }
    text_printf(&out, "%s\n", mark);
    return file_temp(out.arena, diag, "probe.c", &out);
}

static strings command(const struct options *options,
                       const struct source *source, const char *file)
{
    struct arena *arena = source->files->arena;
    struct options own = *options; // without a list of dependencies
    own.deps.args.count = 0;
    own.deps.wanted = false;
    strings argv = command_preprocess(&own, arena, file);
    vec_push(arena, &argv, "-U__CSPCC_PARSE__");
    vec_push(arena, &argv, "-U__CSPCC__");
    vec_push(arena, &argv, "-iquote"); // of what includes from standard input
    vec_push(arena, &argv, ".");
    return argv;
}

// The tokens up to the mark, with one blank between two; takes `at` behind it.
// NULL: there is no mark.
static const char *answer(struct arena *arena, const char **at, const char *end)
{
    struct text out = {.arena = arena};
    text_puts(&out, "");
    while (*at < end) {
        const char *newline = memchr(*at, '\n', (size_t)(end - *at));
        const char *stop = newline ? newline : end;
        struct source_lexer lexer = {*at, stop, false};
        struct source_token token;
        bool marker = **at == '#';
        *at = newline ? newline + 1 : end;
        while (!marker && token_next(&lexer, &token)) {
            if (token.length == sizeof mark - 1 &&
                memcmp(token.at, mark, token.length) == 0) {
                *at = token.at + token.length;
                return out.at;
            }
            text_printf(&out, "%.*s ", (int)token.length, token.at);
        }
    }
    return NULL;
}

static const char *tokens_of(struct arena *arena, const char *words)
{
    const char *text = arena_printf(arena, "%s %s", words, mark);
    const char *at = text;
    return answer(arena, &at, text + strlen(text));
}

static void read_answers(struct arena *arena, const struct text *out,
                         struct probe *probes, size_t count)
{
    const char *at = out->at, *end = out->at + out->count;
    if (!answer(arena, &at, end)) return; // all of the file
    for (size_t i = 0; i < count; i++) {
        const char *wanted =
            probes[i].wanted ? tokens_of(arena, probes[i].wanted) : NULL;
        const char *here = probes[i].become = answer(arena, &at, end);
        const char *there = answer(arena, &at, end);
        if (!here || !there) return;
        if (!wanted || strcmp(wanted, here) != 0) continue;
        probes[i].found = strcmp(here, there) == 0 ? PROBE_SAME : PROBE_ON_LINE;
    }
}

void probe_all(const struct options *options, struct diag *diag,
               const struct source *source, const strings *gone,
               struct probe *probes, size_t count)
{
    struct arena *arena = source->files->arena;
    struct text out = {.arena = arena}, err = {.arena = arena};
    bool is_stdin = strcmp(source->input, "-") == 0;
    const char *input = is_stdin ? diag->stdin_path : source->input;
    char path[PATH_MAX];
    if (!count || !input || !realpath(input, path)) return;
    const char *file =
        write_file(options, diag, source, path, gone, probes, count);
    if (!file) return;
    strings argv = command(options, source, file);
    if (child_capture(options, diag, &argv, NULL, &out, &err) == 0)
        read_answers(arena, &out, probes, count);
}
