"""Runs `run-program --syntax` on every program test below a folder."""
import os
import subprocess
import sys

bad = 0
script = os.path.join(sys.argv[1], "..", "run-program")
for folder, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        path = os.path.join(folder, name)
        if not name.endswith(".c") or "Inputs" in folder:
            continue
        with open(path, encoding="utf-8") as source:
            if "RUN: %program" not in source.read(200):
                continue
        bad += subprocess.call([sys.executable, script, "--syntax", path])
sys.exit(bad != 0)
