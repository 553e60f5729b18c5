// Loads one of two libraries, calls it, and closes it, again and again.
#include <csp.h>
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int sum = 0;
    for (int i = 0; argc == 3 && i < 200; i++) {
        void *library = dlopen(argv[1 + i % 2], RTLD_NOW);
        if (!library) return 1;
        void *symbol = dlsym(library, "visit");
        coroutine int (*f)(int) = symbol;
        sum += f(i);
        dlclose(library);
    }
    printf("%d\n", sum);
    return 0;
}
