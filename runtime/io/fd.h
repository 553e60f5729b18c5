// SPDX-License-Identifier: MIT
// fd.h: what the runtime knows of the descriptors that tasks wait for.
//
// A record for each number, 112 bytes, made when the number is first waited for
// and kept for good. It lasts from one csp_close to the next: that is a
// *generation*, which events carry, so one that comes late finds nobody.
//
// What waits for a descriptor receives from one of its gates, which is open
// while the descriptor is ready, as far as is known: the poller tells edges, so
// who tries shuts the gate before and not after (csp__io_try), and nothing is
// lost that happens meanwhile. So claims, deadlines, cancellation and select
// are the channels' own.
#ifndef CSP_RUNTIME_FD_H
#define CSP_RUNTIME_FD_H

#include <stdbool.h>
#include <stdint.h>

#include "io/poller.h"

struct chan;
struct waiter;

// Something has happened; who goes on is appended to a list, see sync/gate.h.
// Fresh: the poller has told of it in a poll that is still under way.
struct waiter **cspi_fd_event(const struct poll_event *event, bool is_fresh,
                              struct waiter **last);

// Does anybody wait for a descriptor? Then the world outside may wake him, but
// for those that are simulated.
bool cspi_fd_waited_for(void);

// In a process that fork has made: nothing has been added to its poller, and
// nobody waits.
void cspi_fd_forget_all(void);

// A number that is new is one of the simulated network's.
void cspi_fd_simulate(int number);
// It becomes another descriptor, `by`, which stays; who waits looks again.
// False: it is being closed.
bool cspi_fd_replace(int number, int by);

// Of a gate (CHAN_FD): which descriptor, and which events; 0: a turn.
int cspi_fd_of_gate(const struct chan *gate, int *events);

#endif
