# SPDX-License-Identifier: MIT
"""One task from its start to its end, in batches or one by one; see csp.c."""

import asyncio
import sys

import measure

BATCH = 100


async def leaf(value):
    return value


async def batches(count):
    for first in range(0, count, BATCH):
        tasks = [leaf(first + k) for k in range(BATCH)]
        await asyncio.gather(*tasks)


async def joins(count):
    for i in range(count):
        measure.check(await asyncio.create_task(leaf(i)), i)


async def main():
    count = measure.arg(1, 100_000)
    run = joins if sys.argv[2:] == ["join"] else batches
    await run(count // 10)
    begin = measure.now()
    await run(count)
    measure.report(begin, count, count)


asyncio.run(main())
