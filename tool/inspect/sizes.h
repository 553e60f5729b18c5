// SPDX-License-Identifier: MIT
// sizes.h: --report=frames.
#ifndef CSPCC_SIZES_H
#define CSPCC_SIZES_H

#include "inspect/page.h"

// What differs between the sizes of then and now.
struct sizes_change {
    size_t grown, shrunk, born, gone;
};
// Sizes as a table; or, where `old` is given, what has changed since then. Each
// is a document of --emit=json, or such a table. NULL after a report.
const char *sizes_report(struct arena *arena, struct diag *diag,
                         const struct page_document *old,
                         const struct page_document *documents, size_t count,
                         struct sizes_change *change);

#endif
