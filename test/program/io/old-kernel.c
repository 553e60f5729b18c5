// RUN: %program %s
// Where the kernel has neither pidfd_open nor epoll_pwait2, all is as ever.
#include "signals-and-children.c"
// OUT: -1 1
// OUT: 1
// OUT: 1
// OUT: 1 7
// OUT: -1 1
// OUT: 1 1
// OUT: -1 1
// OUT: -1 1
// OUT: 1
// OUT: 1
// ENV: CSP_FAULT=1:1000:wait
