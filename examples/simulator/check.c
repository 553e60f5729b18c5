// SPDX-License-Identifier: MIT
// check.c: whether a model makes sense as a whole. Plain C.
//
// The rates of arrival at the stations solve the traffic equations: what comes
// from outside, and from each station the part that goes there. They are what
// a network without losses would see.
#include "model.h"
#include <math.h>
#include <stdarg.h>

enum { CUSTOMERS_MAX = 100000000 }; // of one source, or breakdowns, in a run

__attribute__((format(printf, 2, 3))) static bool refuse(const struct model *m,
                                                         const char *format,
                                                         ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "simulator: %s: ", m->file);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return false;
}

// == Ways out ================================================================

static bool can_leave_by(const struct model *m, int at, const bool leaves[])
{
    double stays = 0;
    for (int i = 0; i < m->station_count; i++) {
        if (m->stations[at].to[i] > 0 && leaves[i]) return true;
        stays += m->stations[at].to[i];
    }
    return stays < 1 - 1e-9;
}

// A station from which nobody can ever leave the network; NOTHING if all can.
static int find_trap(const struct model *m)
{
    bool leaves[STATIONS_MAX] = {0}, changed;
    do {
        changed = false;
        for (int i = 0; i < m->station_count; i++)
            if (!leaves[i] && can_leave_by(m, i, leaves))
                leaves[i] = changed = true;
    } while (changed);
    for (int i = 0; i < m->station_count; i++)
        if (!leaves[i]) return i;
    return NOTHING;
}

// == Rates ===================================================================

static void find_arrivals(const struct model *m, double rates[])
{
    enum { ROUNDS = 10000 };
    double change = 1;
    for (int i = 0; i < m->station_count; i++)
        rates[i] = 0;
    for (int round = 0; round < ROUNDS && change > 1e-9; round++) {
        change = 0;
        for (int i = 0; i < m->station_count; i++) {
            double rate = 0;
            for (int k = 0; k < m->source_count; k++)
                if (m->sources[k].to == i)
                    rate += 1 / law_mean(&m->sources[k].every);
            for (int k = 0; k < m->station_count; k++)
                rate += rates[k] * m->stations[k].to[i];
            if (rate > 0) change = fmax(change, (rate - rates[i]) / rate);
            rates[i] = rate;
        }
    }
}

// How many customers the servers of a station can serve per unit of time.
static double capacity(const struct station_model *s)
{
    double up = 1;
    if (s->breakdown.kind)
        up = law_mean(&s->breakdown) /
             (law_mean(&s->breakdown) + law_mean(&s->repair));
    return s->servers * up / law_mean(&s->service);
}

static void warn_of_crowds(const struct model *m)
{
    double rates[STATIONS_MAX];
    find_arrivals(m, rates);
    for (int i = 0; i < m->station_count; i++) {
        const struct station_model *s = &m->stations[i];
        double load = rates[i] / capacity(s);
        if (s->patience.kind || s->room < INT32_MAX || load < 1) continue;
        refuse(m,
               "warning: '%s' gets %.3g times what it can serve: its queue "
               "grows without end",
               s->name, load);
    }
}

bool model_check(const struct model *m)
{
    double end = m->period.end;
    if (!m->source_count) return refuse(m, "no source: nobody ever comes");
    if (end == 0) return refuse(m, "how long? It has no horizon");
    if (!(end > 0 && end <= 1e12 && m->period.begin >= 0))
        return refuse(m, "times must be from 0 to 1e12");
    if (m->period.begin >= end)
        return refuse(m, "the warm-up is as long as the run, or longer");
    for (int i = 0; i < m->source_count; i++)
        if (end / law_mean(&m->sources[i].every) > CUSTOMERS_MAX)
            return refuse(m, "more than %d customers from '%s'", CUSTOMERS_MAX,
                          m->sources[i].name);
    for (int i = 0; i < m->station_count; i++)
        if (m->stations[i].breakdown.kind &&
            end / law_mean(&m->stations[i].breakdown) > CUSTOMERS_MAX)
            return refuse(m, "more than %d breakdowns of '%s'", CUSTOMERS_MAX,
                          m->stations[i].name);
    int trap = find_trap(m);
    if (trap != NOTHING)
        return refuse(m, "who comes to '%s' can never leave",
                      m->stations[trap].name);
    warn_of_crowds(m);
    return true;
}
