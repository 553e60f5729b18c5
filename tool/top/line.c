// SPDX-License-Identifier: MIT
// line.c: the lines of a page: those that the filter lets through, each with
// the task that it tells of. Owns nothing; all is in the page's arena.
#include "top/top.h"

#include <string.h>

void line_add(const struct top *top, struct lines *lines, struct task *task,
              const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(lines->arena, format, args);
    va_end(args);
    if (*top->filter && !strstr(text, top->filter)) return;
    vec_push(lines->arena, &lines->at, text);
    vec_push(lines->arena, &lines->tasks, task);
}

void line_head(struct lines *lines, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(lines->arena, format, args);
    va_end(args);
    vec_push(lines->arena, &lines->head, text);
}

const char *line_time(const struct lines *lines, int64_t ns)
{
    double value = (double)ns;
    if (ns < 1000000) return arena_printf(lines->arena, "%.1fus", value / 1e3);
    if (ns < 1000000000)
        return arena_printf(lines->arena, "%.2fms", value / 1e6);
    return arena_printf(lines->arena, "%.2fs", value / 1e9);
}
