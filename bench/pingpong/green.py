# SPDX-License-Identifier: MIT
"""One round trip: two switches, each of which hands a value over."""

import measure
from greenlet import getcurrent, greenlet


def echo(value):
    main = getcurrent().parent
    while True:
        value = main.switch(value)


def trips(other, count):
    for i in range(count):
        measure.check(other.switch(i), i)


def main():
    count = measure.arg(1, 100_000)
    other = greenlet(echo)
    trips(other, count // 10)
    begin = measure.now()
    trips(other, count)
    measure.report(begin, count, count)


main()
