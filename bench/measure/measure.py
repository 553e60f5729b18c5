# SPDX-License-Identifier: MIT
"""The twin of measure.h for asyncio and greenlet: one line out."""

import sys
import time

now = time.perf_counter_ns


def arg(index, fallback):
    return int(sys.argv[index]) if index < len(sys.argv) else fallback


def report(begin, count, answer):
    print(f"{(now() - begin) / count:.3f} {answer}")


def check(got, wanted):
    if got != wanted:
        sys.exit(f"wrong answer: {got}, not {wanted}")
