// SPDX-License-Identifier: MIT
// random.c: streams of random numbers, and distributions. Plain C.
//
// Each process has a stream of its own (PCG, M. O'Neill 2014), so that what one
// draws does not depend on when others draw.
#include "sim.h"
#include <math.h>
#include <string.h>

// == Streams =================================================================

static uint64_t mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
}

struct stream stream_make(uint64_t seed, uint64_t number)
{
    uint64_t start = mix(mix(seed) + number);
    return (struct stream){.state = start, .step = mix(start) | 1};
}

static uint32_t next(struct stream *s)
{
    uint64_t old = s->state;
    uint32_t folded = (uint32_t)((old >> 18 ^ old) >> 27);
    unsigned turn = (unsigned)(old >> 59);
    s->state = old * 6364136223846793005 + s->step;
    return folded >> turn | folded << (-turn & 31);
}

uint64_t stream_bits(struct stream *s)
{
    uint64_t high = next(s);
    return high << 32 | next(s);
}

double stream_uniform(struct stream *s)
{
    return ((double)(stream_bits(s) >> 12) + 0.5) * 0x1p-52;
}

double stream_exponential(struct stream *s, double mean)
{
    return -mean * log(stream_uniform(s));
}

double stream_normal(struct stream *s, double mean, double deviation)
{
    double radius = sqrt(-2 * log(stream_uniform(s)));
    return mean + deviation * radius *
                      cos(2 * 3.14159265358979323846 * stream_uniform(s));
}

// == Distributions ===========================================================

static double first_number(const struct law *law)
{
    return law->at[0];
}

static double draw_constant(const struct law *law, struct stream *s)
{
    (void)s;
    return law->at[0];
}

static double draw_exponential(const struct law *law, struct stream *s)
{
    return stream_exponential(s, law->at[0]);
}

static double draw_uniform(const struct law *law, struct stream *s)
{
    return law->at[0] + (law->at[1] - law->at[0]) * stream_uniform(s);
}

static double mean_uniform(const struct law *law)
{
    return (law->at[0] + law->at[1]) / 2;
}

static double draw_normal(const struct law *law, struct stream *s)
{
    return stream_normal(s, law->at[0], law->at[1]);
}

static double draw_erlang(const struct law *law, struct stream *s)
{
    double sum = 0;
    for (int phase = 0; phase < (int)law->at[1]; phase++)
        sum += stream_exponential(s, law->at[0] / floor(law->at[1]));
    return sum;
}

static double total_weight(const struct law *law)
{
    double sum = 0;
    for (int i = 1; i < law->count; i += 2)
        sum += law->at[i];
    return sum;
}

static double draw_empirical(const struct law *law, struct stream *s)
{
    double left = stream_uniform(s) * total_weight(law);
    int i = 0;
    while (i + 2 < law->count && (left -= law->at[i + 1]) >= 0)
        i += 2;
    return law->at[i];
}

static double mean_empirical(const struct law *law)
{
    double sum = 0;
    for (int i = 0; i < law->count; i += 2)
        sum += law->at[i] * law->at[i + 1];
    return sum / total_weight(law);
}

static const struct law_kind kinds[] = {
    {"constant", "VALUE", 1, draw_constant, first_number},
    {"exponential", "MEAN", 1, draw_exponential, first_number},
    {"uniform", "LEAST MOST", 2, draw_uniform, mean_uniform},
    {"normal", "MEAN DEVIATION", 2, draw_normal, first_number},
    {"erlang", "MEAN PHASES", 2, draw_erlang, first_number},
    {"empirical", "VALUE WEIGHT ...", -1, draw_empirical, mean_empirical},
};

const struct law_kind *law_find(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].name, name)) return &kinds[i];
    return NULL;
}

const char *law_problem(const struct law *law)
{
    for (int i = 0; i < law->count; i++)
        if (!(law->at[i] >= 0 && law->at[i] <= 1e12))
            return "its numbers must be from 0 to 1e12";
    if (law->kind->draw == draw_uniform && law->at[0] > law->at[1])
        return "the least is above the most";
    if (law->kind->draw == draw_erlang &&
        (law->at[1] != floor(law->at[1]) || law->at[1] < 1 || law->at[1] > 100))
        return "the phases must be a whole number from 1 to 100";
    if (law->kind->draw == draw_empirical && total_weight(law) <= 0)
        return "all its weights are 0";
    return NULL;
}

// A normal law draws again below 0; as its mean is not, that ends soon.
double law_draw(const struct law *law, struct stream *s)
{
    double drawn;
    do
        drawn = law->kind->draw(law, s);
    while (drawn < 0);
    return drawn;
}

double law_mean(const struct law *law)
{
    return law->kind->mean(law);
}
