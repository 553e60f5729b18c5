"""Runs a program again and again, and the runtime's n-th allocation fails for
each n, until none is left to fail: it must end in an orderly way each time."""
import os
import subprocess
import sys

seen = set()
for n in range(1, 80):
    for workers in "1", "2", "8":
        done = subprocess.run(
            [sys.argv[1]], capture_output=True, text=True, timeout=300,
            env=dict(os.environ, CSP_FAIL_ALLOC=str(n), CSP_WORKERS=workers))
        out = done.stdout.strip()
        orderly = done.returncode == 0 and out in ("all", "no task",
                                                   "no channel")
        if done.returncode == 2 and "out of memory" in done.stderr:
            orderly, out = True, "stopped"
        if not orderly:
            sys.exit("allocation %d, %s workers: status %d\n%s%s" % (
                n, workers, done.returncode, done.stdout, done.stderr))
        seen.add(out)
print(", ".join(sorted(seen)))
