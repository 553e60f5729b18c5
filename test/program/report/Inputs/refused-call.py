"""Runs a command again and again, and the runtime's n-th allocation fails, for
the least n at which that is the frame of a call: prints what is said."""
import os
import subprocess
import sys

for n in range(1, 20):
    done = subprocess.run(
        sys.argv[1:], capture_output=True, text=True, timeout=300,
        env=dict(os.environ, CSP_FAIL_ALLOC=str(n), CSP_WORKERS="1",
                 CSP_CLOCK="virtual"))
    if "cannot call" in done.stderr:
        print(done.stderr, end="")
        break
