// SPDX-License-Identifier: MIT
// posix.c: -fcsp-io, for C that was written for threads. What blocks a thread,
// and what belongs together with that, is a function of libcsplib's (lib/posix)
// in place of the system's: read() is csp_posix_read(), a coroutine. Called
// before anything is named or coloured.
#include "sense/sense.h"

#include <string.h>

enum {
    SUSPENDS = 1,  // a coroutine, where a coroutine calls it
    EVERYWHERE = 2 // plain C calls ours, too: both work on what is ours
};
static const struct {
    const char *name;
    int how;
} functions[] = {
    {"accept", SUSPENDS | EVERYWHERE},
    {"accept4", SUSPENDS | EVERYWHERE},
    {"clock_nanosleep", SUSPENDS | EVERYWHERE},
    {"close", EVERYWHERE},
    {"connect", SUSPENDS | EVERYWHERE},
    {"dup", EVERYWHERE},
    {"dup2", EVERYWHERE},
    {"dup3", EVERYWHERE},
    {"epoll_pwait", SUSPENDS},
    {"epoll_wait", SUSPENDS | EVERYWHERE},
    {"fclose", EVERYWHERE},
    {"fdatasync", SUSPENDS},
    {"fflush", EVERYWHERE},
    {"fgetc", SUSPENDS | EVERYWHERE},
    {"fgets", SUSPENDS | EVERYWHERE},
    {"flock", SUSPENDS},
    {"fprintf", EVERYWHERE},
    {"fputc", EVERYWHERE},
    {"fputs", EVERYWHERE},
    {"fread", SUSPENDS | EVERYWHERE},
    {"fscanf", SUSPENDS},
    {"fsync", SUSPENDS},
    {"fwrite", EVERYWHERE},
    {"getaddrinfo", SUSPENDS | EVERYWHERE},
    {"getc", SUSPENDS | EVERYWHERE},
    {"getchar", SUSPENDS | EVERYWHERE},
    {"getdelim", SUSPENDS},
    {"gethostbyname", SUSPENDS},
    {"getline", SUSPENDS},
    {"getnameinfo", SUSPENDS},
    {"lockf", SUSPENDS},
    {"nanosleep", SUSPENDS | EVERYWHERE},
    {"pclose", SUSPENDS},
    {"pipe", EVERYWHERE},
    {"pipe2", EVERYWHERE},
    {"poll", SUSPENDS | EVERYWHERE},
    {"ppoll", SUSPENDS},
    {"pread", SUSPENDS},
    {"printf", EVERYWHERE},
    {"pselect", SUSPENDS},
    {"pthread_barrier_destroy", EVERYWHERE},
    {"pthread_barrier_init", EVERYWHERE},
    {"pthread_barrier_wait", SUSPENDS | EVERYWHERE},
    {"pthread_cancel", EVERYWHERE},
    {"pthread_cond_broadcast", EVERYWHERE},
    {"pthread_cond_clockwait", SUSPENDS | EVERYWHERE},
    {"pthread_cond_destroy", EVERYWHERE},
    {"pthread_cond_init", EVERYWHERE},
    {"pthread_cond_signal", EVERYWHERE},
    {"pthread_cond_timedwait", SUSPENDS | EVERYWHERE},
    {"pthread_cond_wait", SUSPENDS | EVERYWHERE},
    {"pthread_create", EVERYWHERE},
    {"pthread_detach", EVERYWHERE},
    {"pthread_exit", SUSPENDS | EVERYWHERE},
    {"pthread_getspecific", EVERYWHERE},
    {"pthread_join", SUSPENDS | EVERYWHERE},
    {"pthread_key_create", EVERYWHERE},
    {"pthread_key_delete", EVERYWHERE},
    {"pthread_kill", EVERYWHERE},
    {"pthread_mutex_destroy", EVERYWHERE},
    {"pthread_mutex_init", EVERYWHERE},
    {"pthread_mutex_lock", SUSPENDS | EVERYWHERE},
    {"pthread_mutex_timedlock", SUSPENDS | EVERYWHERE},
    {"pthread_mutex_trylock", EVERYWHERE},
    {"pthread_mutex_unlock", EVERYWHERE},
    {"pthread_once", SUSPENDS | EVERYWHERE},
    {"pthread_rwlock_destroy", EVERYWHERE},
    {"pthread_rwlock_init", EVERYWHERE},
    {"pthread_rwlock_rdlock", SUSPENDS | EVERYWHERE},
    {"pthread_rwlock_tryrdlock", EVERYWHERE},
    {"pthread_rwlock_trywrlock", EVERYWHERE},
    {"pthread_rwlock_unlock", EVERYWHERE},
    {"pthread_rwlock_wrlock", SUSPENDS | EVERYWHERE},
    {"pthread_self", EVERYWHERE},
    {"pthread_setcancelstate", EVERYWHERE},
    {"pthread_setname_np", EVERYWHERE},
    {"pthread_setspecific", EVERYWHERE},
    {"pthread_testcancel", SUSPENDS},
    {"pthread_tryjoin_np", EVERYWHERE},
    {"putc", EVERYWHERE},
    {"putchar", EVERYWHERE},
    {"puts", EVERYWHERE},
    {"pwrite", SUSPENDS},
    {"read", SUSPENDS | EVERYWHERE},
    {"readv", SUSPENDS | EVERYWHERE},
    {"recv", SUSPENDS | EVERYWHERE},
    {"recvfrom", SUSPENDS | EVERYWHERE},
    {"recvmmsg", SUSPENDS},
    {"recvmsg", SUSPENDS | EVERYWHERE},
    {"scanf", SUSPENDS},
    {"sched_yield", SUSPENDS},
    {"select", SUSPENDS | EVERYWHERE},
    {"sem_destroy", EVERYWHERE},
    {"sem_getvalue", EVERYWHERE},
    {"sem_init", EVERYWHERE},
    {"sem_post", EVERYWHERE},
    {"sem_timedwait", SUSPENDS | EVERYWHERE},
    {"sem_trywait", EVERYWHERE},
    {"sem_wait", SUSPENDS | EVERYWHERE},
    {"send", SUSPENDS | EVERYWHERE},
    {"sendfile", SUSPENDS},
    {"sendmmsg", SUSPENDS},
    {"sendmsg", SUSPENDS | EVERYWHERE},
    {"sendto", SUSPENDS | EVERYWHERE},
    {"sigsuspend", SUSPENDS},
    {"sigtimedwait", SUSPENDS},
    {"sigwait", SUSPENDS | EVERYWHERE},
    {"sigwaitinfo", SUSPENDS},
    {"sleep", SUSPENDS | EVERYWHERE},
    {"socket", EVERYWHERE},
    {"socketpair", EVERYWHERE},
    {"splice", SUSPENDS},
    {"system", SUSPENDS},
    {"usleep", SUSPENDS | EVERYWHERE},
    {"vfprintf", EVERYWHERE},
    {"vfscanf", SUSPENDS},
    {"vprintf", EVERYWHERE},
    {"vscanf", SUSPENDS},
    {"wait", SUSPENDS | EVERYWHERE},
    {"wait3", SUSPENDS},
    {"wait4", SUSPENDS},
    {"waitid", SUSPENDS},
    {"waitpid", SUSPENDS | EVERYWHERE},
    {"write", SUSPENDS | EVERYWHERE},
    {"writev", SUSPENDS | EVERYWHERE},
};

// What a header of the system's declares, or the program in its stead.
static bool is_of_system(const struct fn *fn)
{
    return fn->said.is_theirs && !fn->said.is_static &&
           (!fn->body || fn->said.is_system);
}

static void replace(struct unit *unit, struct fn *fn, int how)
{
    const char *name = arena_printf(unit->arena, "csp_posix_%s", fn->name);
    fn->replaced.by = intern_s(unit->intern, name);
    fn->said.annotated = how & SUSPENDS;
    if (!(how & EVERYWHERE)) return;
    fn->replaced.by_plain =
        fn->said.annotated ? arena_printf(unit->arena, "csp_plain_%s", fn->name)
                           : fn->replaced.by;
}

// A header may define one of them too, as an inline function: for plain C.
static void forget_bodies(struct unit *unit)
{
    size_t kept = 0;
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (fn->replaced.by)
            fn->body = NULL;
        else
            unit->fns.at[kept++] = fn;
    }
    unit->fns.count = kept;
}

void posix_unit(struct unit *unit)
{
    if (!unit->options->code.io) return;
    for (size_t i = 0; i < unit->declared.count; i++) {
        struct fn *fn = unit->declared.at[i];
        if (!is_of_system(fn)) continue;
        for (size_t k = 0; k < sizeof functions / sizeof *functions; k++)
            if (strcmp(fn->name, functions[k].name) == 0)
                replace(unit, fn, functions[k].how);
    }
    forget_bodies(unit);
}
