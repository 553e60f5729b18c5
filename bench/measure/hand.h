// SPDX-License-Identifier: MIT
// hand.h: what a machine written by hand includes. It speaks the ABI of
// emitted code and needs of csp.h only the plain calls, none of the words.
#ifndef HAND_H
#define HAND_H

#define CSP_NO_SHORT_NAMES
#include <csp_abi.h> // first: its struct csp_descriptor is a word of csp.h

#include <csp.h>
#undef csp_coroutine

#include "measure.h"
#endif
