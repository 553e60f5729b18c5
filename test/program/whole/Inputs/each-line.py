# Breaks on each line of each-line.c in the program given, and looks where gdb
# puts the breakpoint: in one place, in the function of the line it names.
import os
import re
import subprocess
import sys

source = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "each-line.c")
with open(source) as file:
    lines = file.read().split("\n")
command = ["gdb", "-batch", "-nx"]
for number in range(1, len(lines)):
    command += ["-ex", "break each-line.c:%d" % number]
said = subprocess.run(command + ["-ex", "info breakpoints", sys.argv[1]],
                      stdin=subprocess.DEVNULL, capture_output=True,
                      text=True, check=True).stdout
places = re.findall(r" in (\w+) at .*each-line\.c:(\d+)$", said, re.M)
count = len(re.findall(r"^\d+ +breakpoint", said, re.M))
if "MULTIPLE" in said or count < 30 or count != len(places):
    sys.exit("not one place for each breakpoint:\n" + said)
for name, number in places:
    head = next(line for line in lines[int(number) - 1::-1]
                if line[:1].isalpha() and "(" in line)
    if not re.search(r"\b%s\(" % name.replace("__step", ""), head):
        sys.exit("line %s is in %s\n%s" % (number, name, said))
