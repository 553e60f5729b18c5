# SPDX-License-Identifier: MIT
"""csp-top in a terminal of tmux: terminal.py TOP PROGRAM FOLDER. Prints what was
seen; each thing is waited for as long as the machine needs."""
import os
import subprocess
import sys
import tempfile
import time

top, program, _ = sys.argv[1:]
# The path of a socket is short.
folder = tempfile.TemporaryDirectory(prefix="csp-top-")
server = os.path.join(folder.name, "tmux")
socket = os.path.join(folder.name, "socket")


def tmux(*words):
    return subprocess.run(["tmux", "-S", server, "-f", "/dev/null", *words],
                          check=True, stdout=subprocess.PIPE,
                          encoding="utf-8").stdout


def see(*words, but=None):
    """The screen, once it has all of these, and not that."""
    end = time.monotonic() + 600
    while time.monotonic() < end:
        screen = tmux("capture-pane", "-p", "-t", "top")
        if all(word in screen for word in words) and (
                but is None or but not in screen):
            return screen
        time.sleep(0.1)
    sys.exit("not seen: %s\n%s" % (words, screen))


def press(*keys):
    tmux("send-keys", "-t", "top", *keys)


busy = subprocess.Popen([program], stdin=subprocess.PIPE,
                        env=dict(os.environ, CSP_WATCH="unix:" + socket,
                                 CSP_WORKERS="2"))
try:
    while not os.path.exists(socket):
        time.sleep(0.05)
    tmux("new-session", "-d", "-s", "top", "-x", "150", "-y", "30",
         "env", "TERM=screen", top, "unix:" + socket)
    names = ("begun as", "crowd", "drain", "overfill", "spin")
    print(see("tasks by time", *names).splitlines()[0])
    print("tasks: " + ", ".join(names))
    press("s")
    see("tasks by waits")
    press("Enter")
    see("stack, the outermost first:", "last woken by task")
    print("detail: task, stack")
    press("Escape")
    see("tasks by waits", "drain")
    press("/")
    see("filter:")
    press("d", "r", "a", "i", "n", "Enter")
    see(" with drain", "drain", but="crowd")
    print("filter: only drain")
    press("/", "Enter")
    press("c")
    see("channels by", "narrow", "1/1", "lock csp_mutex_lock")
    print("channels: narrow, 1/1, lock")
    press("w")
    see("worker", "busy", "queue", "%")
    print("workers: busy")
    press("!")
    for warning in ("hog, kept its worker for", "spin, wakes itself",
                    "channel narrow is full",
                    "lock csp_mutex_lock(&lock) is waited for"):
        see(warning)
        print("warning: " + warning)
    once = subprocess.run([top, "--once", socket], stdout=subprocess.PIPE,
                          check=True, encoding="utf-8").stdout
    busy.stdin.close()
    if busy.wait(600):
        sys.exit("the program ended with %d" % busy.returncode)
    see("has ended")
    press("q")
    while subprocess.run(["tmux", "-S", server, "has-session"],
                         stderr=subprocess.DEVNULL).returncode == 0:
        time.sleep(0.1)
    print("it has ended")
    print("once: " + ("all pages" if all(word in once for word in (
        "begun as", "operations", "busy", "wakes itself")) else once))
    if os.path.exists(socket):
        sys.exit("the socket is left")
finally:
    busy.kill()
    subprocess.run(["tmux", "-S", server, "kill-server"],
                   stderr=subprocess.DEVNULL)
