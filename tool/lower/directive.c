// SPDX-License-Identifier: MIT
// directive.c: what says that the next line of the generated file is one of the
// source, in the style that was asked for. Called by whoever prints C.
#include "lower/writer.h"

#include <string.h>

const char *
directive_text(const struct unit *unit, unsigned line, const char *file)
{
    const char *name = text_quote(unit->arena, file);
    const char *word = emit_is_read(unit->options->show.emit) ? "#line" : "#";
    switch (unit->options->code.lines) {
    case LINE_DIRECTIVE:
        return arena_printf(unit->arena, "%s %u %s\n", word, line, name);
    case LINE_COMMENT:
        if (strstr(name, "*/")) return "";
        return arena_printf(unit->arena, "/* %s %u %s */\n", word, line, name);
    case LINE_OFF: return "";
    }
    return "";
}

void directive_put(const struct unit *unit, struct text *out, size_t at)
{
    const struct source_line *line = source_line_at(unit->source, at);
    if (!line->line || unit->options->code.lines == LINE_OFF) return;
    text_printf(out, "\n%s", directive_text(unit, line->line, line->file));
}
