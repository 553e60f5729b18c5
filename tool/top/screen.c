// SPDX-License-Identifier: MIT
// screen.c: csp-top in a terminal. Owns what is selected.
#include "top/top.h"

#include <curses.h>
#include <string.h>

enum { EVERY_MS = 500, FILTER_MOST = 64 };

static const char help[] =
    " t tasks  c channels  w workers  ! warnings  s sort  / filter"
    "  Enter one task  q quit";

struct screen {
    struct top *top;
    size_t selected;
    unsigned detail; // the number of a task; 0: none
    char filter[FILTER_MOST];
    bool typing, paused;
};

static struct task *find(struct top *top, unsigned number)
{
    for (size_t i = 0; i < top->replay.all_tasks.count; i++)
        if (top->replay.all_tasks.at[i]->number == number)
            return top->replay.all_tasks.at[i];
    return NULL;
}

static void make(struct screen *s, struct lines *lines)
{
    struct task *task = s->detail ? find(s->top, s->detail) : NULL;
    if (s->detail && !task) s->detail = 0; // it has ended
    if (task)
        page_detail(s->top, task, lines);
    else
        page_make(s->top, lines);
    if (s->selected >= lines->at.count)
        s->selected = lines->at.count ? lines->at.count - 1 : 0;
}

static void draw(const struct screen *s, const struct lines *lines)
{
    int y = 0, rows = LINES - (int)lines->head.count - 1;
    size_t first = 0;
    if (rows > 0 && s->selected >= (size_t)rows)
        first = s->selected - (size_t)rows + 1;
    erase();
    attron(A_BOLD);
    for (size_t i = 0; i < lines->head.count; i++)
        mvaddnstr(y++, 0, lines->head.at[i], COLS);
    attroff(A_BOLD);
    for (size_t i = first; i < lines->at.count && y < LINES - 1; i++) {
        if (i == s->selected) attron(A_REVERSE);
        mvaddnstr(y++, 0, lines->at.at[i], COLS);
        attroff(A_REVERSE);
    }
    if (s->typing)
        mvprintw(LINES - 1, 0, "filter: %s", s->filter);
    else
        mvaddnstr(LINES - 1, 0, s->paused ? " paused; p goes on" : help, COLS);
    refresh();
}

static void type(struct screen *s, int key)
{
    size_t n = strlen(s->filter);
    bool erases = key == KEY_BACKSPACE || key == 127 || key == '\b';
    if (key == '\n' || key == KEY_ENTER)
        s->typing = false;
    else if (erases && n > 0)
        s->filter[n - 1] = 0;
    else if (key >= ' ' && key < 127 && n + 1 < sizeof s->filter)
        s->filter[n] = (char)key;
}

static void turn_to(struct screen *s, enum page page)
{
    s->top->page = page;
    s->selected = s->detail = 0;
}

static void open_task(struct screen *s, const struct lines *lines)
{
    struct task *task =
        s->selected < lines->tasks.count ? lines->tasks.at[s->selected] : NULL;
    if (task) s->detail = task->number;
}

// False: enough.
static bool act(struct screen *s, int key, const struct lines *lines)
{
    switch (key) {
    case 'q': return false;
    case 't': turn_to(s, PAGE_TASKS); break;
    case 'c': turn_to(s, PAGE_CHANNELS); break;
    case 'w': turn_to(s, PAGE_WORKERS); break;
    case '!': turn_to(s, PAGE_WARNINGS); break;
    case '\t': turn_to(s, (s->top->page + 1) % PAGES); break;
    case 's': s->top->sort = (s->top->sort + 1) % SORTS; break;
    case 'p': s->paused = !s->paused; break;
    case '/':
        s->typing = true;
        memset(s->filter, 0, sizeof s->filter);
        break;
    case KEY_DOWN:
    case 'j': s->selected++; break;
    case KEY_UP:
    case 'k': s->selected -= s->selected > 0; break;
    case KEY_NPAGE: s->selected += 10; break;
    case KEY_PPAGE: s->selected -= s->selected < 10 ? s->selected : 10; break;
    case '\n':
    case KEY_ENTER: open_task(s, lines); break;
    case 27: s->detail = 0; break;
    default: break;
    }
    return true;
}

void screen_run(struct top *top)
{
    struct screen s = {.top = top};
    top->filter = s.filter;
    initscr();
    cbreak();
    noecho();
    keypad(stdscr, true);
    set_escdelay(25);
    curs_set(0);
    timeout(EVERY_MS);
    for (bool on = true; on;) {
        struct lines lines = {.arena = arena_create()};
        if (!s.paused) follow(top);
        make(&s, &lines);
        draw(&s, &lines);
        int key = getch();
        if (key != ERR && s.typing)
            type(&s, key);
        else if (key != ERR)
            on = act(&s, key, &lines);
        arena_destroy(lines.arena);
    }
    endwin();
}
