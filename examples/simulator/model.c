// SPDX-License-Identifier: MIT
// model.c: the text of a model, and whether it makes sense. Plain C.
//
// A line is a word that says what it is, a name, and what belongs to it; a #
// and all behind it is a comment. Whatever is named has been defined above.
#include "model.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct model *model;
    int line;
    char *rest; // of the line
};

// Always false, for the caller to return.
__attribute__((format(printf, 2, 3))) static bool complain(
    const struct reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "simulator: %s:%d: ", r->model->file, r->line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return false;
}

// == Words and numbers =======================================================

static const char *next_word(struct reader *r)
{
    return strtok_r(NULL, " \t\r\n", &r->rest);
}

static bool number_follows(const struct reader *r)
{
    const char *next = r->rest + strspn(r->rest, " \t\r\n");
    return isdigit((unsigned char)*next) || (*next && strchr("+-.", *next));
}

static bool read_number(struct reader *r, const char *what, double *number)
{
    const char *word = next_word(r);
    char *end = NULL;
    if (!word) return complain(r, "expected a number after '%s'", what);
    *number = strtod(word, &end);
    if (*end || !isfinite(*number))
        return complain(r, "'%s' is no number", word);
    return true;
}

static bool read_count(struct reader *r, const char *what, int most, int *count)
{
    double number;
    if (!read_number(r, what, &number)) return false;
    if (number != floor(number) || number < 0 || number > most)
        return complain(r, "%s must be a whole number from 0 to %d", what,
                        most);
    *count = (int)number;
    return true;
}

static bool read_law_numbers(struct reader *r, struct law *law)
{
    const char *name = law->kind->name;
    int count = law->kind->count;
    law->count = 0;
    while (count < 0 ? number_follows(r) : law->count < count) {
        if (law->count == LAW_NUMBERS)
            return complain(r, "%s has more than %d numbers", name,
                            LAW_NUMBERS);
        if (!read_number(r, name, &law->at[law->count++])) return false;
    }
    if (count < 0 && (law->count == 0 || law->count % 2))
        return complain(r, "expected %s %s", name, law->kind->numbers);
    return true;
}

static bool read_law(struct reader *r, const char *what, struct law *law)
{
    const char *word = next_word(r), *problem;
    if (!word) return complain(r, "expected a distribution after '%s'", what);
    law->kind = law_find(word);
    if (!law->kind) return complain(r, "there is no distribution '%s'", word);
    if (!read_law_numbers(r, law)) return false;
    problem = law_problem(law);
    return problem ? complain(r, "%s: %s", word, problem) : true;
}

// == Names ===================================================================

// All things of a kind that a model has. Each begins with its name.
struct names {
    const char *what;
    const void *items;
    size_t size;
    int count, most;
};

static struct names stations_of(const struct model *m)
{
    return (struct names){"station", m->stations, sizeof *m->stations,
                          m->station_count, STATIONS_MAX};
}

static struct names stores_of(const struct model *m)
{
    return (struct names){"store", m->stores, sizeof *m->stores, m->store_count,
                          STORES_MAX};
}

static struct names sources_of(const struct model *m)
{
    return (struct names){"source", m->sources, sizeof *m->sources,
                          m->source_count, SOURCES_MAX};
}

static int find(struct names all, const char *name)
{
    for (int i = 0; i < all.count; i++)
        if (!strcmp((const char *)all.items + (size_t)i * all.size, name))
            return i;
    return NOTHING;
}

static bool read_new_name(struct reader *r, struct names all,
                          char name[NAME_SIZE])
{
    const char *word = next_word(r);
    if (!word) return complain(r, "expected the name of a new %s", all.what);
    if (all.count == all.most)
        return complain(r, "%s %d is one too many", all.what, all.most + 1);
    if (strlen(word) >= NAME_SIZE)
        return complain(r, "'%s' is longer than %d characters", word,
                        NAME_SIZE - 1);
    if (find(all, word) != NOTHING)
        return complain(r, "there is a %s '%s' already", all.what, word);
    memcpy(name, word, strlen(word) + 1);
    return true;
}

static bool read_known(struct reader *r, struct names all, int *found)
{
    const char *word = next_word(r);
    if (!word) return complain(r, "expected the name of a %s", all.what);
    *found = find(all, word);
    if (*found != NOTHING) return true;
    return complain(r, "there is no %s '%s' above", all.what, word);
}

// == Lines ===================================================================

struct option {
    const char *name;
    enum { A_COUNT, A_LAW, A_STATION, A_STORE } kind;
    size_t at; // in the struct of what the line is about
};

static bool read_option(struct reader *r, const struct option *o, void *item)
{
    void *at = (char *)item + o->at;
    switch (o->kind) {
    case A_COUNT: return read_count(r, o->name, 1000000, at);
    case A_LAW: return read_law(r, o->name, at);
    case A_STATION: return read_known(r, stations_of(r->model), at);
    case A_STORE: return read_known(r, stores_of(r->model), at);
    }
    return false;
}

// The rest of the line; the last option has no name.
static bool read_options(struct reader *r, const struct option options[],
                         void *item)
{
    for (const char *word; (word = next_word(r));) {
        const struct option *o = options;
        while (o->name && strcmp(o->name, word))
            o++;
        if (!o->name) return complain(r, "'%s' is not known here", word);
        if (!read_option(r, o, item)) return false;
    }
    return true;
}

static bool read_station(struct reader *r)
{
#define AT(field) offsetof(struct station_model, field)
    static const struct option options[] = {
        {"servers", A_COUNT, AT(servers)},
        {"room", A_COUNT, AT(room)},
        {"service", A_LAW, AT(service)},
        {"patience", A_LAW, AT(patience)},
        {"breakdown", A_LAW, AT(breakdown)},
        {"repair", A_LAW, AT(repair)},
        {"takes", A_STORE, AT(takes)},
        {"gives", A_STORE, AT(gives)},
        {0},
    };
#undef AT
    struct model *m = r->model;
    struct station_model *s = &m->stations[m->station_count];
    if (!read_new_name(r, stations_of(m), s->name)) return false;
    s->servers = 1;
    s->room = INT32_MAX;
    s->takes = s->gives = NOTHING;
    if (!read_options(r, options, s)) return false;
    if (s->servers < 1 || s->servers > 10000)
        return complain(r, "servers must be from 1 to 10000");
    if (!s->service.kind) return complain(r, "service is missing");
    if (!s->breakdown.kind != !s->repair.kind)
        return complain(r, "breakdown and repair belong together");
    if (s->breakdown.kind && law_mean(&s->breakdown) <= 0)
        return complain(r, "the mean time to a breakdown is 0");
    m->station_count++;
    return true;
}

static bool read_store(struct reader *r)
{
    static const struct option options[] = {
        {"capacity", A_COUNT, offsetof(struct store_model, capacity)},
        {"holds", A_COUNT, offsetof(struct store_model, count)},
        {0},
    };
    struct model *m = r->model;
    struct store_model *s = &m->stores[m->store_count];
    if (!read_new_name(r, stores_of(m), s->name) ||
        !read_options(r, options, s))
        return false;
    if (s->capacity < 1) return complain(r, "capacity is missing, or 0");
    if (s->count > s->capacity) return complain(r, "it holds more than fits");
    m->store_count++;
    return true;
}

static bool read_source(struct reader *r)
{
    static const struct option options[] = {
        {"every", A_LAW, offsetof(struct source_model, every)},
        {"to", A_STATION, offsetof(struct source_model, to)},
        {"priority", A_COUNT, offsetof(struct source_model, priority)},
        {0},
    };
    struct model *m = r->model;
    struct source_model *s = &m->sources[m->source_count];
    if (!read_new_name(r, sources_of(m), s->name)) return false;
    s->to = NOTHING;
    if (!read_options(r, options, s)) return false;
    if (!s->every.kind || s->to == NOTHING)
        return complain(r, "a source needs 'every' and 'to'");
    if (law_mean(&s->every) <= 0)
        return complain(r, "the mean time between arrivals is 0");
    m->source_count++;
    return true;
}

static bool read_route(struct reader *r)
{
    int from, to;
    double chance, sum = 0;
    if (!read_known(r, stations_of(r->model), &from)) return false;
    double *row = r->model->stations[from].to;
    do {
        if (!read_known(r, stations_of(r->model), &to)) return false;
        if (!read_number(r, r->model->stations[to].name, &chance)) return false;
        if (chance < 0 || chance > 1)
            return complain(r, "a probability is from 0 to 1");
        row[to] += chance;
    } while (r->rest[strspn(r->rest, " \t\r\n")]);
    for (int i = 0; i < r->model->station_count; i++)
        sum += row[i];
    if (sum <= 1 + 1e-9) return true;
    return complain(r, "the probabilities behind '%s' add up to %g",
                    r->model->stations[from].name, sum);
}

static bool read_horizon(struct reader *r)
{
    return read_number(r, "horizon", &r->model->period.end);
}

static bool read_warmup(struct reader *r)
{
    return read_number(r, "warmup", &r->model->period.begin);
}

static bool read_line(struct reader *r, char *text)
{
    static const struct {
        const char *name;
        bool (*read)(struct reader *r);
    } lines[] = {
        {"horizon", read_horizon}, {"warmup", read_warmup},
        {"station", read_station}, {"store", read_store},
        {"source", read_source},   {"route", read_route},
    };
    const char *word = strtok_r(text, " \t\r\n", &r->rest);
    if (!word) return true;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (strcmp(lines[i].name, word)) continue;
        if (!lines[i].read(r)) return false;
        word = next_word(r);
        return word ? complain(r, "'%s' is too much", word) : true;
    }
    return complain(r, "no line begins with '%s'", word);
}

bool model_read(struct model *m, const char *name, FILE *in)
{
    struct reader r = {.model = m};
    char *text = NULL;
    size_t room = 0;
    bool good = true;
    *m = (struct model){.file = name};
    while (good && getline(&text, &room, in) >= 0) {
        r.line++;
        text[strcspn(text, "#")] = 0;
        good = read_line(&r, text);
    }
    free(text);
    if (good && ferror(in)) {
        fprintf(stderr, "simulator: %s: %m\n", name);
        return false;
    }
    return good;
}
