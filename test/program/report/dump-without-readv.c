// RUN: %program %s
// Where the system forbids process_vm_readv, as containers may, a dump tells the
// same, and does not fall over a pointer to nowhere.
#include <csp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
// REQUIRES: plain
// BUILDS: clang-O2
// FLAGS: -Wno-csp-one-sided

static bool forbid(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_process_vm_readv, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void take(chan(int) c, char *name, char *nowhere)
{
    chan_get(c); // ERR-RE: take at .*:@LINE: receive c \(channel
    puts(nowhere); // ERR: name = "a name"
    puts(name); // ERR: nowhere = 0xdead0000
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    if (!forbid()) return 1;
    go take(c, "a name", (char *)0xdead0000);
    csp_sleep(CSP_MS);
    csp_dump(2);
    return 0;
}
