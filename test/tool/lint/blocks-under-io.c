// RUN: %cspcc -fcsp-io -fsyntax-only %s 2>&1 | %FileCheck %s
// -fcsp-io knows that what it replaces holds nobody up, not in a function that is
// no coroutine either, and tells of the rest, without advice on how to change C
// that is to stay as it is.
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

static jmp_buf here;

static void says(int fd)
{
    if (setjmp(here)) return;
    flock(fd, LOCK_EX);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void locks(char *line)
{
    if (setjmp(here)) return;
    pthread_mutex_lock(&lock);
    sleep(1);
    fgets(line, 10, stdin);
    pthread_mutex_unlock(&lock);
}

// CHECK-NOT: warning
// CHECK: :[[@LINE+9]]:5: warning: 'says' blocks the thread, with all coroutines that it runs, in 'flock' [-Wcsp-blocking]
// CHECK: note: 'says' calls 'flock' here
// CHECK-NOT: note
// CHECK: :[[@LINE+11]]:5: warning: 'pause' blocks the thread
// CHECK-NOT: note
// CHECK: 2 warnings generated
void waits(char *line)
{
    sleep(1);
    says(0);
    flock(0, LOCK_EX);
    locks(line);
    pthread_mutex_lock(&lock);
    fgets(line, 10, stdin);
    pause();
    pthread_mutex_unlock(&lock);
}
