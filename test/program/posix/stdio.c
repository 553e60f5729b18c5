// RUN: %program %s
// stdio's files suspend the task that reads, and hold up nobody when they are
// full: three tasks on one worker pass on what they write. Lines are whole
// though several read them; a function that is no coroutine may read, too.
// UNSUPPORTED: stress
// ENV: CSP_WORKERS=1
// FLAGS: -fcsp-io
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINES = 3000, BYTES = 200000, READERS = 4 };
static int first[2], second[2], third[2];
static char many[BYTES];
static int short_lines;

static void *writes(void *arg)
{
    FILE *to = fdopen(first[1], "w");
    for (int i = 0; i < LINES; i++) {
        fprintf(to, "%d of %s", i, (char *)arg);
        putc('\n', to);
    }
    if (fwrite(many, 1, BYTES, to) != BYTES) abort();
    fclose(to);
    return NULL;
}

static void *copies(void *arg)
{
    FILE *from = fdopen(first[0], "r"), *to = fdopen(second[1], "w");
    char *line = NULL, block[1000];
    size_t room = 0, n;
    (void)arg;
    for (int i = 0; i < LINES; i++) {
        if (getline(&line, &room, from) < 0) abort();
        fputs(line, to);
    }
    while ((n = fread(block, 1, sizeof block, from)) > 0)
        if (fwrite(block, 1, n, to) != n) abort();
    free(line);
    fclose(from);
    fclose(to);
    return NULL;
}

static void *reads_lines(void *from)
{
    char line[100];
    while (fgets(line, sizeof line, from) && line[0] != '.')
        if (strcmp(line, "a line\n") != 0)
            __atomic_add_fetch(&short_lines, 1, __ATOMIC_RELAXED);
    fputs(".\n", stdout);
    return NULL;
}

static void *writes_pieces(void *arg)
{
    for (int i = 0; i < 100; i++) {
        if (write(third[1], "a l", 3) != 3) abort();
        usleep(10);
        if (write(third[1], "ine\n", 4) != 4) abort();
    }
    for (int i = 0; i < READERS; i++)
        if (write(third[1], ".\n", 2) != 2) abort();
    return arg;
}

// Not a coroutine.
static int read_late(FILE *from)
{
    jmp_buf here;
    char text[8];
    if (setjmp(here)) return 0;
    if (!fgets(text, sizeof text, from)) return 1;
    return fgetc(from) != 'x' || strcmp(text, "late\n") != 0;
}

static void *writes_late(void *arg)
{
    usleep(1000);
    if (write(*(int *)arg, "late\nx", 6) != 6) abort();
    return NULL;
}

static void passes_on(void)
{
    pthread_t threads[2];
    int wrong = 0, n;
    long rest = 0;
    char word[10];
    pthread_create(&threads[0], NULL, writes, "many");
    pthread_create(&threads[1], NULL, copies, NULL);
    FILE *from = fdopen(second[0], "r");
    for (int i = 0; i < LINES; i++)
        wrong += fscanf(from, "%d of %9s", &n, word) != 2 || n != i;
    wrong += fgetc(from) != '\n';
    while (getc(from) != EOF)
        rest++;
    printf("%d %d %d\n", wrong, rest == BYTES, feof(from) && !ferror(from));
    fclose(from);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}

static void share_lines(void)
{
    pthread_t threads[READERS + 1];
    FILE *from = fdopen(third[0], "r");
    for (int i = 0; i < READERS; i++)
        pthread_create(&threads[i], NULL, reads_lines, from);
    pthread_create(&threads[READERS], NULL, writes_pieces, NULL);
    for (int i = 0; i <= READERS; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", short_lines);
    pthread_create(&threads[0], NULL, writes_late, &third[1]);
    printf("%d\n", read_late(from));
    pthread_join(threads[0], NULL);
    fclose(from);
}

int main(void)
{
    if (pipe(first) || pipe(second) || pipe(third)) return 1;
    passes_on(); // OUT: 0 1 1
    // OUT: .
    // OUT: .
    // OUT: .
    // OUT: .
    share_lines(); // OUT: 0
    // OUT: 0
}
