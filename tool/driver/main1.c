// SPDX-License-Identifier: MIT
// main1.c: the program `cspcc1`, the compiler proper. `cspcc` runs it with its
// own arguments when a file uses csp.h.
#include "driver/driver.h"

int main(int argc, char **argv)
{
    cleanup_open_standard();
    struct options options = {.arena = arena_create()};
    if (!options_parse(&options, argc, argv)) return 1;
    return driver_run(&options);
}
