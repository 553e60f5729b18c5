// Uses two libraries, of which one uses the other; loads a third when it runs.
#include "library.h"
#include <dlfcn.h>
#include <stdio.h>

static int half(int n)
{
    csp_yield();
    return n / 2;
}

int main(int argc, char **argv)
{
    csp_chan(int) in = csp_chan_make(int, 0), out = csp_chan_make(int, 1);
    csp_task(int) t = csp_spawn(change_twice(in, out, half));
    csp_chan_send(in, 40);
    printf("%d ", csp_chan_get(out));
    csp_chan_close(in);
    printf("%d %d ", csp_join(t), four_times(2));
    csp_chan_release(in);
    csp_chan_release(out);
    void *file = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
    change *loaded = file ? (change *)dlsym(file, "from_channel") : NULL;
    if (!loaded) return fprintf(stderr, "%s\n", dlerror()), 1;
    printf("%d\n", apply(loaded, 7));
    return 0;
}
