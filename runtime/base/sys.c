// SPDX-License-Identifier: MIT
// sys.c: system calls (Linux). Owns nothing; see sys.h for the contracts.
#define _GNU_SOURCE
#include "base/sys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "base/atomic.h"
#include "base/fault.h"
#include "base/public.h"
#include <csp/fd.h>

static const int64_t second_ns = 1000000000;

// Of the kernel's <linux/futex.h>, which musl's compilers often do not find.
enum {
    FUTEX_WAKE = 1,
    FUTEX_WAIT_BITSET = 9,
    FUTEX_PRIVATE_FLAG = 128,
};
static const unsigned futex_any_bit = 0xffffffff;

// Of <linux/membarrier.h>, likewise.
enum {
    MEMBARRIER_CMD_PRIVATE_EXPEDITED = 8,
    MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED = 16,
};

int64_t cspi_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * second_ns + t.tv_nsec;
}

int64_t cspi_deadline(int64_t ns)
{
    int64_t now = cspi_now();
    return ns > CSPI_NEVER - now ? CSPI_NEVER : now + ns;
}

struct timespec cspi_timespec(int64_t ns)
{
    return (struct timespec){.tv_sec = (time_t)(ns / second_ns),
                             .tv_nsec = (long)(ns % second_ns)};
}

void cspi_futex_wait(atomic_uint *word, unsigned expected, int64_t deadline)
{
    // TSan puts a signal's handler off until the thread makes a call that it
    // knows: be it one that came just before, or during a wait that the kernel
    // resumes (SA_RESTART), as it does where there is no deadline.
    int64_t soon = cspi_under_tsan() ? cspi_deadline(100000000) : CSPI_NEVER;
    if (soon < deadline) deadline = soon;
    struct timespec t = cspi_timespec(deadline);
    syscall(SYS_futex, word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected,
            deadline == CSPI_NEVER ? NULL : &t, NULL, futex_any_bit);
}

void cspi_wake_write(int fd)
{
    static const uint64_t one = 1; // what an eventfd takes
    ssize_t n = write(fd, &one, sizeof one);
    (void)n; // one that is full wakes as well
}

// Of devices epoll knows which can be waited for; poll(2) does not tell.
bool cspi_is_file(int fd)
{
    struct stat about;
    if (fstat(fd, &about) < 0) return false;
    if (S_ISCHR(about.st_mode)) return about.st_rdev == makedev(1, 3);
    return S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
}

void *cspi_map(int fd, size_t bytes)
{
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return at == MAP_FAILED ? NULL : at;
}

// What is no file stays, and open says so.
void *cspi_map_new(const char *path, size_t bytes, int *fd)
{
    struct stat about;
    if (lstat(path, &about) == 0 && S_ISREG(about.st_mode)) unlink(path);
    *fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (*fd < 0) return NULL;
    int error = posix_fallocate(*fd, 0, (off_t)bytes);
    void *at = error ? NULL : cspi_map(*fd, bytes);
    if (at) return at;
    if (!error) error = errno;
    close(*fd);
    unlink(path);
    errno = error;
    return NULL;
}

int cspi_milliseconds(int64_t deadline)
{
    static const int64_t ms = 1000000, most = 3600000;
    if (deadline == CSPI_NEVER) return -1;
    int64_t left = deadline > 0 ? deadline - cspi_now() : 0;
    if (left <= 0) return 0;
    return (int)(left / ms < most ? left / ms + 1 : most);
}

int cspi_close(int fd)
{
    int fault = cspi_fault(CSP__FAULT_CLOSE);
    int result = close(fd);
    if (!fault || result < 0) return result;
    errno = fault;
    return -1;
}

void cspi_futex_wake(atomic_uint *word, int threads)
{
    syscall(SYS_futex, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, threads, NULL,
            NULL, 0);
}

void cspi_sleep_until(int64_t deadline)
{
    struct timespec t = cspi_timespec(deadline);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
        ;
}

int cspi_core_count(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        int cores = CPU_COUNT(&set);
        if (cores > 0) return cores;
    }
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 0 ? (int)cores : 1;
}

// musl gives a thread 128 KiB, less than users' code may want; glibc as much as
// the main thread has. It is memory only when it is used.
static void set_stack(pthread_attr_t *attr)
{
#ifdef __GLIBC__
    (void)attr;
#else
    static const size_t usual = (size_t)8 << 20;
    size_t bytes;
    if (pthread_attr_getstacksize(attr, &bytes) == 0 && bytes < usual)
        pthread_attr_setstacksize(attr, usual);
#endif
}

int cspi_thread_start(pthread_t *thread, enum thread_end end,
                      void *(*run)(void *), void *arg)
{
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    set_stack(&attr);
    if (end != THREAD_JOINED)
        pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    sigset_t all, before;
    sigfillset(&all);
    if (end == THREAD_DEAF) pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(thread, &attr, run, arg);
    if (end == THREAD_DEAF) pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attr);
    return error;
}

void cspi_back_off(unsigned round)
{
    if (round < 64)
        cspi_pause();
    else if (round < 128)
        sched_yield();
    else
        cspi_sleep_until(cspi_now() + 50000);
}

#ifdef SYS_membarrier
static long membarrier(int command)
{
    return syscall(SYS_membarrier, command, 0, 0);
}
#else
static long membarrier(int command)
{
    (void)command;
    return -1;
}
#endif

bool cspi_barrier_init(void)
{
    return membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
}

// A program may forbid itself the call afterwards (seccomp). Then it is waited
// until no processor can have anything in flight that it had begun before.
void cspi_barrier_all(void)
{
    static const int64_t long_ns = 1000000;
    if (membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0)
        cspi_sleep_until(cspi_deadline(long_ns));
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

int cspi_thread_id(void)
{
    return (int)syscall(SYS_gettid);
}

// A thread that has ended but is not collected yet (the main thread after
// pthread_exit stays so for good) can do nothing more.
static bool thread_has_ended(const char *id)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/self/task/%.20s/stat", id);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno == ENOENT || errno == ESRCH; // no descriptor left?
    ssize_t n = read(fd, text, sizeof text - 1);
    bool is_gone = n == 0 || (n < 0 && errno == ESRCH);
    close(fd);
    if (n <= 0) return is_gone;
    text[n] = 0;
    const char *state = strrchr(text, ')');
    return state && state[1] && (state[2] == 'Z' || state[2] == 'X');
}

// A folder has a link for each one in it, and two more.
long cspi_count_threads(void)
{
    struct stat tasks;
    return stat("/proc/self/task", &tasks) == 0 ? (long)tasks.st_nlink - 2 : -1;
}

// The kernel may leave a thread out of the list when one before it ends
// meanwhile: the list counts if it has as many as there were all the time.
int cspi_count_unknown_threads(bool (*known)(int id))
{
    long before = cspi_count_threads(), listed = 0;
    DIR *dir = opendir("/proc/self/task");
    if (!dir) return -1;
    int unknown = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        int id = atoi(e->d_name);
        listed += id > 0;
        if (id > 0 && !known(id) && !thread_has_ended(e->d_name)) unknown++;
    }
    closedir(dir);
    bool counts = before > 0; // where links are not counted, nobody can tell
    if (counts && (listed != before || listed != cspi_count_threads()))
        return -1;
    return unknown;
}

extern void __tsan_init(void) __attribute__((weak));

bool cspi_under_tsan(void)
{
    return __tsan_init != NULL;
}

extern void __lsan_do_leak_check(void) __attribute__((weak));

static bool is_off(const char *name)
{
    const char *options = getenv(name);
    return options && strstr(options, "detect_leaks=0");
}

bool cspi_under_lsan(void)
{
    return __lsan_do_leak_check && !is_off("ASAN_OPTIONS") &&
           !is_off("LSAN_OPTIONS");
}
