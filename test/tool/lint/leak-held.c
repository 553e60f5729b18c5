// RUN: %cspcc -Wcsp-unwind-leak -Wno-csp-lock -Wno-csp-blocking -fsyntax-only %s 2>&1 | %check --implicit-check-not=warning:
// RUN: %cspcc -Wno-csp-lock -Wno-csp-blocking -fsyntax-only %s 2>&1 | %check --allow-empty --check-prefix=NONE
// NONE-NOT: warning:
// What a plain variable holds, and a lock, over a suspension that unwinds.
#include <csp_io.h>
#include <csp_sync.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static coroutine void memory(chan(int) c, int n)
{
    char *p = malloc((size_t)n);
    if (!p) return;
    memset(p, 0, (size_t)n);
    chan_send(c, p[0]);
// CHECK: :[[#@LINE-1]]:5: warning: what 'p' holds is lost if this is cancelled and unwinds [-Wcsp-unwind-leak]
// CHECK: :[[#@LINE-5]]:15: note: got here; give the variable a cleanup, or read the result of what may be cancelled
    free(p);
    if (!(p = strdup("x"))) return;
    while (p[0] != chan_get(c))
// CHECK: :[[#@LINE-1]]:20: warning: what 'p' holds
        n--;
    p = realloc(p, 10);
    memory(c, n - 1);
// CHECK: :[[#@LINE-1]]:5: warning: what 'p' holds
    free(p);
}

static coroutine void files(chan(int) c)
{
    int fd = open("/dev/null", O_RDONLY);
    FILE *f = fopen("/dev/null", "r");
    csp_sleep(1);
// CHECK: :[[#@LINE-1]]:5: warning: what 'fd' holds
// CHECK: :[[#@LINE-2]]:5: warning: what 'f' holds
    (void)chan_send(c, fd);
    if (f) fclose(f);
}

static coroutine void locks(chan(int) c, csp_mutex *m, pthread_mutex_t *p)
{
    csp_mutex_lock(m);
    select { case_send(c, 1): break; }
// CHECK: :[[#@LINE-1]]:5: warning: 'm' stays locked if this is cancelled and unwinds
// CHECK: :[[#@LINE-3]]:5: note: locked here; unlock it in a cleanup, or read the result of what may be cancelled
    csp_mutex_unlock(m);
    pthread_mutex_lock(p);
    yield();
// CHECK: :[[#@LINE-1]]:5: warning: 'p' stays locked
    pthread_mutex_unlock(p);
}

static coroutine void sockets(int listener, chan(int) c)
{
    char text[9];
    int fd = csp_accept(listener, NULL);
    ssize_t n = csp_read(fd, text, sizeof text);
    chan_send(c, (int)n);
// CHECK: :[[#@LINE-1]]:5: warning: what 'fd' holds
    csp_close(fd);
}

static coroutine void scopes(chan(int) c)
{
    shield () {
        char *kept = malloc(9), *lost;
        chan_send(c, 1);
        within (CSP_S) {
            lost = malloc(9);
            chan_send(c, kept[0]);
// CHECK: :[[#@LINE-1]]:13: warning: what 'lost' holds
            free(lost);
        }
        free(kept);
    }
}

int main(void)
{
    chan(int) c = chan_make(int, 9);
    csp_mutex m = CSP_MUTEX_INIT;
    pthread_mutex_t p = PTHREAD_MUTEX_INITIALIZER;
    memory(c, 1);
    files(c);
    locks(c, &m, &p);
    char *text = malloc(9);
    sockets(text[0], c);
    within (CSP_S) scopes(c);
    free(text);
}
