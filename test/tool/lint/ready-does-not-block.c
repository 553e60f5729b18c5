// RUN: %cspcc -fsyntax-only %s 2>&1 | %FileCheck %s
// A descriptor that csp_io.h has made, or says is ready, does not block.
#include <csp_io.h>
#include <stdio.h>
#include <unistd.h>

coroutine void waits(int fd, int other, chan(int) c)
{
    char data[10];
    // CHECK: :[[@LINE+1]]:5: warning: 'read' blocks the thread
    read(fd, data, 10);
    if (csp_ready(fd, CSP_READABLE) < 0) return;
    read(fd, data, 10);
    select {
    case_fd(other, CSP_READABLE):
        read(other, data, 10);
        break;
    case_recv(c, NULL):
        // CHECK: :[[@LINE+1]]:9: warning: 'read' blocks the thread
        read(0, data, 10);
        break;
    }
    int made = csp_accept(fd, NULL);
    read(made, data, 10);
    // CHECK: 2 warnings generated
}
