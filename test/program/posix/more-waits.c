// RUN: %program %s
// What waits without a name of its own among descriptors' operations: several
// messages at once, splice, poll with a set of signals, commands and children.
// All that they wait for comes from tasks on the same worker.
// UNSUPPORTED: stress, tsan, arm64, riscv64
// ENV: CSP_WORKERS=1
// FLAGS: -fcsp-io
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BYTES = 300000 };
static int pair[2], ends[2], others[2];
static volatile sig_atomic_t heard;

static void *writes(void *arg)
{
    usleep(1000);
    if (write(*(int *)arg, "x", 1) != 1) abort();
    return NULL;
}

static void *fills(void *arg)
{
    static char bytes[BYTES];
    if (write(pair[1], bytes, BYTES) != BYTES) abort();
    shutdown(pair[1], SHUT_WR);
    return arg;
}

static void *sends(void *arg)
{
    struct iovec v = {"message", 7};
    struct mmsghdr two[2] = {{{.msg_iov = &v, .msg_iovlen = 1}, 0},
                             {{.msg_iov = &v, .msg_iovlen = 1}, 0}};
    usleep(1000);
    if (sendmmsg(*(int *)arg, two, 2, 0) != 2) abort();
    usleep(1000);
    if (sendmmsg(*(int *)arg, two, 1, 0) != 1) abort();
    return NULL;
}

static void *splices(void *arg)
{
    while (splice(pair[0], NULL, ends[1], NULL, BYTES, 0) > 0)
        continue;
    close(ends[1]);
    return arg;
}

static void *locks(void *arg)
{
    int fd = open(arg, O_RDWR);
    if (flock(fd, LOCK_EX)) abort();
    usleep(1000);
    close(fd);
    return NULL;
}

static void on_signal(int number)
{
    heard = number;
}

static void *kills(void *arg)
{
    usleep(1000);
    kill(getpid(), SIGUSR1);
    return arg;
}

static pthread_t begin(void *(*f)(void *), void *arg)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, f, arg)) abort();
    return thread;
}

static void by_signal_sets(const sigset_t *before, const sigset_t *blocked)
{
    struct pollfd look = {others[0], POLLIN, 0};
    struct timespec ms = {0, 1000000};
    struct epoll_event event = {.events = EPOLLIN};
    siginfo_t info;
    fd_set in;
    int epoll = epoll_create1(0), fd = others[0];
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    printf("%d", ppoll(&look, 1, &ms, NULL));
    pthread_t thread = begin(writes, &others[1]);
    printf(" %d", ppoll(&look, 1, NULL, NULL));
    FD_ZERO(&in);
    FD_SET(fd, &in);
    printf(" %d", pselect(fd + 1, &in, NULL, NULL, NULL, NULL));
    printf(" %d\n", epoll_pwait(epoll, &event, 1, -1, NULL));
    pthread_join(thread, NULL);
    if (read(fd, &info, 1) != 1) abort();
    thread = begin(kills, NULL);
    int ready = ppoll(&look, 1, NULL, before);
    printf("%d %d %d\n", ready, errno == EINTR, heard == SIGUSR1);
    pthread_join(thread, NULL);
    thread = begin(kills, NULL);
    printf("%d\n", sigwaitinfo(blocked, &info) == SIGUSR1);
    pthread_join(thread, NULL);
}

static void by_messages(void)
{
    int two[2];
    char text[3][10];
    struct iovec v[3];
    struct mmsghdr messages[3] = {0};
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, two)) abort();
    for (int i = 0; i < 3; i++) {
        v[i] = (struct iovec){text[i], sizeof *text};
        messages[i].msg_hdr.msg_iov = &v[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    pthread_t thread = begin(sends, &two[1]);
    int n = recvmmsg(two[0], messages, 3, 0, NULL);
    printf("%d %u\n", n, messages[2].msg_len);
    pthread_join(thread, NULL);
}

static void in_the_kernel(void)
{
    static char block[10000];
    long all = 0;
    ssize_t n;
    pthread_t one = begin(fills, NULL), other = begin(splices, NULL);
    while ((n = read(ends[0], block, sizeof block)) > 0)
        all += n;
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    printf("%d\n", all == BYTES);
}

static void *run(void *arg)
{
    int status = -1;
    char text[10] = "", command[80];
    snprintf(command, sizeof command, "read line <%s; echo $line; exit 5",
             (char *)arg);
    FILE *from = popen(command, "r");
    if (!fgets(text, sizeof text, from)) abort();
    status = pclose(from);
    printf("%d %s", WEXITSTATUS(status), text);
    return NULL;
}

static void by_commands(char *name)
{
    int status;
    pid_t pid;
    if (mkfifo(name, 0600)) abort();
    pthread_t thread = begin(run, name);
    if (system("exit 3") != 3 << 8) abort();
    int fd = open(name, O_RDWR);
    if (write(fd, "line\n", 5) != 5) abort();
    pthread_join(thread, NULL);
    close(fd);
    if (!(pid = fork())) _exit(4);
    if (wait4(pid, &status, 0, NULL) != pid) abort();
    siginfo_t info;
    if (!(pid = fork())) _exit(5);
    if (waitid(P_PID, (id_t)pid, &info, WEXITED)) abort();
    printf("%d %d\n", WEXITSTATUS(status), info.si_status);
}

// Not a coroutine.
static int waits_plainly(int fd)
{
    jmp_buf here;
    char byte;
    struct pollfd look = {fd, POLLIN, 0};
    if (setjmp(here)) return 0;
    usleep(1000);
    return poll(&look, 1, -1) == 1 && read(fd, &byte, 1) == 1 && byte == 'x' &&
           read(fd, &byte, 1) == 1;
}

int main(void)
{
    sigset_t blocked, before;
    char name[] = "/tmp/more-waits-XXXXXX";
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    signal(SIGUSR1, on_signal);
    if (pipe(ends) || pipe(others)) return 1;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
    by_signal_sets(&before, &blocked); // OUT: 0 1 1 1
    by_messages();                     // OUT: -1 1 1
    in_the_kernel();                   // OUT: 1
    // OUT: 3 7
    // OUT: 1
    pthread_t one = begin(writes, &others[1]), other;
    other = begin(writes, &others[1]);
    printf("%d\n", waits_plainly(others[0])); // OUT: 1
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    close(mkstemp(name));
    one = begin(locks, name);
    other = begin(locks, name);
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    unlink(name);
    by_commands(name); // OUT: 5 line
    // OUT: 4 5
    unlink(name);
}
