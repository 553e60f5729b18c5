#include "plain.h"

int plain(int n)
{
    return n * 2;
}
