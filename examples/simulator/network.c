// SPDX-License-Identifier: MIT
// network.c: the processes of a model: sources, customers and machines.
//
// A customer walks through the stations, waits for a server at each and keeps
// it for the time of its service. A machine is the life of one server that
// breaks down: it stops, whoever is being served, and goes on after its repair.
#include "model.h"
#include <math.h>
#include <stdlib.h>

struct machine {
    struct station *station;
    int unit; // of the station's servers
    bool is_down;
    sim_signal halted;   // of the customer being served; NULL: nobody is
    sim_signal repaired; // of the customer who waits for the repair
};

enum outcome { SERVED, LOST, OVER };

static void note(struct process *self, struct network *net, const char *where,
                 const char *what)
{
    if (net->notes)
        chan_send(net->notes, {net->sim.now, self->number, where, what});
}

// == Machines ================================================================

static double share(const struct station *s)
{
    return 1.0 / s->model->servers;
}

static void machine_life(struct process *self, void *arg)
{
    struct machine *m = arg;
    struct station *s = m->station;
    const struct station_model *model = s->model;
    while (sim_wait(self, law_draw(&model->breakdown, &self->random))) {
        bool was_idle = resource_withdraw(&s->servers, m->unit);
        m->is_down = true;
        level_add(&s->down, self->sim->now, share(s));
        if (m->halted) sim_fire(self->sim, self->sim->now, m->halted);
        if (!sim_wait(self, law_draw(&model->repair, &self->random))) return;
        m->is_down = false;
        level_add(&s->down, self->sim->now, -share(s));
        if (was_idle) resource_release(&s->servers, m->unit);
        if (m->repaired) sim_fire(self->sim, self->sim->now, m->repaired);
    }
}

static bool await_repair(struct sim *sim, struct machine *m)
{
    auto_signal repaired = sim_signal_make();
    m->repaired = repaired;
    bool goes_on = sim_await(sim, repaired);
    if (goes_on) m->repaired = NULL;
    return goes_on;
}

// Serves until the machine stops, or until the work is done: then *work is 0.
static bool serve_some(struct sim *sim, struct machine *m, double *work)
{
    double began = sim->now;
    auto_signal halted = sim_signal_make();
    auto_signal done = sim_timer(sim, began + *work);
    m->halted = halted;
    sim_pause(sim);
    select {
    case_recv(done, NULL): *work = 0; break;
    case_recv(halted, NULL): *work -= sim->now - began; break;
    case_recv(sim->over, NULL): return false;
    }
    m->halted = NULL;
    return true;
}

static bool serve(struct process *self, struct machine *m, double work)
{
    if (!m->station->model->breakdown.kind) return sim_wait(self, work);
    while (work > 0 || m->is_down) {
        if (m->is_down && !await_repair(self->sim, m)) return false;
        if (!m->is_down && !serve_some(self->sim, m, &work)) return false;
    }
    return true;
}

// == Customers ===============================================================

// Gets what the service needs. The unit of the server, SIM_LATE or SIM_OVER.
static int queue_up(struct process *self, struct station *s, int priority)
{
    const struct station_model *model = s->model;
    struct store *takes = NULL;
    double until = INFINITY;
    if (model->takes != NOTHING) takes = &s->network->stores[model->takes];
    if (model->patience.kind)
        until = self->sim->now + law_draw(&model->patience, &self->random);
    int unit = takes ? store_get(takes, priority, until) : 0;
    if (unit < 0) return unit;
    unit = resource_acquire(&s->servers, priority, until);
    // Who goes away without the service leaves what it took for it.
    if (unit == SIM_LATE && takes && store_put(takes, 0, INFINITY) < 0)
        return SIM_OVER;
    return unit;
}

// Keeps the server until there is a place for what it made.
static bool get_served(struct process *self, struct station *s, int unit)
{
    const struct station_model *model = s->model;
    double work = law_draw(&model->service, &self->random);
    level_add(&s->busy, self->sim->now, share(s));
    if (!serve(self, &s->machines[unit], work)) return false;
    if (model->gives != NOTHING &&
        store_put(&s->network->stores[model->gives], 0, INFINITY) == SIM_OVER)
        return false;
    level_add(&s->busy, self->sim->now, -share(s));
    resource_release(&s->servers, unit);
    return true;
}

static bool is_full(const struct station *s)
{
    const struct station_model *model = s->model;
    bool must_wait = s->servers.count == 0;
    if (model->takes != NOTHING)
        must_wait |= s->network->stores[model->takes].things.count == 0;
    return must_wait && s->queue.value >= model->room;
}

static enum outcome lose(struct process *self, struct station *s,
                         const char *what)
{
    tally_add(&s->lost, self->sim->now, 1);
    note(self, s->network, s->model->name, what);
    return LOST;
}

static enum outcome visit(struct process *self, struct station *s, int priority)
{
    struct sim *sim = self->sim;
    double came = sim->now;
    note(self, s->network, s->model->name, "arrives");
    if (is_full(s)) return lose(self, s, "finds no room");
    level_add(&s->queue, sim->now, 1);
    int unit = queue_up(self, s, priority);
    if (unit == SIM_OVER) return OVER;
    level_add(&s->queue, sim->now, -1);
    if (unit == SIM_LATE) return lose(self, s, "gives up");
    tally_add(&s->lost, sim->now, 0);
    tally_add(&s->wait, sim->now, sim->now - came);
    note(self, s->network, s->model->name, "begins");
    if (!get_served(self, s, unit)) return OVER;
    note(self, s->network, s->model->name, "ends");
    return SERVED;
}

static int next_station(struct process *self, const struct station *s)
{
    double left = stream_uniform(&self->random);
    for (int i = 0; i < s->network->model->station_count; i++)
        if ((left -= s->model->to[i]) < 0) return i;
    return LEAVES;
}

static enum outcome walk(struct process *self, struct source *source)
{
    int at = source->model->to;
    while (at != LEAVES) {
        struct station *s = &source->network->stations[at];
        enum outcome outcome = visit(self, s, source->model->priority);
        if (outcome != SERVED) return outcome;
        at = next_station(self, s);
    }
    return SERVED;
}

static void customer(struct process *self, void *arg)
{
    struct source *source = arg;
    struct sim *sim = self->sim;
    double came = sim->now;
    enum outcome outcome = walk(self, source);
    if (outcome == OVER) return;
    if (outcome == SERVED) tally_add(&source->stay, sim->now, sim->now - came);
    tally_add(&source->lost, sim->now, outcome == LOST);
    level_add(&source->inside, sim->now, -1);
    source->network->inside--;
}

static void arrivals(struct process *self, void *arg)
{
    struct source *source = arg;
    struct network *net = source->network;
    while (sim_wait(self, law_draw(&source->model->every, &self->random))) {
        level_add(&source->inside, self->sim->now, 1);
        if (++net->inside > net->most) self->sim->until = self->sim->now;
        sim_start(self->sim, customer, source);
    }
}

// == Runs ====================================================================

// The first process: starts those that are there from the beginning.
static void open_up(struct process *self, void *arg)
{
    struct network *net = arg;
    const struct model *model = net->model;
    for (int i = 0; i < model->station_count; i++) {
        struct station *s = &net->stations[i];
        if (!s->model->breakdown.kind) continue;
        for (int unit = 0; unit < s->model->servers; unit++)
            sim_start(self->sim, machine_life, &s->machines[unit]);
    }
    for (int i = 0; i < model->source_count; i++)
        sim_start(self->sim, arrivals, &net->sources[i]);
}

static void init_station(struct network *net, int i)
{
    struct station *s = &net->stations[i];
    const struct period *period = &net->model->period;
    s->model = &net->model->stations[i];
    s->network = net;
    resource_init(&s->servers, &net->sim, s->model->servers, s->model->servers);
    s->machines = sim_alloc((size_t)s->model->servers, sizeof *s->machines);
    for (int unit = 0; unit < s->model->servers; unit++)
        s->machines[unit] = (struct machine){.station = s, .unit = unit};
    level_init(&s->queue, period);
    level_init(&s->busy, period);
    level_init(&s->down, period);
    tally_init(&s->wait, period);
    tally_init(&s->lost, period);
}

static void init_source(struct network *net, int i)
{
    struct source *source = &net->sources[i];
    source->model = &net->model->sources[i];
    source->network = net;
    level_init(&source->inside, &net->model->period);
    tally_init(&source->stay, &net->model->period);
    tally_init(&source->lost, &net->model->period);
}

struct network *network_create(const struct model *m, uint64_t seed, int most)
{
    struct network *net = sim_alloc(1, sizeof *net);
    net->model = m;
    net->most = most;
    sim_init(&net->sim, seed, m->period.end);
    net->stations = sim_alloc((size_t)m->station_count, sizeof *net->stations);
    net->stores = sim_alloc((size_t)m->store_count, sizeof *net->stores);
    net->sources = sim_alloc((size_t)m->source_count, sizeof *net->sources);
    for (int i = 0; i < m->station_count; i++)
        init_station(net, i);
    for (int i = 0; i < m->store_count; i++)
        store_init(&net->stores[i], &net->sim, m->stores[i].capacity,
                   m->stores[i].count);
    for (int i = 0; i < m->source_count; i++)
        init_source(net, i);
    return net;
}

void network_destroy(struct network *net)
{
    for (int i = 0; i < net->model->station_count; i++) {
        resource_destroy(&net->stations[i].servers);
        free(net->stations[i].machines);
    }
    for (int i = 0; i < net->model->store_count; i++)
        store_destroy(&net->stores[i]);
    free(net->stations);
    free(net->stores);
    free(net->sources);
    sim_destroy(&net->sim);
    free(net);
}

// Levels know their time only up to the last change.
coroutine void network_run(struct network *net)
{
    double end = net->model->period.end;
    sim_run(&net->sim, open_up, net);
    for (int i = 0; i < net->model->station_count; i++) {
        level_add(&net->stations[i].queue, end, 0);
        level_add(&net->stations[i].busy, end, 0);
        level_add(&net->stations[i].down, end, 0);
    }
    for (int i = 0; i < net->model->source_count; i++)
        level_add(&net->sources[i].inside, end, 0);
}
