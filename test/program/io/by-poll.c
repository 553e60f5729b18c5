// RUN: %program %s
// The poller that every Unix has, poll(2), does what epoll does.
#include "turns-of-readers.c"
// OUT: 5050 0 0
// OUT: -1
// ENV: CSP_POLLER=poll
