// SPDX-License-Identifier: MIT
// main.c: the command csp-top.
#include "top/top.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: csp-top [options] SOCKET\n"
    "\n"
    "Looks at a program that runs under CSP_WATCH=unix:SOCKET: its tasks, its\n"
    "channels, its workers, and what looks like a mistake.\n"
    "\n"
    "  --turn=MS    a turn that long is worth a warning (10)\n"
    "  --once       prints all pages once, and ends\n"
    "  --help, --version\n";

struct options {
    bool once;
    int64_t turn_ns;
    const char *socket;
};

static __attribute__((noreturn)) void refuse(const char *what)
{
    fprintf(stderr, "csp-top: %s\n%s", what, usage);
    exit(2);
}

static int64_t read_turn(const char *text)
{
    char *end;
    long ms = strtol(text, &end, 10);
    if (*end || ms < 1 || ms > 3600000)
        refuse("--turn wants milliseconds, 1 to 3600000");
    return ms * INT64_C(1000000);
}

static struct options read_options(int argc, char *argv[])
{
    static const struct option known[] = {
        {"turn", required_argument, NULL, 't'},
        {"once", no_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {0}};
    struct options o = {.turn_ns = 10000000};
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (c == 't') o.turn_ns = read_turn(optarg);
        if (c == 'o') o.once = true;
        if (c == 'h' || c == 'v') {
            fputs(c == 'h' ? usage : "csp-top " CSPCC_VERSION "\n", stdout);
            exit(0);
        }
        if (c == '?') exit(2);
    }
    if (optind + 1 != argc) refuse("one socket is wanted");
    o.socket = argv[optind];
    return o;
}

static void print_page(struct top *top, enum page page)
{
    struct lines lines = {.arena = top->trace.arena};
    top->page = page;
    page_make(top, &lines);
    for (size_t i = 0; i < lines.head.count; i++)
        puts(lines.head.at[i]);
    for (size_t i = 0; i < lines.at.count; i++)
        puts(lines.at.at[i]);
    putchar('\n');
}

int main(int argc, char *argv[])
{
    struct options o = read_options(argc, argv);
    struct arena *arena = arena_create();
    struct top top = {.turn_ns = o.turn_ns, .filter = ""};
    int fd = -1;
    const char *wrong = connect_to(o.socket, &fd);
    if (!wrong) wrong = load_descriptor(&top.trace, arena, fd);
    if (wrong) {
        fprintf(stderr, "csp-top: %s: %s\n", o.socket, wrong);
        return 1;
    }
    follow_begin(&top);
    if (!o.once && !(isatty(0) && isatty(1)))
        refuse("this is no terminal; --once prints what there is");
    if (o.once) follow(&top);
    for (enum page page = 0; o.once && page < PAGES; page++)
        print_page(&top, page);
    if (!o.once) screen_run(&top);
    arena_destroy(arena);
    return 0;
}
