# SPDX-License-Identifier: MIT
"""Makes a failing case small: leaves out lines while it still fails.

`texts` are texts of the same number of lines, from which the same lines are
taken; `fails(texts)` says whether what is left is still worth keeping.
"""


def reduce(texts, fails, most_tries=1500):
    lines = [text.split("\n") for text in texts]
    keep = list(range(len(lines[0])))

    def made(chosen):
        return ["\n".join(each[i] for i in chosen) + "\n" for each in lines]

    size, tries = max(1, len(keep) // 2), 0
    while size and tries < most_tries:
        at, shrunk = 0, False
        while at < len(keep) and tries < most_tries:
            chosen = keep[:at] + keep[at + size:]
            tries += 1
            if chosen and fails(made(chosen)):
                keep, shrunk = chosen, True
            else:
                at += size
        size = size if shrunk and size == 1 else size // 2
    return made(keep)
