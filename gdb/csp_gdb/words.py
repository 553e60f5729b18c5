# SPDX-License-Identifier: MIT
"""What a task does or waits for, in words."""
import time

import gdb

from csp_gdb import layout as lay
from csp_gdb import tasks

NAMES = {
    "TASK_NEW": "ready", "TASK_READY": "ready", "TASK_SEND": "send",
    "TASK_RECV": "receive", "TASK_SELECT": "select", "TASK_SLEEP": "sleep",
    "TASK_BLOCKING": "blocking statement", "TASK_PAR": "par",
    "TASK_JOIN": "join", "TASK_GROUP": "end of group",
    "TASK_LOST": "a channel that was released",
}
EVENTS = {0: "'s turn", 1: " readable", 4: " writable", 5: " ready"}
LOCKS = {"CHAN_GATE": ("gate", "shut", "open"),
         "CHAN_MUTEX": ("mutex", "locked", "free")}
NEVER = (1 << 63) - 1


def state(task):
    return "running" if task.is_running() else NAMES.get(task.state, "?")


def title(task):
    """Of the tasks in that state."""
    name = state(task)
    return name if name in ("running", "ready") else "waiting: " + name


# -- channels ----------------------------------------------------------------

def chan_of(address):
    return lay.layout().pointer("struct chan", "cspi_chan_alloc", address)


def mode_of(chan):
    return lay.layout().modes.get(int(chan["mode"]), "?")


def queue_length(queue, most=1000):
    """How many wait in it, and whether there are more."""
    count = 0
    for _ in tasks.each(queue["first"], "next"):
        count += 1
        if count == most:
            return count, True
    return count, False


def waiting(queue, what):
    count, more = queue_length(queue)
    if not count:
        return []
    return ["%d%s %s" % (count, "+" if more else "",
                         what if count == 1 else what + "s")]


def chan_text(chan):
    """Length, capacity, and who waits."""
    mode = mode_of(chan)
    count, capacity = int(chan["count"]), int(chan["capacity"])
    if mode == "CHAN_FD":
        return "fd %d%s" % (int(chan["writers"]),
                            EVENTS.get(int(chan["error"]), ""))
    if mode in LOCKS:
        kind, shut, open_ = LOCKS[mode]
        said = [kind, open_ if count else shut]
        return ", ".join(said + waiting(chan["receivers"], "waiter"))
    said = ["%d of %d" % (count, capacity) if capacity else "unbuffered"]
    if mode == "CHAN_PROMISE":
        said = ["given" if count else "not given"]
    elif mode not in ("CHAN_BLOCK", "?"):
        said.append(mode[len("CHAN_"):].lower())
    if int(chan["closed"]):
        said.append("closed")
    said += waiting(chan["senders"], "sender")
    said += waiting(chan["receivers"], "receiver")
    return ", ".join(said)


def on_channel(task, what):
    address = task.link()
    if not address:
        return "%s (NULL channel)" % what
    chan = chan_of(address)
    text, mode = chan_text(chan), mode_of(chan)
    if mode in LOCKS:  # what stands there is the macro's, not the user's
        return "wait for %s (%s)" % (symbol_at(address), text)
    if mode == "CHAN_FD":
        return "%s (%s)" % (what, text)
    return "%s (%#x: %s)" % (what, address, text)


def symbol_at(address):
    """The variable that lies there, or its address."""
    said = gdb.execute("info symbol %#x" % address, to_string=True)
    return said.split(" in section")[0] if " in section" in said \
        else "%#x" % address


# -- the others --------------------------------------------------------------

def select(task, what):
    kind = lay.struct("struct csp_case", "csp_rt_select")
    cases = gdb.Value(task.link()).cast(kind.pointer())
    said = []
    for i in range(int(cases[0]["csp_index"])):
        case = cases[i]
        if int(case["kind"]) == 2:
            said.append("after")
            continue
        word = "send" if int(case["kind"]) == 1 else "receive"
        said.append("%s %#x" % (word, int(case["on"]["chan"])))
    return "%s (%s)" % (what, ", ".join(said)) if said else what


def now():
    """By the clock that the tasks live by; None: it cannot be known."""
    rt = lay.runtime()
    if int(rt["virtual_time"]):
        return int(rt["clock"])
    target = gdb.selected_inferior().connection
    alive = target is not None and target.type == "native"
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC) if alive else None


def sleep(task, what):
    timer = lay.layout().pointer("struct timer", "cspi_park_sleep",
                                 task.link())
    deadline, at = int(timer["deadline"]), now()
    if at is None or deadline == NEVER:
        return what
    return "%s (%.3f s more)" % (what, max(deadline - at, 0) / 1e9)


def join(task, what):
    root = task.link()
    other = task.walk.tasks.get(root - task.walk.layout.task_bytes)
    return "%s (coroutine %d)" % (what, other.number()) if other else what


def children(task, what):
    """Of a par, which begins with its brood, or of a group, by its brood."""
    brood = lay.layout().pointer("struct brood", "cspi_par_each", task.link())
    return "%s (%d not ended)" % (what, int(brood["running"]))


MORE = {"TASK_SEND": on_channel, "TASK_RECV": on_channel,
        "TASK_SELECT": select, "TASK_SLEEP": sleep, "TASK_JOIN": join,
        "TASK_PAR": children, "TASK_GROUP": children}


def wait(task):
    """`receive jobs (0x55..: 0 of 2, 3 receivers)`."""
    if task.is_running():
        return "running on " + thread_name(task.thread)
    frames = task.frames()
    own = tasks.own(frames)
    point = own[0].point() if own else None
    what = NAMES.get(task.state, "?") if own == frames else "in"
    if point and point.what and what != "ready":
        what += " " + point.what
    more = MORE.get(task.state)
    try:
        return more(task, what) if more else what
    except gdb.error:  # damaged, or in the middle of a change
        return what


def thread_name(number):
    for thread in gdb.selected_inferior().threads():
        if thread.ptid[1] == number:
            return "thread %d" % thread.num
    return "thread of LWP %d" % number


def source_line(file, line):
    """Prints it, with its number."""
    try:
        gdb.execute("list %s:%d,%d" % (file, line, line))
    except gdb.error:
        pass  # the source is not here
