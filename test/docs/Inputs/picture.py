#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Whether the picture in a page shows what the tool says today.

    picture.py CSPCC PAGE PICTURE DIR [--write]

The picture is a screenshot of the page that --emit=html makes of the first
block of C in PAGE. It carries a sum of that file's states and frames, which is
compared. --write takes the screenshot, in Chromium.
"""
import hashlib
import os
import re
import struct
import subprocess
import sys
import zlib

KEY = b"machines\0"
SIZE = (1280, 1000)


def source_of(page, folder):
    os.makedirs(folder, exist_ok=True)
    with open(page, encoding="utf-8") as file:
        code = re.search(r"^```c\n(.*?)^```$", file.read(), re.M | re.S).group(1)
    name = re.match(r"// ([\w.]+):", code).group(1)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(code)
    return name


def sum_of(cspcc, name, folder):
    said = b"".join(subprocess.run([cspcc, "--emit=" + form, name], cwd=folder,
                                   check=True, stdout=subprocess.PIPE).stdout
                    for form in ("states", "frames"))
    return hashlib.sha256(said).hexdigest().encode()


def chunks(picture):
    at = 8
    while at < len(picture):
        length = struct.unpack(">I", picture[at:at + 4])[0]
        yield picture[at + 4:at + 8], picture[at + 8:at + 8 + length]
        at += length + 12


def take(cspcc, name, folder):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                    "../../tool/inspect/Inputs"))
    import look
    subprocess.run([cspcc, "--emit=html", name, "-o", "page.html"], cwd=folder,
                   check=True)
    browser = look.open_browser()
    try:
        page = look.Page(browser, os.path.join(folder, "page.html"))
        page.show(SIZE[0], "light", SIZE[1])
        page.click_state("3")
        return browser.get_screenshot_as_png()
    finally:
        browser.quit()


def with_sum(picture, text):
    chunk = b"tEXt" + KEY + text
    end = picture.rindex(b"IEND") - 4
    return picture[:end] + struct.pack(">I", len(KEY + text)) + chunk + \
        struct.pack(">I", zlib.crc32(chunk)) + picture[end:]


def main():
    cspcc, page, path, folder, *write = sys.argv[1:]
    name = source_of(page, folder)
    wanted = sum_of(cspcc, name, folder)
    if write:
        with open(path, "wb") as file:
            file.write(with_sum(take(cspcc, name, folder), wanted))
    with open(path, "rb") as file:
        found = [data for kind, data in chunks(file.read()) if kind == b"tEXt"]
    if KEY + wanted not in found:
        sys.exit("%s does not show what is so: picture.py ... --write takes it "
                 "anew" % path)


main()
