# SPDX-License-Identifier: MIT
"""One value through a queue with room for 100 or another number; see csp.c."""

import asyncio

import measure


async def produce(out, count):
    for i in range(count):
        await out.put(i)


async def stream(count, room):
    queue = asyncio.Queue(room)
    producer = asyncio.create_task(produce(queue, count))
    for expected in range(count):
        measure.check(await queue.get(), expected)
    await producer


async def main():
    count, room = measure.arg(1, 100_000), measure.arg(2, 100)
    await stream(count // 10, room)
    begin = measure.now()
    await stream(count, room)
    measure.report(begin, count, count)


asyncio.run(main())
