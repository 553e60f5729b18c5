// SPDX-License-Identifier: MIT
// extension.c: how a program leads gdb to its extension for coroutines, which
// is installed with cspcc. Called by emit.c.
#include "emit/emit.h"

#include <string.h>

// Of the many options with -g, those that ask for debug information or, with
// 0 behind them, take it back: a number is a level, or DWARF's version.
static void take_debug(const char *arg, bool *has)
{
    static const char *const kinds[] = {
        "-g",      "-ggdb",    "-glldb",
        "-gdwarf", "-gdwarf-", "-gline-tables-only",
        "-gfull",  "-gmlt",    "-gused",
        "-gbtf",   "-gctf",
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i]);
        if (strncmp(arg, kinds[i], length) != 0) continue;
        const char *level = arg + length;
        if (level[strspn(level, "0123456789")] == '\0')
            *has = strcmp(level, "0") != 0;
    }
}

// What is not asked for does not tell where cspcc is.
static bool has_debug_information(const struct options *options)
{
    bool has = false;
    for (size_t i = 0; i < options->args.cc.count; i++)
        take_debug(options->args.cc.at[i], &has);
    return has;
}

static bool has_main(const struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++)
        if (unit->fns.at[i]->said.is_main && unit->fns.at[i]->body) return true;
    return false;
}

// gdb loads the file that this section names, if it trusts its directory. One
// unit of a program tells it: the one that no library has.
void emit_extension(struct emitter *e)
{
    const struct options *options = e->unit->options;
    const char *dir = options->toolchain.gdb_dir;
    if (e->pretty || !dir || strpbrk(dir, "\"\\\n") ||
        !has_debug_information(options) || !has_main(e->unit))
        return;
    text_printf(e->out,
                "__asm__(\".pushsection .debug_gdb_scripts,\\\"MS\\\","
                "@progbits,1\\n.byte 1\\n\"\n"
                "    \".asciz \\\"%s/csp-gdb.py\\\"\\n.popsection\\n\");\n",
                dir);
}
