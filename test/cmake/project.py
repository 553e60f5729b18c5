# SPDX-License-Identifier: MIT
"""What the scripts here share: commands, and cspcc installed and moved."""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*command, cwd=None, env=None):
    """What the command printed; ends the test if it fails."""
    done = subprocess.run(command, cwd=cwd, text=True,
                          env=dict(os.environ, **env) if env else None,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit("exit status %d: %s\n%s" % (
            done.returncode, " ".join(command), done.stdout))
    return done.stdout


def expect(what, found, wanted):
    if found != wanted:
        sys.exit("%s: found %r, expected %r" % (what, found, wanted))


def expect_in(what, found, wanted):
    if wanted not in found:
        sys.exit("%s: %r is not in:\n%s" % (what, wanted, found))


def fresh(folder, source):
    """An empty folder with a copy of the project `source` in it."""
    shutil.rmtree(folder, ignore_errors=True)
    copy = os.path.join(folder, "source")
    shutil.copytree(os.path.join(HERE, source), copy)
    return copy


def install_and_move(build, folder):
    first = os.path.join(folder, "first")
    moved = os.path.join(folder, "moved here")
    run("cmake", "--install", build, "--prefix", first)
    os.rename(first, moved)
    return moved
