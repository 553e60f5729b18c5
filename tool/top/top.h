// SPDX-License-Identifier: MIT
// top.h: csp-top: a program while it runs, through the socket of CSP_WATCH.
#ifndef CSP_TOP_H
#define CSP_TOP_H

#include "trace/replay.h"

enum page { PAGE_TASKS, PAGE_CHANNELS, PAGE_WORKERS, PAGE_WARNINGS, PAGES };
enum sort { SORT_TIME, SORT_WAITS, SORT_WAKES, SORT_TURN, SORT_NUMBER, SORTS };

struct worker {
    int64_t busy, last_busy; // in turns, ever; when the last page was made
    unsigned long turns;
    unsigned queued;
};

struct top {
    struct trace trace;
    struct replay replay;
    struct worker *workers;
    int64_t now;     // nanoseconds, as the program's times are
    int64_t shown;   // when the last page was made
    int64_t turn_ns; // a turn that is worth a warning
    enum page page;
    enum sort sort;
    const char *filter; // only lines with that; may be empty
};

// What is to be shown.
struct lines {
    struct arena *arena; // of one page
    VEC(const char *) head;
    VEC(const char *) at;
    VEC(struct task *) tasks; // of each line, where there is one
};

// -- connect.c: NULL, or what went wrong -------------------------------------
const char *connect_to(const char *path, int *fd);

// -- follow.c: what the program has done since -------------------------------
void follow_begin(struct top *top);
void follow(struct top *top);

// -- line.c: lines as printf makes them --------------------------------------
// One, of a task or NULL, if the filter lets it through; one of the head.
__attribute__((format(printf, 4, 5))) void
line_add(const struct top *top, struct lines *lines, struct task *task,
         const char *format, ...);
__attribute__((format(printf, 2, 3))) void
line_head(struct lines *lines, const char *format, ...);
// "12.34ms".
const char *line_time(const struct lines *lines, int64_t ns);

// -- page.c: a page as text, and one task in detail --------------------------
void page_make(struct top *top, struct lines *lines);
void page_detail(struct top *top, struct task *task, struct lines *lines);

// -- warn.c: what looks like a mistake ---------------------------------------
void warn_all(struct top *top, struct lines *lines);

// -- screen.c: the terminal, until the user has enough of it -----------------
void screen_run(struct top *top);

#endif
