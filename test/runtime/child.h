// SPDX-License-Identifier: MIT
// child.h: runs a program in a child process, for what ends the program.
//
// The parent must not have started the runtime.
#ifndef TEST_CHILD_H
#define TEST_CHILD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine.h"

struct outcome {
    int status; // of exit, or -signal
    char err[65536];
};

// Runs body(arg) in a child; if it returns, its result is the exit status.
static inline void run_child(struct outcome *outcome, int (*body)(void *),
                             void *arg)
{
    int pipe_fd[2];
    assert_int_equal(pipe(pipe_fd), 0);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(pipe_fd[1], 2);
        close(pipe_fd[0]);
        close(pipe_fd[1]);
        alarm(20);
        exit(body(arg));
    }
    close(pipe_fd[1]);
    size_t length = 0;
    ssize_t n;
    while ((n = read(pipe_fd[0], outcome->err + length,
                     sizeof outcome->err - 1 - length)) > 0)
        length += (size_t)n;
    outcome->err[length] = 0;
    close(pipe_fd[0]);
    int status;
    waitpid(pid, &status, 0);
    outcome->status =
        WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// A child whose main is the coroutine; its first field is int result.
static inline int enter_main(void *coroutine)
{
    struct csp_coroutine main_co = *(const struct csp_coroutine *)coroutine;
    main_co.flags = CSP_COROUTINE_MAIN;
    struct csp_frame *root = zeroed(csp_rt_enter(&main_co), main_co.size);
    csp_rt_wait(root);
    int result = *(int *)(root + 1);
    csp_rt_leave(root);
    return result;
}

static inline void run_main(struct outcome *outcome,
                            const struct csp_coroutine *coroutine)
{
    run_child(outcome, enter_main, (void *)(uintptr_t)coroutine);
    if (outcome->status < 0) fprintf(stderr, "child: %s", outcome->err);
}

#endif
