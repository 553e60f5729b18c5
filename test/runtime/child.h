// SPDX-License-Identifier: MIT
// child.h: runs a program in a process of its own, for what ends the program.
//
// The child is this executable again, not a copy of the parent: after a fork
// alone ThreadSanitizer's own threads would be too many. main must begin with
// CHILD_DISPATCH, which never returns in a child.
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

static char child_anchor; // addresses are told to the child relative to it
static const char *child_program; // set by CHILD_DISPATCH

static inline void child_tell(char *text, uintptr_t address)
{
    intptr_t offset = (intptr_t)address - (intptr_t)&child_anchor;
    sprintf(text, "%td", address ? offset : (intptr_t)0);
}

static inline uintptr_t child_heard(const char *text)
{
    intptr_t offset = (intptr_t)strtoll(text, NULL, 10);
    return offset ? (uintptr_t)((intptr_t)&child_anchor + offset) : 0;
}

#define CHILD_DISPATCH(argc, argv)                                             \
    do {                                                                       \
        child_program = argv[0];                                               \
        if (argc == 4 && strcmp(argv[1], "child") == 0) {                      \
            int (*body)(void *) = (int (*)(void *))child_heard(argv[2]);       \
            alarm(300);                                                        \
            exit(body((void *)child_heard(argv[3])));                          \
        }                                                                      \
    } while (0)

// Runs body(arg) in a child; its result is the exit status. arg is static, or
// NULL.
static inline void run_child(struct outcome *outcome, int (*body)(void *),
                             void *arg)
{
    int pipe_fd[2];
    assert_int_equal(pipe(pipe_fd), 0);
    fflush(NULL);
    char body_text[32], arg_text[32];
    child_tell(body_text, (uintptr_t)body);
    child_tell(arg_text, (uintptr_t)arg);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(pipe_fd[1], 2);
        close(pipe_fd[0]);
        close(pipe_fd[1]);
        execl(child_program, child_program, "child", body_text, arg_text,
              (char *)NULL);
        _exit(99);
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
    struct csp_descriptor main_co = *(const struct csp_descriptor *)coroutine;
    main_co.flags = CSP_COROUTINE_MAIN;
    struct csp_frame *root = zeroed(csp_rt_enter(&main_co), main_co.size);
    csp_rt_wait(root);
    int result = *(int *)(root + 1);
    csp_rt_leave(root);
    return result;
}

static inline void run_main(struct outcome *outcome,
                            const struct csp_descriptor *coroutine)
{
    run_child(outcome, enter_main, (void *)(uintptr_t)coroutine);
    if (outcome->status < 0 || outcome->status > 60)
        fprintf(stderr, "child: %s", outcome->err);
}

#endif
