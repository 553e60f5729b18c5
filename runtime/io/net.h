// SPDX-License-Identifier: MIT
// net.h: the simulated network (CSP_NET=sim): what csp_io.h connects is carried
// by the runtime, in virtual time, as run/weather.h has it.
//
// Of each stream the program holds one end of a pair of unix sockets, and we
// the other, a *wire*: whatever the program does with a descriptor, reads,
// writes, shuts, polls or closes, is real, and what it says comes out of our
// end. Both ends of both pairs are in this process, so the kernel carries
// nothing later than at once, and all that takes time is chosen here.
#ifndef CSP_RUNTIME_NET_H
#define CSP_RUNTIME_NET_H

#include <stdint.h>

// Takes what the program has said, and brings what is due. Before each choice
// of a task.
void cspi_net_step(void);

// When there will be more to bring; CSPI_NEVER: not by itself.
int64_t cspi_net_next(void);

#endif
