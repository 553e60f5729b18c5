# SPDX-License-Identifier: MIT
"""Are slices of one track one behind another, and do arrows begin and end in
slices? Prints which waits, marks and counters there are: slices.py JSON"""
import collections
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    events = json.load(file)["traceEvents"]

tracks = collections.defaultdict(list)
for e in events:
    if e["ph"] == "X":
        begin = round(e["ts"] * 1000)
        tracks[e["pid"], e["tid"]].append(
            (begin, begin + round(e["dur"] * 1000), e["name"]))
for track, slices in tracks.items():
    slices.sort()
    for one, other in zip(slices, slices[1:]):
        if other[0] < one[1]:
            sys.exit("%s: %s overlaps %s" % (track, one, other))


def is_in_a_slice(e):
    at = round(e["ts"] * 1000)
    return any(begin <= at <= end
               for begin, end, _ in tracks[e["pid"], e["tid"]])


begun = {e["id"]: e for e in events if e["ph"] == "s"}
ended = {e["id"]: e for e in events if e["ph"] == "f"}
wrong = [e for e in events if e["ph"] in "sf" and not is_in_a_slice(e)]
wrong += [e for key, e in ended.items()
          if key not in begun or begun[key]["ts"] > e["ts"]]
print("arrows: %s" % (wrong or "all lead somewhere" if ended else "none"))

words = collections.defaultdict(set)
for e in events:
    if e["ph"] == "X" and e["pid"] == 2 and "at" in e["args"]:
        name = e["name"].split()[0]
        words["waits"].add({"fd": "a descriptor", "blocking": "blocking"}.get(
            name, "a " + name))
    if e["ph"] == "i":
        words["marks"].add(e["name"])
    if e["ph"] == "C":
        words["counters"].add(e["name"].split()[0])
for what, found in sorted(words.items()):
    print("%s: %s" % (what, ", ".join(sorted(found))))
