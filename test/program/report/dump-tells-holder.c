// RUN: %program %s
// Under CSP_DUMP=2 a dump tells who has the mutex that a task waits for: the
// task, and where that is; also if it was handed over, taken by trylock or by a
// select, or its task has ended.
#include <csp.h>
#include <csp_sync.h>
// UNSUPPORTED: stress
// WORKERS: 1 2
// ENV: CSP_DUMP=2
// ENV: CSP_CLOCK=virtual

static csp_mutex locked = CSP_MUTEX_INIT, tried = CSP_MUTEX_INIT,
                 chosen = CSP_MUTEX_INIT, lost = CSP_MUTEX_INIT;

static void hold(csp_mutex *m)
{
    csp_mutex_lock(m);
    csp_sleep(10 * CSP_MS); // ERR-RE: a mutex, held by task 0x[0-9a-f]+ \(number [0-9]+\), in hold at .*:@LINE, 2 wait to pass
    csp_mutex_unlock(m);
}

static void try(csp_mutex *m)
{
    if (!csp_mutex_trylock(m)) return;
    csp_sleep(10 * CSP_MS); // ERR-RE: a mutex, held by task 0x[0-9a-f]+ \(number [0-9]+\), in try at .*:@LINE, 1 waits
    csp_mutex_unlock(m);
}

static void choose(csp_mutex *m)
{
    select {
    csp_case_lock(m):
        csp_sleep(10 * CSP_MS); // ERR-RE: a mutex, held by task 0x[0-9a-f]+ \(number [0-9]+\), in choose at .*:@LINE, 1 waits
        csp_mutex_unlock(m);
    }
}

static void lose(csp_mutex *m)
{
    csp_mutex_lock(m);
}

static void want_tried(void)
{
    csp_mutex_lock(&tried);
    csp_mutex_unlock(&tried);
}

static void want_chosen(void)
{
    csp_mutex_lock(&chosen);
    csp_mutex_unlock(&chosen);
}

static void want_lost(void)
{
    csp_mutex_lock(&lost);
    csp_mutex_unlock(&lost);
}

int main(void)
{
    go hold(&locked); // then one of these has it, and sleeps
    go hold(&locked); // ERR-RE: a mutex, held by task 0x[0-9a-f]+ \(number [0-9]+\), in hold at .*, 1 waits to pass
    go hold(&locked);
    go try(&tried);
    go choose(&chosen);
    go lose(&lost); // ERR-RE: a mutex, held by task number 7, which has ended, 1 waits
    csp_sleep(CSP_MS);
    go want_tried();
    go want_chosen();
    go want_lost();
    csp_sleep(CSP_MS);
    csp_dump(2);
    csp_sleep(10 * CSP_MS);
    csp_dump(2);
    csp_sleep(CSP_S);
    csp_mutex_unlock(&lost);
    csp_sleep(CSP_MS);
    return 0;
}
