// SPDX-License-Identifier: MIT
// page.h: --emit=html.
#ifndef CSPCC_PAGE_H
#define CSPCC_PAGE_H

#include "inspect/json.h"

// What --emit=json says of some files, and where it comes from.
struct page_document {
    const char *name, *text;
};
// One of them read; NULL after a report.
struct diag;
const struct json *page_read(struct arena *arena, struct diag *diag,
                             const struct page_document *document);
// Documents as one page, NULL after a report.
struct options;
const char *page_make(const struct options *options, struct diag *diag,
                      const char *title, const struct page_document *documents,
                      size_t count);

#endif
