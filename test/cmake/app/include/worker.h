#pragma once
#include <csp.h>
coroutine void count_to(int last, chan(int) out);
