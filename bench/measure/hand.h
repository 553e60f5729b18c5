// SPDX-License-Identifier: MIT
// hand.h: what a machine written by hand includes. It speaks the ABI of
// emitted code and needs of csp.h only the plain calls, none of the words.
#ifndef HAND_H
#define HAND_H

#define CSP_NO_SHORT_NAMES
#include <csp.h>
#include <csp_abi.h>

#include "measure.h"

// The node of a send or receive, and right behind it what is sent, or where to
// put what is received.
struct hand_op {
    union {
        struct csp_wait_send send;
        struct {
            void *unused;
            struct csp_wait_recv recv;
        };
    };
    int value;
};
#endif
