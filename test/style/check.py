#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks one rule of the house: on the sources, or on the pages.

    check.py format SOURCE_DIR CLANG_FORMAT
    check.py headers SOURCE_DIR CC LIBCLANG_INCLUDE_DIR
    check.py text SOURCE_DIR
    check.py links SOURCE_DIR

What each wants: the .test of its name.
"""
import os
import re
import subprocess
import sys

ROOMS = ("tool/", "runtime/", "lib/", "include/")
# Its macros end in `else`, which clang-format takes for half a statement.
UNFORMATTED = ("include/csp.h",)


def sources():
    return sorted(os.path.join(folder, name)
                  for room in ROOMS for folder, _, names in os.walk(room)
                  for name in names if name.endswith((".c", ".h")))


def check_format(names, clang_format):
    names = [n for n in names if n not in UNFORMATTED]
    return subprocess.call([clang_format, "--dry-run", "-Werror", *names])


def check_headers(names, cc, libclang):
    status = 0
    for name in names:
        if name.endswith(".h"):
            status |= subprocess.call(
                [cc, "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra",
                 "-Werror", "-fsyntax-only", "-Iinclude", "-Itool", "-Iruntime",
                 "-isystem", libclang,
                 "-Wno-pragma-system-header-outside-header", "-x", "c",
                 "-Wno-unused-function", name])
    return status


def check_text(names):
    status = 0

    def complain(name, number, what):
        nonlocal status
        status = 1
        print("%s:%d: %s" % (name, number, what))

    for name in names:
        with open(name, encoding="utf-8") as file:
            lines = file.read().split("\n")
        if "SPDX-License-Identifier: MIT" not in lines[0]:
            complain(name, 1, "no SPDX line on top")
        for number, line in enumerate(lines, 1):
            if len(line) > 80:
                complain(name, number, "longer than 80 columns")
            if "\t" in line:
                complain(name, number, "a tab")
            if line != line.rstrip():
                complain(name, number, "blanks at the end")
    return status


def pages():
    """All pages, but those of build trees."""
    for folder, folders, files in os.walk("."):
        folders[:] = [f for f in folders if f != ".git" and not os.path.exists(
            os.path.join(folder, f, "CMakeCache.txt"))]
        for name in files:
            if name.endswith(".md"):
                yield os.path.normpath(os.path.join(folder, name))


def read_page(name):
    """The page without its blocks of code, and those."""
    with open(name, encoding="utf-8") as file:
        parts = re.split(r"^```", file.read(), flags=re.M)
    return "".join(parts[::2]), parts[1::2]


def anchors_of(page):
    """What GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", read_page(page)[0], re.M)
    return [re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-")
            for h in headings]


def links_of(page):
    """The relative links of a page, as paths from the root, with anchors."""
    for link in re.findall(r"\]\(([^)\s]+)\)", read_page(page)[0]):
        if not re.match(r"[a-z]+:", link):
            path, _, anchor = link.partition("#")
            yield os.path.normpath(os.path.join(
                os.path.dirname(page), path)) if path else page, anchor


def check_links():
    complaints = []
    for page in pages():
        for path, anchor in links_of(page):
            if not os.path.exists(path):
                complaints.append("%s: no file %s" % (page, path))
            elif anchor and anchor not in anchors_of(path):
                complaints.append("%s: no heading %s#%s" % (
                    page, path, anchor))
    for index, folder in (("README.md", "docs"),
                          ("examples/README.md", "examples")):
        linked = "".join(path + "/\n" for path, _ in links_of(index))
        complaints += ["%s: no link to %s/%s" % (index, folder, name)
                       for name in sorted(os.listdir(folder))
                       if not name.startswith(".") and name != "README.md"
                       and not name.endswith(".png")
                       and "%s/%s/" % (folder, name) not in linked]
    complaints += ["%s: no test in test/docs runs its C" % page
                   for page in pages() if page.startswith("docs/")
                   and any(re.match(r"c\s", b) for b in read_page(page)[1])
                   and not has_test(page)]
    print("\n".join(complaints))
    return len(complaints) > 0


def has_test(page):
    for name in os.listdir("test/docs"):
        if name.endswith(".test"):
            with open(os.path.join("test/docs", name)) as test:
                if "%source_dir/" + page in test.read():
                    return True
    return False


def main():
    rule, root, *tools = sys.argv[1:]
    os.chdir(root)
    if rule == "links":
        return check_links()
    check = {"format": check_format, "headers": check_headers,
             "text": check_text}[rule]
    return check(sources(), *tools)


sys.exit(main())
