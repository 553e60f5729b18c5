// SPDX-License-Identifier: MIT
// describe.h: the machines of a unit as JSON.
#ifndef CSPCC_DESCRIBE_H
#define CSPCC_DESCRIBE_H

#include "base/base.h"

struct unit;
// `generated`: what --emit=c prints of it.
// One member of a document's "units".
const char *describe_unit(struct unit *unit, const char *generated);
// The whole, as docs/machines.schema.json has it.
const char *describe_document(struct arena *arena, const strings *units);
// The length of the UTF-8 character that begins there, of no more than `room`
// bytes; 0: it is none.
size_t describe_character(const char *text, size_t room);
// A string of JSON: what is not UTF-8 becomes U+FFFD.
void describe_string(struct text *out, const char *bytes, size_t length);

#endif
