#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""States stand below each other: dot.py PAGE"""
import json
import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    found = re.search(r'id="layouts">(.*?)</script>', file.read(), re.S)
for unit in json.loads(found.group(1))["machines"]:
    for picture in unit:
        nodes = picture["nodes"]
        for one, next_one in zip(nodes, nodes[1:]):
            assert one["y"] + one["h"] / 2 < next_one["y"], nodes
        for edge in picture["edges"]:
            assert re.fullmatch(r"M[\d. ]+(C[\d. -]+)+", edge["d"]), edge
