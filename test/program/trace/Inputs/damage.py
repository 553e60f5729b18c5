# SPDX-License-Identifier: MIT
"""csp-trace reads a trace with random bytes in it: damage.py TRACE FILE COPY"""
import random
import subprocess
import sys

trace, original, copy = sys.argv[1:]
with open(original, "rb") as file:
    whole = file.read()
chance = random.Random(1)
# The head, the first ring's count and nodes, its events; more of what is used.
places = [i for i in range(len(whole)) if whole[i]]
for _ in range(200):
    damaged = bytearray(whole)
    for _ in range(chance.randrange(1, 40)):
        damaged[chance.choice(places)] = chance.choice(
            (0, 1, 0x7f, 0xff, chance.randrange(256)))
    with open(copy, "wb") as file:
        file.write(damaged)
    for how in ([], ["--folded"], ["--perfetto=-"]):
        done = subprocess.run([trace, *how, copy], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, timeout=300)
        if done.returncode not in (0, 1):
            sys.exit("csp-trace ended with %d" % done.returncode)
print("200 damaged traces")
