// C++ calls plain entries and the operations for threads.
#include "library.h"
#include <cstdio>
#include <thread>

int main()
{
    int sum = 0;
    std::thread other([&sum] { sum += apply(doubled, 4); });
    other.join();
    std::printf("%d %d\n", doubled(20), sum);
    return 0;
}
