// SPDX-License-Identifier: MIT
// weather.h: what the simulated network (io/net.h) does to what it carries, as
// CSP_NET says. Each answer is a choice of run/choice.h, so the seed makes it,
// a record keeps it, and the usual one, 0, is that all goes well and at once.
#ifndef CSP_RUNTIME_WEATHER_H
#define CSP_RUNTIME_WEATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Reads CSP_NET; what it should be, or NULL if it is.
const char *cspi_weather_read(const char *text);

// How long the next thing takes to the other end, in nanoseconds.
int64_t cspi_weather_latency(void);
// Of n bytes of a stream, n above 0: how many arrive in one piece.
size_t cspi_weather_piece(size_t n);
// Does the connection break now?
bool cspi_weather_resets(void);
// For how long nothing passes between two hosts from now on; 0: it does.
int64_t cspi_weather_cuts(void);
// Of a datagram: how often it arrives.
unsigned cspi_weather_copies(void);

#endif
