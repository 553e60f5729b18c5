#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random machines of up to sixty states, drawn: graph.py CSPCC SCRATCH"""
import json
import random
import re
import subprocess
import sys

cspcc, scratch = sys.argv[1:]


def machine(count, chance):
    states = []
    for number in range(count + 1):
        ways = [number + 1 if number < count else None]
        if number and chance.random() < .3:
            ways.append(chance.randint(max(1, number - 6), number))
        if number + 3 < count and chance.random() < .2:
            ways.append(number + chance.randint(2, 3))
        states.append({
            "id": number, "text": "x" * chance.randint(5, 50),
            "ways": [{"to": to, "when": "always" if i == 0 else
                      "w" * chance.randint(3, 40)}
                     for i, to in enumerate(ways)]})
    return {"states": states}


def boxes(picture):
    for i, node in enumerate(picture["nodes"]):
        yield "node %d" % i, node["x"], node["y"], node["w"], node["h"]
    for i, edge in enumerate(picture["edges"]):
        if edge["label"]:
            width = 6.7 * min(len(edge["when"]), 18)
            yield "label %d" % i, edge["x"], edge["y"], width, 14


def check_boxes(picture):
    found = list(boxes(picture))
    for i, (name, x, y, w, h) in enumerate(found):
        assert x - w / 2 >= 0 and x + w / 2 <= picture["w"], name
        assert y - h / 2 >= 0 and y + h / 2 <= picture["h"], name
        for other, x2, y2, w2, h2 in found[:i]:
            assert abs(x - x2) >= (w + w2) / 2 - .2 or \
                abs(y - y2) >= (h + h2) / 2 - .2, (name, other)


def check_loops(picture):
    """A loop's lane passes right of all nodes beside it."""
    for edge in picture["edges"]:
        if not edge["loop"]:
            continue
        numbers = [float(n) for n in re.findall(r"[\d.]+", edge["d"])]
        x, low, high = numbers[4], numbers[2], numbers[10]
        for node in picture["nodes"]:
            if high <= node["y"] <= low:
                assert node["x"] + node["w"] / 2 < x, edge


def main():
    chance = random.Random(7)
    machines = [machine(count, chance) for count in (1, 2, 5, 12, 30, 60)]
    with open(scratch, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "units": [
            {"file": "x.c", "sources": [], "coroutines": machines}]}, file)
    page = subprocess.run([cspcc, "--emit=html", scratch], check=True,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout
    pictures = json.loads(re.search(
        r'id="layouts">(.*?)</script>', page, re.S)[1])["machines"][0]
    for one, picture in zip(machines, pictures):
        check_boxes(picture)
        check_loops(picture)
        downs = sum(not edge["loop"] for edge in picture["edges"])
        assert downs >= len(one["states"]), "all states are reached downward"
        assert picture["crossings"] <= downs // 4, picture["crossings"]


main()
