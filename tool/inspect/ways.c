// SPDX-License-Identifier: MIT
// ways.c: the ways from a state to the next ones, and what must hold for each.
// A condition names the branches that decide where a way leads: those whose
// sides come to the same are passed over, and so are loops that go on in one
// place however often they turn. Of another loop the last round is told, and
// before it that there may be others. A way passes no place twice, unless a
// state is reached in no other way.
#include "inspect/inside.h"

#include "sense/sense.h"

#include <string.h>

// Of the search for ways, which branches at each condition.
enum { STEPS_MAX = 20000 };
enum { ALTERNATIVES_MAX = 3 }; // that stand in a way's text

// The branches taken up to now, the last one first.
struct taken_way {
    const struct taken_way *before;
    const struct block *block;
    const struct when *when; // NULL: nothing was decided
};

// A place of the graph that is walked.
struct spot {
    int *points; // of its events: the suspensions that they are, 0: none
    int point;   // the suspension that it begins with; 0: none
    bool leaf;   // nothing comes behind it but that, or the end
    enum { NEW, OPEN, DONE } visit;
    bool *back;        // of each edge: to a block that is open then, a loop
    uint64_t *reach;   // the states that come next, however
    uint64_t *forward; // the same, and the loops whose next round begins
    bool in_loop;      // the one at hand
    bool is_quiet;     // a loop that goes on in one place
    strings rounds;    // what holds on a way back to it
};

struct ways {
    struct unit *unit;
    const struct machine *machine;
    const struct cfg *cfg;
    struct spot *spots;   // by the block's number
    VEC(size_t) order;    // of blocks: those behind come first
    size_t states, words; // of such a set: states, then blocks
    // Of the state at hand.
    strings *found;                        // for each state: the conditions
    VEC(const struct taken_way *) * taken; // for each state: what leads there
    uint64_t *next; // the states that come next, whatever holds
    bool *done;     // states that need no more ways
    size_t steps;
    bool cut;   // STEPS_MAX was not enough
    int passes; // how often a way may pass a block
};

// The suspensions that stand in one place of the source, f(1)(2) has two, come
// in the order of their numbers, in each part of the graph that holds them.
static int
number_event(const struct ways *s, const struct event *event, size_t before)
{
    size_t count = 0, k = 0;
    for (size_t i = 0; i < s->machine->points.count; i++)
        count += s->machine->points.at[i].at == event->at;
    for (size_t i = 0; count && i < s->machine->points.count; i++)
        if (s->machine->points.at[i].at == event->at && k++ == before % count)
            return s->machine->points.at[i].number;
    return 0;
}

static void number_events(struct ways *s)
{
    struct map seen = {0}; // by place: how many
    for (size_t i = 0; i < s->cfg->blocks.count; i++) {
        const struct block *block = s->cfg->blocks.at[i];
        s->spots[i].points = arena_alloc(
            s->unit->arena, (block->events.count + 1) * sizeof(int));
        for (size_t k = 0; k < block->events.count; k++) {
            const struct event *event = &block->events.at[k];
            if (event->kind != EVENT_SUSPEND) continue;
            union map_value *count =
                map_put(s->unit->arena, &seen, event->at + 1);
            s->spots[i].points[k] = number_event(s, event, count->number++);
        }
    }
}

// The next suspension from an event of a block on; 0: it has none.
static int point_in(const struct ways *s, const struct block *block, size_t i)
{
    for (; i < block->events.count; i++)
        if (s->spots[block->number].points[i])
            return s->spots[block->number].points[i];
    return 0;
}

// -1: it is no constant like that of do { } while (0).
static int constant_of(const struct unit *unit, const struct when *when)
{
    const char *text = unit->source->text + when->begin;
    bool branch = when->kind == WHEN_TRUE || when->kind == WHEN_FALSE;
    if (!branch || when->end != when->begin + 1) return -1;
    return *text == '0' || *text == '1' ? *text - '0' : -1;
}

static bool is_taken(const struct ways *s, const struct block *block, size_t i)
{
    const struct when *when = &block->whens.at[i];
    int constant = constant_of(s->unit, when);
    return constant < 0 || constant == (when->kind == WHEN_TRUE);
}

// -- the graph ---------------------------------------------------------------

static void find_back(struct ways *s, const struct block *block)
{
    struct spot *spot = &s->spots[block->number];
    spot->visit = OPEN;
    for (size_t k = 0; !spot->leaf && k < block->next.count; k++) {
        const struct block *next = block->next.at[k];
        struct spot *to = &s->spots[next->number];
        if (!is_taken(s, block, k)) continue;
        spot->back[k] = to->visit == OPEN;
        if (to->visit == NEW) find_back(s, next);
    }
    spot->visit = DONE;
    vec_push(s->unit->arena, &s->order, block->number);
}

// What an edge adds to the states that come next without another round; false:
// nothing.
static bool
add_edge(struct ways *s, uint64_t *set, const struct block *block, size_t k)
{
    size_t to = block->next.at[k]->number;
    if (!is_taken(s, block, k)) return false;
    if (!s->spots[block->number].back[k]) {
        bits_add(set, s->spots[to].forward, s->words);
        return true;
    }
    if (s->spots[to].is_quiet) return false;
    bits_set(set, s->states + to);
    return true;
}

static void find_forward(struct ways *s)
{
    for (size_t i = 0; i < s->order.count; i++) {
        const struct block *block = s->cfg->blocks.at[s->order.at[i]];
        struct spot *spot = &s->spots[block->number];
        memset(spot->forward, 0, s->words * sizeof *spot->forward);
        if (spot->leaf) bits_set(spot->forward, (size_t)spot->point);
        for (size_t k = 0; !spot->leaf && k < block->next.count; k++)
            add_edge(s, spot->forward, block, k);
    }
}

static bool is_empty(const struct ways *s, const uint64_t *set)
{
    for (size_t i = 0; i < s->words; i++)
        if (set[i]) return false;
    return true;
}

// Whether what some edges add is all the same; `first`: of those before, NULL.
static bool is_same(struct ways *s, const struct block *block, size_t k,
                    const uint64_t **first)
{
    uint64_t *set = bits_new(s->unit->arena, s->words * 64);
    if (!add_edge(s, set, block, k) || is_empty(s, set)) return true;
    if (*first && memcmp(*first, set, s->words * sizeof *set) != 0)
        return false;
    *first = set;
    return true;
}

static void find_loop(struct ways *s, size_t head)
{
    for (size_t i = 0; i < s->cfg->blocks.count; i++)
        s->spots[i].in_loop = i == head;
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t i = 0; i < s->order.count; i++) {
            const struct block *block = s->cfg->blocks.at[s->order.at[i]];
            struct spot *spot = &s->spots[block->number];
            bool in = spot->in_loop;
            for (size_t k = 0; !spot->leaf && k < block->next.count; k++)
                if (is_taken(s, block, k) &&
                    (block->next.at[k]->number != head || spot->back[k]))
                    in |= s->spots[block->next.at[k]->number].in_loop;
            grown |= in != spot->in_loop;
            spot->in_loop = in;
        }
    }
}

// It has rounds, and all its exits come to the same.
static bool is_quiet(struct ways *s, size_t head)
{
    const uint64_t *first = NULL;
    find_loop(s, head);
    for (size_t i = 0; i < s->cfg->blocks.count; i++) {
        const struct block *block = s->cfg->blocks.at[i];
        for (size_t k = 0; s->spots[i].in_loop && k < block->next.count; k++)
            if (!s->spots[block->next.at[k]->number].in_loop &&
                !is_same(s, block, k, &first))
                return false;
    }
    return true;
}

static bool is_head(const struct ways *s, size_t number)
{
    for (size_t i = 0; i < s->cfg->blocks.count; i++) {
        const struct block *block = s->cfg->blocks.at[i];
        for (size_t k = 0; k < block->next.count; k++)
            if (s->spots[i].back[k] && block->next.at[k]->number == number)
                return true;
    }
    return false;
}

// Inner loops come first in the order: what is so for them decides for others.
static void find_quiet(struct ways *s)
{
    find_forward(s);
    for (size_t i = 0; i < s->order.count; i++) {
        size_t number = s->order.at[i];
        if (!is_head(s, number) || !is_quiet(s, number)) continue;
        s->spots[number].is_quiet = true;
        find_forward(s);
    }
}

static void find_reach(struct ways *s)
{
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t i = 0; i < s->order.count; i++) {
            const struct block *block = s->cfg->blocks.at[s->order.at[i]];
            struct spot *spot = &s->spots[block->number];
            if (spot->leaf) bits_set(spot->reach, (size_t)spot->point);
            for (size_t k = 0; !spot->leaf && k < block->next.count; k++)
                if (is_taken(s, block, k))
                    grown |= bits_add(spot->reach,
                                      s->spots[block->next.at[k]->number].reach,
                                      s->words);
        }
    }
}

struct ways *ways_find(struct unit *unit, const struct machine *machine,
                       const struct cfg *cfg)
{
    struct ways *s = ARENA_NEW(unit->arena, struct ways);
    size_t count = cfg->blocks.count;
    *s = (struct ways){.unit = unit, .machine = machine, .cfg = cfg};
    s->states = machine->points.count + 1;
    s->words = bits_words(s->states + count);
    s->spots = arena_alloc(unit->arena, count * sizeof *s->spots);
    number_events(s);
    for (size_t i = 0; i < count; i++) {
        const struct block *block = cfg->blocks.at[i];
        struct spot *spot = &s->spots[i];
        spot->point = point_in(s, block, 0);
        spot->leaf = spot->point || !block->next.count;
        spot->back = arena_alloc(unit->arena, block->next.count + 1);
        spot->reach = bits_new(unit->arena, s->states + count);
        spot->forward = bits_new(unit->arena, s->states + count);
    }
    for (size_t i = 0; i < count; i++)
        if (s->spots[i].visit == NEW) find_back(s, cfg->blocks.at[i]);
    find_reach(s);
    find_quiet(s);
    return s;
}

// -- the search --------------------------------------------------------------

// It makes no difference which way is taken.
static bool is_all_the_same(struct ways *s, const struct block *block)
{
    const uint64_t *first = NULL;
    for (size_t i = 0; i < block->next.count; i++)
        if (!is_same(s, block, i, &first)) return false;
    return true;
}

// What the branches before say of a condition: 1 it holds, 0 it does not, -1
// nothing. What was so before the last time at this place says nothing.
static int known(const struct taken_way *way, const struct when *when,
                 const struct block *block)
{
    bool last = true;
    if (when->kind != WHEN_TRUE && when->kind != WHEN_FALSE) return -1;
    for (; way && (last || way->block != block); way = way->before) {
        if (way->when && way->when->known_end &&
            way->when->known_begin == when->begin &&
            way->when->known_end == when->end)
            return way->when->known;
        last = false;
    }
    return -1;
}

// Where an edge has decided what comes next, its place is another one.
static int decided_by(const struct when *when)
{
    return when && when->known_end ? 1 + when->known : 0;
}

static bool may_pass(const struct ways *s, const struct taken_way *way,
                     const struct taken_way *step)
{
    int passed = 0;
    for (; way; way = way->before)
        passed += way->block == step->block &&
                  decided_by(way->when) == decided_by(step->when);
    return passed < s->passes;
}

static void add_once(struct arena *arena, strings *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i], text) == 0) return;
    vec_push(arena, list, text);
}

static void
put_condition(struct ways *s, const struct taken_way *way, struct text *out)
{
    const struct taken_way *before = way->before;
    bool again = way->when && way->when->kind == WHEN_CANCELLED && before &&
                 before->when && before->when->kind == WHEN_CANCELLED;
    if (again) return; // by the scope around that one, too
    const char *text = way->when ? written_condition(s->unit, way->when) : NULL;
    if (text) text_printf(out, "%s%s", out->count ? ", " : "", text);
}

// Of a way, what holds between its last time at a place and the end.
static void put_since(struct ways *s, const struct taken_way *way,
                      const struct block *place, struct text *out)
{
    if (!way || way->block == place) return;
    put_since(s, way->before, place, out);
    put_condition(s, way, out);
}

// The step would pass its place again: whatever goes on from there may do that
// any number of times before.
static void add_round(struct ways *s, const struct taken_way *step)
{
    struct text out = {.arena = s->unit->arena};
    text_puts(&out, "");
    put_since(s, step->before, step->block, &out);
    put_condition(s, step, &out);
    if (out.count)
        add_once(out.arena, &s->spots[step->block->number].rounds, out.at);
}

static void put_rounds(const strings *rounds, struct text *out)
{
    if (!rounds->count) return;
    text_printf(out, "%sany number of times (", out->count ? ", " : "");
    for (size_t i = 0; i < rounds->count; i++)
        text_printf(out, "%s%s", i ? ") or (" : "", rounds->at[i]);
    text_puts(out, ")");
}

// When all rounds are known.
static void
put_conditions(struct ways *s, const struct taken_way *way, struct text *out)
{
    if (!way) return;
    put_conditions(s, way->before, out);
    put_condition(s, way, out);
    put_rounds(&s->spots[way->block->number].rounds, out);
}

// Whether something was found. What a way has passed stays for later.
static bool walk(struct ways *s, const struct taken_way *way,
                 const struct block *block, size_t i)
{
    int point = point_in(s, block, i);
    if (++s->steps > STEPS_MAX) s->cut = true;
    if (s->cut) return false;
    if (point || !block->next.count) {
        if (!s->done[point]) vec_push(s->unit->arena, &s->taken[point], way);
        return true;
    }
    bool same = is_all_the_same(s, block), any = false;
    for (size_t k = 0; k < block->next.count && !(same && any); k++) {
        const struct block *next = block->next.at[k];
        const struct when *when = &block->whens.at[k];
        int truth = known(way, when, block);
        bool excluded = truth >= 0 && (truth == 1) != (when->kind == WHEN_TRUE);
        if (!is_taken(s, block, k) || excluded) continue;
        bool decides = !same && truth < 0;
        struct taken_way step = {way, next, decides ? when : NULL};
        if (!may_pass(s, way, &step)) {
            if (!decided_by(step.when)) add_round(s, &step);
            continue;
        }
        struct taken_way *here = ARENA_NEW(s->unit->arena, struct taken_way);
        *here = step;
        any |= walk(s, here, next, 0);
    }
    return any;
}

static void walk_behind(struct ways *s, const struct block *block, size_t i)
{
    int point = point_in(s, block, i);
    walk(s, NULL, block, i);
    if (point) bits_set(s->next, (size_t)point);
    for (size_t k = 0; !point && k < block->next.count; k++)
        if (is_taken(s, block, k))
            bits_add(s->next, s->spots[block->next.at[k]->number].reach,
                     s->words);
}

// From behind each event that is that point; from the entry if there is none.
static void walk_from(struct ways *s, const struct point *from)
{
    const struct cfg *cfg = s->cfg;
    s->steps = 0;
    s->passes++;
    s->next = bits_new(s->unit->arena, s->machine->points.count + 1);
    if (!from) walk_behind(s, cfg->blocks.at[0], 0);
    for (size_t i = 0; from && i < cfg->blocks.count; i++) {
        const struct block *block = cfg->blocks.at[i];
        for (size_t k = 0; k < block->events.count; k++)
            if (s->spots[i].points[k] == from->number)
                walk_behind(s, block, k + 1);
    }
}

// What holds on each way to a state, in words.
static void add_found(struct ways *s, size_t to)
{
    struct arena *arena = s->unit->arena;
    for (size_t i = 0; i < s->taken[to].count; i++) {
        struct text out = {.arena = arena};
        text_puts(&out, "");
        put_conditions(s, s->taken[to].at[i], &out);
        add_once(arena, &s->found[to], out.at);
    }
}

// An alternative for each way through the branches.
static void
add_when(const struct ways *s, struct way *way, bool only, const char *none)
{
    const strings *list = &s->found[way->to];
    struct text out = {.arena = s->unit->arena};
    for (size_t i = 0; i < list->count && !only; i++)
        vec_push(out.arena, &way->when, *list->at[i] ? list->at[i] : none);
    if (s->cut) vec_push(out.arena, &way->when, "...");
    size_t count = way->when.count;
    size_t shown = count > ALTERNATIVES_MAX ? ALTERNATIVES_MAX : count;
    text_puts(&out, count ? "" : "always");
    for (size_t i = 0; i < shown; i++)
        text_printf(&out, "%s%s", i ? " or " : "", way->when.at[i]);
    if (shown < count) text_printf(&out, " or %zu more", count - shown);
    way->text = out.at;
}

void ways_add(struct ways *s, struct state *state)
{
    struct arena *arena = s->unit->arena;
    size_t count = s->states, own = 0, bare = 0; // without a condition
    s->found = arena_alloc(arena, count * sizeof *s->found);
    s->taken = arena_alloc(arena, count * sizeof *s->taken);
    s->done = arena_alloc(arena, count * sizeof *s->done);
    s->passes = 0;
    s->cut = false;
    for (size_t i = 0; i < s->cfg->blocks.count; i++)
        s->spots[i].rounds.count = 0;
    walk_from(s, state->point);
    for (size_t i = 0; i < count; i++)
        s->done[i] = s->taken[i].count > 0;
    walk_from(s, state->point);
    for (size_t i = 0; i < count; i++) {
        add_found(s, i);
        for (size_t k = 0; k < s->found[i].count; k++)
            bare += !*s->found[i].at[k];
        own += s->found[i].count > 0 || (s->cut && bits_has(s->next, i));
    }
    const char *none = bare == 1 ? "otherwise" : "a jump leads there";
    for (size_t i = 1; i <= count; i++) {
        int to = (int)(i % count); // the end comes last
        if (!s->found[to].count && !(s->cut && bits_has(s->next, (size_t)to)))
            continue;
        struct way way = {.to = to, .loop = to && state->id && to <= state->id};
        add_when(s, &way, own == 1, none);
        vec_push(arena, &state->ways, way);
    }
}
