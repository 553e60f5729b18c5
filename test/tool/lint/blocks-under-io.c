// RUN: %cspcc -fcsp-io -fsyntax-only %s 2>&1 | %FileCheck %s
// -fcsp-io knows that what it replaces does not block, and tells of the rest,
// without advice on how to change C that is to stay as it is.
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <unistd.h>

static jmp_buf here;

static void says(void)
{
    if (setjmp(here)) return;
    sleep(1);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void locks(void)
{
    if (setjmp(here)) return;
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
}

// CHECK-NOT: warning
// CHECK: :[[@LINE+9]]:5: warning: 'says' blocks the thread, with all coroutines that it runs, in 'sleep' [-Wcsp-blocking]
// CHECK: note: 'says' calls 'sleep' here
// CHECK-NOT: note
// CHECK: :[[@LINE+9]]:5: warning: 'fgets' blocks the thread
// CHECK-NOT: note
// CHECK: 2 warnings generated
void waits(char *line)
{
    sleep(1);
    says();
    locks();
    pthread_mutex_lock(&lock);
    fgets(line, 10, stdin);
    pthread_mutex_unlock(&lock);
}
