#ifndef ACROSS_FILES_H
#define ACROSS_FILES_H
#include <csp.h>

struct held {
    int number;
};
struct held held_take(void);
void held_release(struct held *held);
int held_now(void); // taken and not released

typedef coroutine int way(chan(int) c, int depth);
coroutine int other_wait(chan(int) c, int depth);
coroutine int other_fails(int code);

#endif
