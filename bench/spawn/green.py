# SPDX-License-Identifier: MIT
"""One greenlet from its start to its end, in batches or one by one."""

import sys

import measure
from greenlet import greenlet

BATCH = 100


def leaf(value):
    return value


def batches(count):
    for first in range(0, count, BATCH):
        batch = [greenlet(leaf) for _ in range(BATCH)]
        for k, one in enumerate(batch):
            measure.check(one.switch(first + k), first + k)


def joins(count):
    for i in range(count):
        measure.check(greenlet(leaf).switch(i), i)


def main():
    count = measure.arg(1, 100_000)
    run = joins if sys.argv[2:] == ["join"] else batches
    run(count // 10)
    begin = measure.now()
    run(count)
    measure.report(begin, count, count)


main()
