// Threads of C++ run coroutines to their ends, by their plain entries.
#include "worker.h"
#include <cstdio>
#include <thread>

int main()
{
    int sum = 0;
    std::thread other([&sum] { sum = sum_to(5); });
    other.join();
    std::printf("%d %d\n", sum, sum_to(5));
    return 0;
}
