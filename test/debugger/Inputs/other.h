#include <csp_sync.h>

coroutine void other(chan(chan(int)) more);
