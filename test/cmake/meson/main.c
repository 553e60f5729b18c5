// Sums what a static library sends, has a shared one double each number, and
// one that is loaded now halve the sum.
#include <dlfcn.h>
#include <stdio.h>

#include "worker.h"

int main(int argc, char **argv)
{
    chan(int) numbers = chan_make(int, 0);
    int sum = 0, n;
    void *plugin = dlopen(argc > 1 ? argv[1] : "", RTLD_NOW);
    plugin_fn *half = plugin ? (plugin_fn *)dlsym(plugin, "half_of_sum") : NULL;
    if (!half) return fputs(dlerror(), stderr), 1;
    go count_to(5, chan_retain(numbers));
    while ((n = doubled(numbers)))
        sum += n;
    chan_release(numbers);
    printf("%d\n", half(sum));
    return 0;
}
