// For C and C++.
#ifndef WORK_H
#define WORK_H
#include <csp.h>
#ifdef __cplusplus
extern "C" {
#endif
struct job { int n; chan(int) reply; };
coroutine void serve(chan(struct job) jobs);
void start(chan(struct job) jobs);
#ifdef __cplusplus
}
#endif
#endif
