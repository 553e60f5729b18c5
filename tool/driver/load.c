// SPDX-License-Identifier: MIT
// load.c: the module that has libclang, front.so, which calls back into this
// program. It is loaded once; to ask again costs nothing.
#include "driver/driver.h"

#include <dlfcn.h>

const struct front *load_front(const struct options *options, struct diag *diag)
{
    const char *path = options->toolchain.front;
    void *module = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    const struct front *front = module ? dlsym(module, FRONT_TABLE) : NULL;
    if (front && front->layout == FRONT_LAYOUT) return front;
    diag_error(diag, "cannot load '%s': %s", path,
               front ? "it is of another cspcc" : dlerror());
    return NULL;
}
