// RUN: %program %s
// main may take the environment as a third parameter and be called void.
#include <csp.h>
#include <stdio.h>
#include <string.h>

static const char *find(char **environment, const char *name)
{
    for (; *environment; environment++) {
        yield();
        if (!strncmp(*environment, name, strlen(name))) return *environment;
    }
    return NULL;
}

int main(int argc, char **argv, char **environment)
{
    yield();
    puts(find(environment, "CSP_TEST_WORD=")); // OUT: CSP_TEST_WORD=it is here
    return argc - 1 + (argv[0] == NULL);
}
// ENV: CSP_TEST_WORD=it is here
