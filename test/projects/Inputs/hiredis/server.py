#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a client of a server that knows SET and GET: server.py CLIENT MOST"""
import asyncio
import sys

values = {}


async def word(reader):
    size = int((await reader.readline())[1:])
    return (await reader.readexactly(size + 2))[:-2]


async def serve(reader, writer):
    while line := await reader.readline():
        words = [await word(reader) for _ in range(int(line[1:]))]
        await asyncio.sleep(0.005)
        if words[0] == b"SET":
            values[words[1]] = words[2]
            writer.write(b"+OK\r\n")
        else:
            value = values[words[1]]
            writer.write(b"$%d\r\n%s\r\n" % (len(value), value))
        await writer.drain()
    writer.close()


async def main():
    client, most = sys.argv[1:]
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1000)
    port = server.sockets[0].getsockname()[1]
    process = await asyncio.create_subprocess_exec(client, str(port), most)
    return await asyncio.wait_for(process.wait(), 60)


sys.exit(asyncio.run(main()))
