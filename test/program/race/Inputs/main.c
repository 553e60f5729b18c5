// main.c: runs one of the functions of races.h: races NAME racy|clean
#include "races.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char *argv[])
{
    bool racy = argc > 2 && strcmp(argv[2], "racy") == 0;
#define RUN(name)                                                              \
    if (argc > 1 && strcmp(argv[1], #name) == 0) name(racy);
    RACES(RUN)
    puts("over");
    return 0;
}
