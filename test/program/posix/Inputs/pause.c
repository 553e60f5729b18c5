// For ../other-files.c: its own file, with no word of who waits.
#include <time.h>

int pause_for(int ms)
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
    return nanosleep(&time, NULL);
}

int call(int (*f)(int), int n)
{
    return f(n);
}
