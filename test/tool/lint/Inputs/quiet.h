// A function that says itself that it may block, and how others say so.
#define MAY_BLOCK _Pragma("clang diagnostic ignored \"-Wcsp-blocking\"")
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcsp-blocking"
static inline void nap(void)
{
    csp_yield();
    sleep(1);
}
#pragma GCC diagnostic pop
