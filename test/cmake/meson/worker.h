#pragma once
#include <csp.h>
coroutine void count_to(int last, chan(int) out);
coroutine int doubled(chan(int) in);
typedef coroutine int plugin_fn(int n);
