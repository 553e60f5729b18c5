#include <csp.h>

int main(void)
{
    yield();
    return 0;
}
