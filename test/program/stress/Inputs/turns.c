#include "turns.h"

static _Atomic int turn;

static int is_turn(int me)
{
    return turn % 2 == me;
}
int turns_take(int me, int count)
{
    int taken = 0;
    while (taken < count)
        if (is_turn(me)) taken++, turn++;
    return taken;
}
int turns_compare(int a, int b)
{
    return b - a;
}
