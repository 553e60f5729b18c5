#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the page of errors with the sources: errors.py PAGE ROOT

Each test that the page names is there, and each text with which the runtime
stops a program is on it, as far as it is not made up of values.
"""
import re
import sys
from pathlib import Path

CALL = re.compile(r'\bcspi_(?:stop|stop_at|mistake_\w+)\(([^;]*);')
LITERAL = re.compile(r'"((?:[^"\\\\]|\\\\.)*)"')
VALUE = re.compile(r"%[a-z]+|[()]|\\.|Shared")


def stops(root):
    """The longest stretch of words in each text that stops the program."""
    for path in sorted((root / "runtime").glob("*/*.c")):
        for call in CALL.finditer(path.read_text()):
            text = "".join(LITERAL.findall(call[1]))
            words = max(VALUE.split(text), key=len).strip(" :,=(")
            if len(words) > 8:
                yield path.name, words


def main():
    page, root = Path(sys.argv[1]), Path(sys.argv[2])
    said = " ".join(page.read_text().split())
    wrong = ["no test is " + name for name in
             re.findall(r"`([\w/-]+\.(?:c|test))`", said)
             if not any((root / "test" / room / name).exists()
                        for room in ("program", "."))]
    wrong += ["%s stops with: %s" % stop for stop in stops(root)
              if stop[1] not in said]
    print("\n".join(wrong) if wrong else "agree")
    return bool(wrong)


sys.exit(main())
