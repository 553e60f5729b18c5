// SPDX-License-Identifier: MIT
// config.c: the configuration, a line at a time.
//
//   sink NAME stdout|file PATH|command COMMAND [KEY=VALUE]...
//   rule NAME all|otherwise|CONDITION -> SINK...
//   reject SINK...
//
// A sink stands above the lines that name it. All bad lines are reported.
#include "router.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// == Words ===================================================================

void *words_fail(struct words *w, const char *problem)
{
    if (!w->problem) w->problem = problem;
    return NULL;
}

static const char *read_quoted(struct words *w, const char *from, char *to)
{
    for (from++; *from && *from != '"'; *to++ = *from++)
        if (*from == '\\' && from[1]) from++;
    *to = 0;
    if (!*from) words_fail(w, "a quote is never closed");
    return from + (*from != 0);
}

// Looks at the next word: one in quotes, a symbol, or all up to one of these.
static void advance(struct words *w)
{
    const char *at = w->at + strspn(w->at, " \t\r\n");
    size_t length = strcspn(at, " \t\r\n\"()=!~<>#");
    w->quoted = *at == '"';
    w->symbol = !strncmp(at, "->", 2) || (*at && strchr("()=!~<>", *at));
    if (w->quoted) {
        w->at = read_quoted(w, at, w->word);
        return;
    }
    if (w->symbol) length = *at == '-' || at[1] == '=' ? 2 : 1;
    memcpy(w->word, at, length);
    w->word[length] = 0;
    w->at = at[length] == '#' ? "" : at + length;
}

static bool at_end(const struct words *w)
{
    return !*w->word && !w->quoted;
}

bool words_accept(struct words *w, const char *word)
{
    if (w->quoted || strcmp(w->word, word) != 0) return false;
    advance(w);
    return true;
}

char *words_take(struct words *w, const char *expected)
{
    if (at_end(w) || w->symbol) return words_fail(w, expected);
    char *word = must(strdup(w->word));
    advance(w);
    return word;
}

// == Sinks ===================================================================

// Its place among the sinks, which is that of its bit; -1 if there is none.
static int find_sink(const struct config *config, const char *name)
{
    int i = config->sink_count - 1;
    while (i >= 0 && strcmp(config->sinks[i]->name, name) != 0)
        i--;
    return i;
}

// A count, perhaps with a K, M or G behind it.
static bool read_count(const char *text, long least, long most, long *count)
{
    static const char units[] = "KMG";
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    long shift = unit ? 10 * (unit - units + 1) : 0;
    if (end == text || errno || (*end && (!unit || end[1]))) return false;
    if (value < least || value > most >> shift) return false;
    *count = (long)value << shift;
    return true;
}

static bool set(struct sink *sink, const char *key, const char *value)
{
    const struct {
        const char *key;
        long *count, least, most;
    } counts[] = {
        {"queue", &sink->queue_lines, 1, 1 << 20},
        {"batch", &sink->batch_lines, 1, 1 << 20},
        {"flush", &sink->flush_ms, 0, 1 << 30},
        {"size", &sink->size_bytes, 1, 1L << 40},
        {"keep", &sink->keep, 0, 1000},
    };
    if (!strcmp(key, "full")) {
        sink->drops = !strcmp(value, "drop");
        return sink->drops || !strcmp(value, "wait");
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (!strcmp(key, counts[i].key))
            return read_count(value, counts[i].least, counts[i].most,
                              counts[i].count);
    return false;
}

static void read_setting(struct words *w, struct sink *sink)
{
    auto_free char *key = words_take(w, "expected a setting");
    if (!key) return;
    if (!words_accept(w, "=")) words_fail(w, "expected = behind the setting");
    auto_free char *value = words_take(w, "expected a value");
    if (value && !set(sink, key, value))
        words_fail(w, "an unknown setting, or a value that it cannot have");
}

static void read_kind(struct words *w, struct sink *sink)
{
    auto_free char *kind = words_take(w, "expected the kind of the sink");
    if (!kind) return;
    sink->kind = sink_kind_find(kind);
    if (!sink->kind)
        words_fail(w, "expected stdout, file or command");
    else if (sink->kind->target)
        sink->target = words_take(w, sink->kind->target);
}

static void read_sink(struct words *w, struct config *config)
{
    static const struct sink usual = {
        .queue_lines = 1024, .batch_lines = 256, .flush_ms = 200, .keep = 4};
    char *name = words_take(w, "expected the name of the sink");
    if (!name) return;
    if (find_sink(config, name) >= 0) words_fail(w, "the name is taken");
    if (config->sink_count == MOST) words_fail(w, "more than 64 sinks");
    if (w->problem) {
        free(name);
        return;
    }
    struct sink *sink = must(malloc(sizeof *sink));
    *sink = usual;
    sink->name = name;
    config->sinks[config->sink_count++] = sink;
    read_kind(w, sink);
    while (!at_end(w) && !w->problem)
        read_setting(w, sink);
}

// == Rules ===================================================================

static bits read_sinks(struct words *w, const struct config *config)
{
    bits sinks = 0;
    do {
        auto_free char *name = words_take(w, "expected a sink");
        int i = name ? find_sink(config, name) : -1;
        if (i < 0)
            words_fail(w, "there is no such sink above");
        else
            sinks |= (bits)1 << i;
    } while (!at_end(w) && !w->problem);
    return sinks;
}

static void read_rule(struct words *w, struct config *config)
{
    if (config->rule_count == MOST) {
        words_fail(w, "more than 64 rules");
        return;
    }
    struct rule *rule = &config->rules[config->rule_count++];
    rule->name = words_take(w, "expected the name of the rule");
    rule->otherwise = words_accept(w, "otherwise");
    if (!rule->otherwise && !words_accept(w, "all"))
        rule->when = condition_read(w, &config->fields);
    if (!words_accept(w, "->")) words_fail(w, "expected -> and sinks");
    if (!w->problem) rule->sinks = read_sinks(w, config);
}

// == All of it ===============================================================

// What is wrong with the line, or NULL.
static const char *read_line(struct config *config, const char *line)
{
    auto_free char *word = must(malloc(strlen(line) + 2));
    struct words w = {.at = line, .word = word};
    advance(&w);
    if (at_end(&w)) return NULL;
    if (words_accept(&w, "sink"))
        read_sink(&w, config);
    else if (words_accept(&w, "rule"))
        read_rule(&w, config);
    else if (words_accept(&w, "reject"))
        config->reject |= read_sinks(&w, config);
    else
        words_fail(&w, "expected sink, rule or reject");
    if (!at_end(&w)) words_fail(&w, "something behind the end");
    return w.problem;
}

bool config_read(struct config *config, const char *path)
{
    auto_free char *line = NULL;
    size_t room = 0;
    bool good = true;
    FILE *in = fopen(path, "re");
    if (!in) goto fail;
    for (int number = 1; getline(&line, &room, in) >= 0; number++) {
        const char *problem = read_line(config, line);
        if (!problem) continue;
        fprintf(stderr, "router: %s:%d: %s\n", path, number, problem);
        good = false;
    }
    if (ferror(in)) goto fail;
    fclose(in);
    if (good && !config->sink_count) {
        fprintf(stderr, "router: %s: no sink\n", path);
        good = false;
    }
    return good;
fail:
    fprintf(stderr, "router: %s: %s\n", path, strerror(errno));
    if (in) fclose(in);
    return false;
}

void config_destroy(struct config *config)
{
    for (int i = 0; i < config->rule_count; i++) {
        free(config->rules[i].name);
        condition_free(config->rules[i].when);
    }
    for (int i = 0; i < config->sink_count; i++)
        sink_destroy(config->sinks[i]);
    for (int i = 0; i < config->fields.count; i++)
        free(config->fields.name[i]);
}
