// Loads the two libraries that it is told, when it runs.
#include "library.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef csp_coroutine int change_all_fn(csp_chan(int), csp_chan(int), change *);
typedef csp_coroutine int apply_fn(change *, int);

static void *open_or_die(const char *file, const char *name)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_GLOBAL);
    void *symbol = library ? dlsym(library, name) : NULL;
    if (!symbol) fprintf(stderr, "%s\n", dlerror());
    return symbol;
}

static int half(int n)
{
    csp_yield();
    return n / 2;
}

static int run(change_all_fn *all, csp_chan(int) in, csp_chan(int) out)
{
    return all(in, out, half);
}

int main(int argc, char **argv)
{
    if (argc < 3) return 1;
    change_all_fn *all = (change_all_fn *)open_or_die(argv[1], "change_all");
    apply_fn *applied = (apply_fn *)open_or_die(argv[1], "apply");
    change *twice = (change *)open_or_die(argv[1], "doubled");
    int (*thread)(int) = (int (*)(int))open_or_die(argv[2], "from_thread");
    if (!all || !applied || !twice || !thread) return 1;
    csp_chan(int) in = csp_chan_make(int, 0), out = csp_chan_make(int, 0);
    csp_task(int) t = csp_spawn(run(all, in, out));
    for (int i = 2; i <= 6; i += 2) {
        csp_chan_send(in, i);
        printf("%d ", csp_chan_get(out));
    }
    csp_chan_close(in);
    printf("%d %d %d ", csp_join(t), applied(half, 10), applied(twice, 10));
    int plain;
    csp_blocking plain = thread(4);
    printf("%d\n", plain);
    csp_chan_release(in);
    csp_chan_release(out);
    return 0;
}
