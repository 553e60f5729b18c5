# SPDX-License-Identifier: MIT
"""Runs a program once for each line of its source that ends in

    // MISTAKE name: text

with the name as its argument: it must end with status 2 and say "csp:", the
file, that line and the text, in which POINTER is an address and FILE:NUMBER
another place. Prints how many there are."""
import re
import subprocess
import sys

program, source = sys.argv[1:]
count = 0
for number, line in enumerate(open(source), 1):
    found = re.search(r"// MISTAKE (\S+): (.*)", line)
    if not found:
        continue
    count += 1
    name, text = found.groups()
    expected = re.escape("csp: %s:%d: %s\n" % (source, number, text)).replace(
        "POINTER", "0x[0-9a-f]+").replace("FILE:NUMBER",
                                          re.escape(source) + r":\d+")
    done = subprocess.run([program, name], capture_output=True, text=True,
                          timeout=300)
    if done.returncode != 2 or not re.fullmatch(expected, done.stderr):
        sys.exit("%s: status %d\nwanted: %s\ngot: %s" % (
            name, done.returncode, expected, done.stderr))
print("%d mistakes" % count)
