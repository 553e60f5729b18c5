"""interrupt.py CSPCC INPUTS SCRATCH: signals cspcc at several steps.

The C compiler is slow-cc, which touches a file when it is at the step named in
SLOW and then waits.
"""
import os
import signal
import subprocess
import sys
import time


def hear():
    """A shell starts what it runs in the background deaf to SIGINT."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)


cspcc, inputs, scratch = sys.argv[1:]
for name, step, where in (
        ("SIGINT", "-fsyntax-only", "the check"),
        ("SIGINT", "cpp-output", "the last step"),
        ("SIGTERM", "cpp-output", "the last step"),
        ("SIGHUP", "none", "the link")):
    reached = scratch + ".reached"
    if os.path.exists(reached):
        os.unlink(reached)
    env = dict(os.environ, TMPDIR=scratch, SLOW=step, REACHED=reached,
               CSPCC_CC=os.path.join(inputs, "slow-cc"))
    command = [cspcc, "-x", "c", os.path.join(inputs, "form.c"), "-o", "prog",
               "-x", "none"]
    child = subprocess.Popen(command, env=env, cwd=scratch, preexec_fn=hear,
                             stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 600
    while not os.path.exists(reached) and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(getattr(signal, name))
    status = child.wait(timeout=600)
    ended = signal.Signals(-status).name if status < 0 else status
    slow = int(open(reached).read())
    try:
        os.kill(slow, 0)
        ended = "%s, but the child lives" % ended
    except ProcessLookupError:
        pass
    print("%s in %s: ended by %s, left %s" % (
        name, where, ended, os.listdir(scratch)))
