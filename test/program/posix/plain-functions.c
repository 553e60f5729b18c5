// RUN: %program %s
// Functions that cannot be coroutines lock out those that are: here one that
// calls setjmp, and one that the library calls back, on one worker too.
// UNSUPPORTED: stress
// FLAGS: -fcsp-io
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char lines[100][20];
static int count, compared;

static void note(const char *what, int number)
{
    jmp_buf here;
    if (setjmp(here)) return;
    pthread_mutex_lock(&lock);
    snprintf(lines[count++], sizeof *lines, "%s %d", what, number);
    pthread_mutex_unlock(&lock);
}

static int compare(const void *a, const void *b)
{
    pthread_mutex_lock(&lock);
    compared++;
    pthread_mutex_unlock(&lock);
    return *(const int *)a - *(const int *)b;
}

static void *work(void *arg)
{
    int numbers[] = {3, 1, 2};
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&lock);
        compared += 100;
        pthread_mutex_unlock(&lock);
        usleep(10);
        note(arg, i);
    }
    qsort(numbers, 3, sizeof *numbers, compare);
    return numbers[0] == 1 && numbers[2] == 3 ? arg : NULL;
}

int main(void)
{
    pthread_t threads[10];
    for (int i = 0; i < 10; i++)
        pthread_create(&threads[i], NULL, work, "line");
    for (int i = 0; i < 10; i++) {
        void *result;
        pthread_join(threads[i], &result);
        if (!result) abort();
    }
    printf("%d %d\n", count, compared / 100); // OUT: 30 30
    pthread_mutex_destroy(&lock);
}
