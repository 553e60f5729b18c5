# SPDX-License-Identifier: MIT
"""How lit runs a file: as RUN lines, or as a unit test of the runtime.

Both add the configuration's `also_requires` to what the file REQUIRES, and
report the processor time that the test took. (A module, not part of lit.cfg.py,
for lit sends tests to its workers, which must find the class by name.)
"""
import os
import resource
import subprocess
import zlib

import lit.formats
import lit.Test
import lit.TestRunner

UNIT_WORKERS = ("1", "2", "8")
UNIT_SECONDS = 900


def cpu_seconds():
    """Of all children that have been waited for; a worker runs one test."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Timed:
    def execute(self, test, lit_config):
        test.requires += test.config.also_requires
        start = cpu_seconds()
        result = self.run(test, lit_config)
        if result.code is not lit.Test.UNSUPPORTED:
            result.addMetric("cpu",
                             lit.Test.RealMetricValue(cpu_seconds() - start))
        return result


class Script(Timed, lit.formats.ShTest):
    def run(self, test, lit_config):
        return lit.formats.ShTest.execute(self, test, lit_config)


# Of the programs of a variant every n-th is run, but all of those rooms that
# it is about; and of the examples every second.
SAMPLES = {
    "asan": (2, "call go http io net posix scheduler scope sync variable"),
    "tsan": (4, "blocking chan http io net posix race scheduler scope select "
                "sync time"),
    "stress": (3, "call chan expression go scope select source statement "
                  "stress variable"),
    "arm64": (6, ""),
    "riscv64": (6, ""),
    "musl": (6, ""),
}
OF_EXAMPLES = 2


class Sample(Script):
    """Of the tests in a folder those of the sample, told by their names."""

    def __init__(self, variant):
        super().__init__(execute_external=False)
        self.variant = variant

    def takes(self, path):
        n, rooms = SAMPLES[self.variant]
        name = "/".join((self.variant, *path))
        if path[0] == "program" and path[1] in rooms.split():
            return True
        return zlib.crc32(name.encode()) % (
            n if path[0] == "program" else OF_EXAMPLES) == 0

    def getTestsInDirectory(self, suite, path_in_suite, *rest):
        for test in super().getTestsInDirectory(suite, path_in_suite, *rest):
            if self.takes(test.path_in_suite):
                yield test


class Unit(Timed, lit.formats.FileBasedTest):
    """A program that CMake makes of this one file, on 1, 2 and 8 workers."""

    def run(self, test, lit_config):
        script = lit.TestRunner.parseIntegratedTestScript(
            test, require_script=False)
        if isinstance(script, lit.Test.Result):
            return script
        program = self.program(test)
        for workers in UNIT_WORKERS:
            failure = self.run_once(test, [program], workers)
            if failure:
                return lit.Test.Result(lit.Test.FAIL, failure)
        return lit.Test.Result(lit.Test.PASS, "")

    def program(self, test):
        *folders, name = test.path_in_suite
        words = [*folders, os.path.splitext(name)[0]]
        if test.config.variant != "plain":
            words.append(test.config.variant)
        return os.path.join(test.config.build_dir, "test", "runtime",
                            "-".join(words))

    def run_once(self, test, command, workers):
        env = dict(test.config.environment, CSP_WORKERS=workers)
        said = "CSP_WORKERS=%s %s\n" % (workers, " ".join(command))
        try:
            done = subprocess.run(command, env=env, timeout=UNIT_SECONDS,
                                  stdin=subprocess.DEVNULL, text=True,
                                  errors="replace", stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
        except FileNotFoundError:
            return said + "Not built: cmake --build build --target tests"
        except subprocess.TimeoutExpired as late:
            return "%s%s\nstill running after %d s" % (
                said, late.output, UNIT_SECONDS)
        if done.returncode:
            return "%s%s\nexit status %d" % (said, done.stdout,
                                             done.returncode)
        return None
