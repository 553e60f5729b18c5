// SPDX-License-Identifier: MIT
// extension.c: how a program leads gdb to its extension for coroutines, which
// is installed with cspcc. Called by emit.c.
#include "emit/emit.h"

#include <string.h>

// What is not asked for does not tell where cspcc is.
static bool has_debug_information(const struct options *options)
{
    bool has = false;
    for (size_t i = 0; i < options->args.cc.count; i++) {
        const char *arg = options->args.cc.at[i];
        if (strncmp(arg, "-g", 2) == 0 && strncmp(arg, "-gno-", 5) != 0)
            has = strcmp(arg, "-g0") != 0;
    }
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
