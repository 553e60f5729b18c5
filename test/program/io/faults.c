// RUN: %program %s
// Events that come twice, late, with more than has happened, or with those of
// the number's last descriptor, and a kernel without epoll_pwait2, change nothing.
#include "reuse-of-numbers.c"
// OUT: 0
// ENV: CSP_FAULT=7:300:event,late,wait,close
