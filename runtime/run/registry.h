// SPDX-License-Identifier: MIT
// registry.h: from addresses of code to descriptors.
#ifndef CSP_RUNTIME_REGISTRY_H
#define CSP_RUNTIME_REGISTRY_H

#include <csp_abi.h>
#include <stdbool.h>

// The coroutine with this plain entry, NULL for an ordinary function. Any
// thread; takes a lock only when new descriptors have been registered.
const struct csp_descriptor *cspi_registry_of_plain(void (*plain)(void));

// Is that the plain entry of this one, whose library may have been closed?
static inline bool
cspi_registry_is(const struct csp_descriptor *c, void (*plain)(void))
{
    return __atomic_load_n(&c->plain, __ATOMIC_RELAXED) == plain;
}

// The coroutine with this step, or NULL. Slow: for people only.
const struct csp_descriptor *cspi_registry_of_step(csp_step *step);

// Is it one of those that come with the language? Slow, too.
bool cspi_registry_is_library(csp_step *step);

// From a frame to its callers: the first that is none of those; or `root`.
const struct csp_frame *cspi_registry_users(const struct csp_frame *frame,
                                            const struct csp_frame *root);

// Calls it for each descriptor that there is, and for each that comes; nobody
// else asks so.
void cspi_registry_tell(void (*heard)(const struct csp_descriptor *c));

// Where a frame stands: at its last suspension, or at its head if there was
// none. All NULL when nobody knows the coroutine. Slow: for people only.
struct place {
    const char *file;
    csp_u32 line;
    const char *what; // as the source has it there; or NULL
    unsigned kind;    // enum csp_point_kind; of one that has begun
    const char *name; // of the coroutine
};
struct place cspi_registry_place(const struct csp_frame *frame);

#endif
