# SPDX-License-Identifier: MIT
"""One round trip over two queues of room 1; see csp.c."""

import asyncio

import measure


async def echo(inward, out):
    while True:
        await out.put(await inward.get())


async def trips(out, inward, count):
    for i in range(count):
        await out.put(i)
        measure.check(await inward.get(), i)


async def main():
    count = measure.arg(1, 100_000)
    out, inward = asyncio.Queue(1), asyncio.Queue(1)
    other = asyncio.create_task(echo(out, inward))
    await trips(out, inward, count // 10)
    begin = measure.now()
    await trips(out, inward, count)
    measure.report(begin, count, count)
    other.cancel()


asyncio.run(main())
