# SPDX-License-Identifier: MIT
"""Files whose lines are hard to count: where their code is said to stand, by
UBSan at run time, by warnings of the compiler's and of cspcc's: lines.py CSPCC
DIRECTORY [KIND...]"""
import os
import re
import subprocess
import sys

cspcc, place, *chosen = sys.argv[1:]
os.makedirs(place, exist_ok=True)

TEXT = """#include <csp.h>
static int before(int n)
{
    return n << 40;
}
@HERE@
static int wait_for(int n)
{
    int v = n << 40;
    int unused_in_it;
    yield();
    spawn(wait_for(0));
    v += n << 40;
    return before(n) +
           (n << 40);
}
static int after(int n)
{
    return n << 40;
}
int main(void)
{
    return after(wait_for(1)) * 0;
}
"""
PARTS = TEXT.split("@HERE@\n")
LONG = "int table[] = {%s};" % ", ".join(str(i) for i in range(2000))

VARIANTS = {  # the text, before it is made of bytes
    "usual": TEXT.replace("@HERE@", ""),
    "long": TEXT.replace("@HERE@", LONG),
    "long-inside": TEXT.replace("@HERE@", "").replace(
        "    yield();", "    yield(); static " + LONG + " (void)table;"),
    "long-comment": TEXT.replace("@HERE@", "/* %s */ int x;" % ("y" * 9000)),
    "continued": TEXT.replace("@HERE@", "#define TWO(a) \\\n  (a) \\\n  + (a)\n"
                              "int \\\nx = \\\nTWO(1);"),
    "continued-inside": TEXT.replace("@HERE@", "").replace(
        "    yield();", "    yie\\\nld(\\\n);"),
    "crlf": TEXT.replace("@HERE@", "").replace("\n", "\r\n"),
    "crlf-continued": TEXT.replace("@HERE@", "int \\\nx;").replace(
        "\n", "\r\n"),
    "unended": TEXT.replace("@HERE@", "").rstrip("\n"),
    "form-feed": TEXT.replace("@HERE@", "\f\n\f int x;\v\n"),
    "bom": "\ufeff" + TEXT.replace("@HERE@", ""),
    "feed-before-include": "\f" + TEXT.replace("@HERE@", ""),
    "trigraph": TEXT.replace("@HERE@", "int x??(3??);\n??=define Y 1\nint y;"),
    "comments": TEXT.replace("@HERE@", "/* a\n b\n c */ int x; /* d\n */\n"),
    "spread-form": TEXT.replace("@HERE@", "").replace(
        "    yield();", "    csp_sleep(\n        10 +\n        10\n    );"),
    "empty-lines": TEXT.replace("@HERE@", "\n" * 30),
    "conditional": TEXT.replace("@HERE@", "#if 0\n1\n2\n#else\nint x;\n#endif"),
    "conditional-inside": TEXT.replace("@HERE@", "").replace(
        "    yield();", "#if 0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n#endif\n    yield();"),
}


# Generated C names its grammar; its lines are those of that.
YACC = ["#line 10 \"parse.y\"\n", "#line 40 \"parse.tab.c\"\n",
        "# 7 \"parse.y\"\n"]
BODY = """static int body(int n)
{
    yield();
    n += n << 40;
    return n;
}
"""


def run(command, place, **more):
    return subprocess.run(command, cwd=place, capture_output=True, text=True,
                          env=dict(os.environ, CSP_WORKERS="1"), **more)


def said(name, text, flags=()):
    """The places that UBSan and warnings give for a file."""
    with open(os.path.join(place, name + ".c"), "wb") as file:
        file.write(text.encode("utf-8"))
    build = run([cspcc, "-g", "-fsanitize=shift", "-Wunused-variable", *flags,
                 name + ".c", "-o", name], place)
    if build.returncode:
        sys.exit("%s: %s" % (name, build.stderr))
    found = re.findall(r"^(.+?):(\d+):(\d+): runtime error: shift",
                       run(["./" + name], place).stderr, re.M)
    found += re.findall(r"^(.+?):(\d+):(\d+): warning: unused variable",
                        build.stderr, re.M)
    found += [(file, line, "") for file, line in re.findall(
        r"^(.+?):(\d+)(?::\d+)?: warning: .*csp-unused-task", build.stderr, re.M)]
    return sorted(found)


def expected(name, text):
    """The same, as they stand in its text."""
    found, file, number = [], name + ".c", 0
    for line in text.split("\n"):
        number += 1
        directive = re.match(r'# *(?:line)? *(\d+) "(.*)"', line)
        if directive:
            number, file = int(directive[1]) - 1, directive[2]
        for word in "<< 40", "unused_in_it":
            if word in line:
                found.append((file, str(number), str(line.index(word) + 1)))
        if "spawn(" in line:
            found.append((file, str(number), ""))
    return sorted(found)


plain = TEXT.replace("@HERE@", "")
VARIANTS["generated"] = YACC[0] + PARTS[0] + YACC[1] + PARTS[1]
VARIANTS["generated-inside"] = plain.replace(
    "    spawn(", YACC[0] + "    spawn(").replace("static int after", YACC[
        1] + "static int after").replace("    return after", YACC[2] +
                                         "    return after")
wrong = False
for name, text in VARIANTS.items():
    if chosen and name not in chosen:
        continue
    got = said(name, text, ["-trigraphs"] if name == "trigraph" else [])
    want = expected(name, text)
    if got != want:
        print("%s:\n  wanted %s\n  got    %s" % (name, want, got))
    wrong |= got != want

with open(os.path.join(place, "body.inc"), "w", encoding="utf-8") as file:
    file.write(BODY)
text = plain.replace("static int after(int n)\n{\n", '#include "body.inc"\n'
                     "static int after(int n)\n{\n    n += body(n) * 0;\n")
want = sorted(expected("including", text) + [
    ("body.inc", "4", "12")])
got = said("including", text)
if got != want:
    print("including:\n  wanted %s\n  got    %s" % (want, got))
sys.exit(wrong or got != want)
