"""same-tokens.py CSPCC CLANG GCC INCLUDE SCRATCH FILE...

Compares --dump=source with the output of the preprocessor that cspcc runs,
after clang has brought both into one form and the line of csp/target.h, which
is for cspcc alone, is out.
"""
import glob
import os
import re
import shlex
import subprocess
import sys

cspcc, clang, gcc, include, scratch, *patterns = sys.argv[1:]


def run(command, env):
    return subprocess.run(command, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=True)


def tokens(text, env):
    path = scratch + ".c"
    with open(path, "wb") as file:
        file.write(text)
    return run([clang, "-E", "-P", "-fminimize-whitespace", path], env).stdout


compared = 0
for path in sum(map(glob.glob, patterns), []):
    for cc in (clang, gcc):
        env = dict(os.environ, CSPCC_CC=cc)
        flags = ["-w", "-I" + include, "-include", "csp.h", path]
        if subprocess.run([cspcc, "--dump=source", *flags], env=env,
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode:
            continue  # a test of an error
        shown = run([cspcc, "-###", "-c", *flags], env).stderr.decode()
        [command] = [line for line in shown.split("\n") if '"-E"' in line]
        plain = run(shlex.split(command), env).stdout
        plain = re.sub(rb"^csp_target .*", b"", plain, count=1, flags=re.M)
        restored = run([cspcc, "--dump=source", *flags], env).stdout
        compared += 1
        if tokens(plain, env) != tokens(restored, env):
            sys.exit("%s with %s: the tokens differ" % (path, cc))
if not compared:
    sys.exit("nothing to compare")
