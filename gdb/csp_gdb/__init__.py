# SPDX-License-Identifier: MIT
"""The debugger's view of coroutines: tasks, their logical stacks, channels.

    layout    the structs of the runtime, by its debug information
    tasks     the tasks of the program that is stopped, and their frames
    words     what a task waits for, in words
    variables the user's variables in a frame
    native    frames on the thread's stack: whose they are
    backtrace the frame filter
    commands  `info coroutines`, `coroutine`
    locals    `info locals` and `print`, without what cspcc has added
    stepping  `csp next`, `csp step`, `csp finish`
    printers  channels, tasks, locks
    breaks    `break f` in the program, not in the runtime

Nothing here writes to the program's memory or calls into it, so all but
`csp ...` works on core files."""


def begin():
    """Teaches gdb all of it."""
    from csp_gdb import (backtrace, breaks, commands, locals, printers,
                         stepping)
    for part in (backtrace, breaks, commands, locals, printers, stepping):
        part.begin()
