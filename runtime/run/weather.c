// SPDX-License-Identifier: MIT
// weather.c: what the simulated network does to what it carries. Owns what
// CSP_NET has said.
#include "run/weather.h"

#include <stdlib.h>
#include <string.h>

#include "base/public.h"
#include "run/choice.h"

enum {
    STEPS = 16,        // of a time between its least and its most
    ODDS_MOST = 65534, // as choices have it
    CUT_PIECE = 1000,  // where a short piece ends, at most
};

struct range {
    int64_t least, most; // nanoseconds
};

static struct {
    struct range latency, outage;
    unsigned reset, cut, piece, loss, copy; // one of so many; 0: none
} weather = {
    .latency = {CSP_MS, 10 * CSP_MS},
    .outage = {CSP_S, 10 * CSP_S},
};

// -- what CSP_NET says -------------------------------------------------------

// "10ms": past it, or NULL.
static const char *read_time(const char *text, int64_t *ns)
{
    static const struct {
        const char *word;
        int64_t ns;
    } unit[] = {{"ns", 1}, {"us", CSP_US}, {"ms", CSP_MS}, {"s", CSP_S}};
    char *end;
    if (*text < '0' || *text > '9') return NULL;
    unsigned long n = strtoul(text, &end, 10);
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
        size_t length = strlen(unit[i].word);
        if (strncmp(end, unit[i].word, length) != 0) continue;
        *ns = (int64_t)n * unit[i].ns;
        return n <= 1000000000 ? end + length : NULL;
    }
    return NULL;
}

// "1ms..10ms", or one time.
static const char *read_range(const char *text, struct range *range)
{
    const char *end = read_time(text, &range->least);
    range->most = range->least;
    if (end && strncmp(end, "..", 2) == 0)
        end = read_time(end + 2, &range->most);
    return range->least <= range->most ? end : NULL;
}

// "1/100".
static const char *read_odds(const char *text, unsigned *odds)
{
    char *end;
    if (strncmp(text, "1/", 2) != 0 || text[2] < '1' || text[2] > '9')
        return NULL;
    unsigned long n = strtoul(text + 2, &end, 10);
    *odds = (unsigned)n;
    return n <= ODDS_MOST ? end : NULL;
}

// "word=..."; past it, or NULL.
static const char *read_one(const char *text)
{
    const struct {
        const char *word;
        struct range *range;
        unsigned *odds;
    } known[] = {
        {"latency=", &weather.latency, NULL},
        {"outage=", &weather.outage, NULL},
        {"partition=", NULL, &weather.cut},
        {"reset=", NULL, &weather.reset},
        {"short=", NULL, &weather.piece},
        {"loss=", NULL, &weather.loss},
        {"double=", NULL, &weather.copy},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].word);
        if (strncmp(text, known[i].word, n) != 0) continue;
        return known[i].range ? read_range(text + n, known[i].range)
                              : read_odds(text + n, known[i].odds);
    }
    return NULL;
}

const char *cspi_weather_read(const char *text)
{
    const char *at = strncmp(text, "sim", 3) == 0 ? text + 3 : NULL;
    while (at && *at == ',')
        at = read_one(at + 1);
    if (at && *at == 0) return NULL;
    return "sim, and behind it what there is of ,latency=1ms..10ms "
           ",reset=1/1000 ,partition=1/1000 ,outage=1s..10s ,short=1/10 "
           ",loss=1/100 ,double=1/100";
}

// -- what happens ------------------------------------------------------------

static bool happens(unsigned odds)
{
    return odds == 1 || (odds > 1 && cspi_choice_draw(odds) == 1);
}

static int64_t one_of(struct range range)
{
    if (range.least == range.most) return range.least;
    int64_t step = (range.most - range.least) / (STEPS - 1);
    return range.least + step * cspi_choice_draw(STEPS);
}

int64_t cspi_weather_latency(void)
{
    return one_of(weather.latency);
}

size_t cspi_weather_piece(size_t n)
{
    if (n == 1 || !happens(weather.piece)) return n;
    return 1 + cspi_choice_draw(n < CUT_PIECE ? (unsigned)n - 1 : CUT_PIECE);
}

bool cspi_weather_resets(void)
{
    return happens(weather.reset);
}

int64_t cspi_weather_cuts(void)
{
    return happens(weather.cut) ? one_of(weather.outage) : 0;
}

unsigned cspi_weather_copies(void)
{
    if (happens(weather.loss)) return 0;
    return happens(weather.copy) ? 2 : 1;
}
