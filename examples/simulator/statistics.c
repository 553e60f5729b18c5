// SPDX-License-Identifier: MIT
// statistics.c: figures from observations. Plain C.
//
// All that is recorded goes into constant room: nothing here grows with the
// length of a run.
#include "sim.h"
#include <math.h>

// == Batches =================================================================

static int batch_at(const struct period *p, double time)
{
    int batch = (int)((time - p->begin) / (p->end - p->begin) * BATCHES);
    return batch < 0 ? 0 : batch < BATCHES ? batch : BATCHES - 1;
}

static double batch_end(const struct period *p, int batch)
{
    return p->begin + (p->end - p->begin) * (batch + 1) / BATCHES;
}

static double sum_of(const double numbers[BATCHES])
{
    double sum = 0;
    for (int i = 0; i < BATCHES; i++)
        sum += numbers[i];
    return sum;
}

// == Quantiles ===============================================================

// The part of all values that lies below a marker, if all is well.
static double part_below(const struct quantile *q, int marker)
{
    const double parts[] = {0, q->p / 2, q->p, (1 + q->p) / 2, 1};
    return parts[marker];
}

static void set_markers(struct quantile *q)
{
    for (int i = 0; i < 5; i++) {
        q->place[i] = floor((double)(q->count - 1) * part_below(q, i) + 0.5);
        q->height[i] = q->kept[(int)q->place[i]];
    }
}

static void keep(struct quantile *q, double value)
{
    int at = (int)q->count++;
    for (; at > 0 && q->kept[at - 1] > value; at--)
        q->kept[at] = q->kept[at - 1];
    q->kept[at] = value;
    if (q->count == QUANTILE_KEEPS) set_markers(q);
}

// The height of a marker when it moves by one place: on the parabola through
// its neighbours, if that keeps the order, else on a line.
static double moved_height(const struct quantile *q, int i, int by)
{
    const double *h = q->height, *n = q->place;
    double up = (h[i + 1] - h[i]) / (n[i + 1] - n[i]);
    double down = (h[i] - h[i - 1]) / (n[i] - n[i - 1]);
    double slope = (n[i] - n[i - 1] + by) * up + (n[i + 1] - n[i] - by) * down;
    double height = h[i] + by * slope / (n[i + 1] - n[i - 1]);
    if (h[i - 1] < height && height < h[i + 1]) return height;
    return h[i] + by * (by > 0 ? up : down);
}

static void adjust(struct quantile *q, int i)
{
    double off = (double)(q->count - 1) * part_below(q, i) - q->place[i];
    int by = 0;
    if (off >= 1 && q->place[i + 1] - q->place[i] > 1) by = 1;
    if (off <= -1 && q->place[i - 1] - q->place[i] < -1) by = -1;
    if (!by) return;
    q->height[i] = moved_height(q, i, by);
    q->place[i] += by;
}

static void quantile_add(struct quantile *q, double value)
{
    if (q->count < QUANTILE_KEEPS) {
        keep(q, value);
        return;
    }
    q->count++;
    q->height[0] = fmin(q->height[0], value);
    q->height[4] = fmax(q->height[4], value);
    for (int i = 1; i < 5; i++)
        if (i == 4 || value < q->height[i]) q->place[i]++;
    for (int i = 1; i < 4; i++)
        adjust(q, i);
}

double quantile_value(const struct quantile *q)
{
    if (!q->count) return NAN;
    if (q->count > QUANTILE_KEEPS) return q->height[2];
    return q->kept[(int)((double)(q->count - 1) * q->p + 0.5)];
}

// == Tallies and levels ======================================================

void moments_add(struct moments *m, double value)
{
    double off = value - m->mean;
    m->mean += off / (double)++m->count;
    m->squares += off * (value - m->mean);
}

double moments_mean(const struct moments *m)
{
    return m->count ? m->mean : NAN;
}

double moments_deviation(const struct moments *m)
{
    return m->count > 1 ? sqrt(m->squares / (double)(m->count - 1)) : NAN;
}

void tally_init(struct tally *t, const struct period *period)
{
    *t = (struct tally){.period = period, .least = INFINITY, .most = -INFINITY};
    t->median.p = 0.5;
    t->p95.p = 0.95;
}

void tally_add(struct tally *t, double now, double value)
{
    if (now < t->period->begin || now > t->period->end) return;
    int batch = batch_at(t->period, now);
    t->least = fmin(t->least, value);
    t->most = fmax(t->most, value);
    moments_add(&t->moments, value);
    quantile_add(&t->median, value);
    quantile_add(&t->p95, value);
    t->batches.sum[batch] += value;
    t->batches.weight[batch]++;
}

void level_init(struct level *l, const struct period *period)
{
    *l = (struct level){.period = period, .since = period->begin};
}

// Time before the period is left out, and each batch gets its part.
void level_add(struct level *l, double now, double change)
{
    double to = now < l->period->end ? now : l->period->end;
    while (l->since < to) {
        int batch = batch_at(l->period, l->since);
        double end = batch_end(l->period, batch);
        if (end > to || end <= l->since) end = to;
        l->batches.sum[batch] += l->value * (end - l->since);
        l->batches.weight[batch] += end - l->since;
        l->since = end;
    }
    l->value += change;
}

struct measure tally_measure(const struct tally *t)
{
    return (struct measure){moments_mean(&t->moments), &t->batches};
}

struct measure level_measure(const struct level *l)
{
    double time = sum_of(l->batches.weight);
    return (struct measure){time > 0 ? sum_of(l->batches.sum) / time : NAN,
                            &l->batches};
}

// == Confidence ==============================================================

// The 97.5% quantile of Student's t: a table, then the series of Fisher.
static double student(int freedom)
{
    static const double few[] = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706};
    const double z = 1.959964, z3 = z * z * z, z5 = z3 * z * z;
    double n = freedom;
    if (freedom <= 5) return few[freedom - 1];
    return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n);
}

struct estimate estimate_make(const struct measure runs[], int count)
{
    const struct batches *b = count == 1 ? runs[0].batches : NULL;
    struct moments means = {0};
    for (int i = 0; b && i < BATCHES; i++)
        if (b->weight[i] > 0) moments_add(&means, b->sum[i] / b->weight[i]);
    for (int i = 0; !b && i < count; i++)
        if (!isnan(runs[i].mean)) moments_add(&means, runs[i].mean);
    struct estimate e = {moments_mean(&means), NAN};
    if (count == 1) e.mean = runs[0].mean;
    if (means.count > 1)
        e.half = student((int)means.count - 1) * moments_deviation(&means) /
                 sqrt((double)means.count);
    return e;
}
