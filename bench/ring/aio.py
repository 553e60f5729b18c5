# SPDX-License-Identifier: MIT
"""One hop round a ring of 100 tasks over queues of room 1; see csp.c."""

import asyncio

import measure

TASKS = 100


async def hand_on(inward, out, end, count):
    while True:
        hops = await inward.get() + 1
        await (end if hops == count else out).put(hops)


async def ring(count):
    queues = [asyncio.Queue(1) for _ in range(TASKS)]
    end = asyncio.Queue(1)
    tasks = [asyncio.create_task(hand_on(queues[i - 1], queues[i], end, count))
             for i in range(TASKS)]
    await queues[0].put(0)
    hops = await end.get()
    for task in tasks:
        task.cancel()
    return hops


async def main():
    count = measure.arg(1, 100_000)
    await ring(count // 10)
    begin = measure.now()
    hops = await ring(count)
    measure.report(begin, count, hops)


asyncio.run(main())
