/* SPDX-License-Identifier: MIT
 * csp/cost.h: what a task takes from memory: the numbers by which the runtime
 * carves blocks, and cspcc's reports count. Nobody else includes it. */
#ifndef CSP_COST_H
#define CSP_COST_H

enum {
    CSP_TASK_HEADER = 16, /* bytes before a task's frame */
    CSP_TASK_GRAIN = 8,   /* bytes between two classes of blocks */
    CSP_BLOCK_MAX = 1024, /* bytes; larger blocks are malloc's, one by one */
    CSP_BLOCK_ALIGN = 64, /* of a block of a class; and, if it is no more
                           * strictly aligned, what precedes a larger one */
};

/* The block of a task whose frame has that size and alignment. */
static inline long long csp_task_cost(long long bytes, long long align)
{
    long long grain = align > CSP_TASK_GRAIN ? align : CSP_TASK_GRAIN;
    long long lead = align > CSP_BLOCK_ALIGN ? align : CSP_BLOCK_ALIGN;
    long long whole = (CSP_TASK_HEADER + bytes + grain - 1) / grain * grain;
    return align > CSP_BLOCK_ALIGN || whole > CSP_BLOCK_MAX ? lead + bytes
                                                            : whole;
}

#endif
