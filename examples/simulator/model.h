// SPDX-License-Identifier: MIT
// model.h: an open network of queues, as it is written down and as it runs.
//
// model.c reads a model, check.c judges it, network.c runs it, with the library
// of sim.h; report.c prints what was found. A model is never written to once it
// has been read, so that any number of runs may share it.
#ifndef MODEL_H
#define MODEL_H

#include "sim.h"
#include <stdio.h>

// == model.c: models =========================================================

enum { NAME_SIZE = 20, STATIONS_MAX = 100, STORES_MAX = 20, SOURCES_MAX = 20 };
enum { LEAVES = -1, NOTHING = -1 }; // in the place of a station, of a store

struct station_model {
    char name[NAME_SIZE];
    int servers;
    int room;                // how many can wait
    struct law service;      // how long it takes
    struct law patience;     // how long somebody waits before he leaves
    struct law breakdown;    // how long each server runs before it stops
    struct law repair;       // how long it then stands still
    int takes, gives;        // stores: a thing for each service, and from it
    double to[STATIONS_MAX]; // the chance that this station comes next
};

struct store_model {
    char name[NAME_SIZE];
    int capacity, count; // at the start
};

struct source_model {
    char name[NAME_SIZE];
    struct law every;
    int to;
    int priority; // in all queues; the highest comes first
};

struct model {
    const char *file;
    struct period period; // from the end of the warm-up to the end
    int station_count, store_count, source_count;
    struct station_model stations[STATIONS_MAX];
    struct store_model stores[STORES_MAX];
    struct source_model sources[SOURCES_MAX];
};

// Reads a model; false after a message on standard error.
bool model_read(struct model *m, const char *name, FILE *in);
// False, after a message, if a run makes no sense. Warns of queues that grow
// without end.
bool model_check(const struct model *m);

// == network.c: a run of a model =============================================

struct machine; // network.c's own

struct station {
    const struct station_model *model;
    struct network *network;
    struct resource servers;
    struct machine *machines; // one for each server
    struct level queue;       // how many wait
    struct level busy, down;  // the part of the servers
    struct tally wait;        // of those who got served
    struct tally lost;        // 1 for each who left unserved, 0 for the others
};

struct source {
    const struct source_model *model;
    struct network *network;
    struct level inside;
    struct tally stay; // from arrival to the end of the last service
    struct tally lost;
};

// What a customer does, for people who ask what happens in a model.
struct note {
    double time;
    uint64_t customer;
    const char *where, *what;
};

struct network {
    const struct model *model;
    struct sim sim;
    struct station *stations;
    struct store *stores;
    struct source *sources;
    int inside, most;            // customers now; a run ends if they get more
    chan_out(struct note) notes; // NULL: nobody asks
};

// Memory for a run, and its end.
struct network *network_create(const struct model *m, uint64_t seed, int most);
void network_destroy(struct network *net);
// Runs it, once.
coroutine void network_run(struct network *net);

// == report.c: what was found ================================================

struct report {
    const struct model *model;
    struct network *const *runs;
    int count;
    FILE *out;
};
void report_table(const struct report *r);
void report_csv(const struct report *r);

#endif
