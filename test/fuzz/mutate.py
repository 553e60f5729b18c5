# SPDX-License-Identifier: MIT
"""Programs of the corpus, changed at random: most are no valid C any more.

Changes by token, by line, by statement and by byte; parts of two programs in
one; and what strains a compiler: deep nesting, long tokens, a cut end.
"""
import random
import re

TOKEN = re.compile(r'\s+|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|[A-Za-z_]\w*'
                   r"|\d[\w.]*|//[^\n]*|/\*.*?\*/|.", re.S)
WORDS = """yield(); go par select { } ( ) [ ] ; , * & = case_recv(c,&v): default:
case_send(c,1): coroutine chan(int) chan_get(c) chan_send(c,1) break; continue;
return; goto x; x: while(1) for(;;) do if(0) else switch(0) static const int
struct union enum typedef sizeof ({ }) ? : && || # \\ " ' /* */ // @ 0x 1e9999
__extension__ __attribute__((cleanup(f))) _Generic _Alignas(64) volatile
_Atomic blocking join(t) spawn(f()) &&x goto*p; alloca(4) int[n] 'a' L"x"
case_after(0): select_ordered select_fair -> . ... ++ -- <<= _Bool __func__
__typeof__(x) __auto_type va_list asm("") __label__""".split()


def by_token(r, text, other):
    tokens = TOKEN.findall(text)
    for _ in range(r.choice([1, 1, 1, 2, 5])):
        i = r.randrange(len(tokens))
        how = r.randrange(5)
        if how == 0:
            del tokens[i]
        elif how == 1:
            tokens.insert(i, " " + r.choice(WORDS) + " ")
        elif how == 2:
            tokens[i] = tokens[r.randrange(len(tokens))]
        elif how == 3:
            tokens.insert(i, tokens[i])
        else:
            k = r.randrange(len(tokens))
            tokens[i], tokens[k] = tokens[k], tokens[i]
        tokens = tokens or [";"]
    return "".join(tokens)


def by_line(r, text, other):
    lines, more = text.split("\n"), other.split("\n")
    for _ in range(r.choice([1, 1, 2, 4])):
        i = r.randrange(len(lines))
        how = r.randrange(5)
        if how == 0:
            del lines[i:i + r.choice([1, 1, 3])]
        elif how == 1:
            k = r.randrange(len(more))
            lines[i:i] = more[k:k + r.choice([1, 2, 6])]
        elif how == 2:
            lines.insert(i, lines[r.randrange(len(lines))])
        elif how == 3:
            lines.insert(i, r.choice(["yield();", "go { }", "par { ; ; }",
                                      "select { default: ; }", "{", "}",
                                      "#if 0", "#line 7 \"a b\"", "\f;"]))
        else:
            k = r.randrange(len(lines))
            lines[i], lines[k] = lines[k], lines[i]
        lines = lines or [""]
    return "\n".join(lines)


SIMPLE = re.compile(r"^(\s+)([\w(*&][^{}#\n:]*;)$", re.M)
VALUE = re.compile(r"(?<=[=(,?] )([a-z]\w*|\d+)(?=[;,)])")
AROUND = ["{ %s }", "if (1) %s", "do %s while (0);", "go { %s }",
          "par { %s }", "par { { %s } yield(); }", "switch (1) { default: %s }",
          "for (int i_ = 0; i_ < 1; i_++) %s", "({ %s });", "yield(); %s",
          "%s yield();", "select { default: %s }", "blocking %s",
          "select { case_after(0): %s }", "{ int n_[csp_live()]; %s }",
          "lab_%d_: %%s" % 1, "{ __attribute__((unused)) int u_ = 1; %s }"]
VALUES = ["({ yield(); %s; })", "(yield(), %s)", "(1 ? %s : 0)",
          "(int[]){%s}[0]", "(0 || %s)", "(csp_sleep(0), %s)",
          "*&(int){%s}", "({ int q_ = %s; yield(); q_; })",
          "_Generic(0, int: %s)", "(__typeof__(%s))({ yield(); %s; })"]


def by_statement(r, text, other):
    """These often stay valid."""
    for _ in range(r.choice([1, 2, 4])):
        pattern, forms = r.choice([(SIMPLE, AROUND), (VALUE, VALUES)])
        found = list(pattern.finditer(text))
        if not found:
            continue
        at = r.choice(found)
        group = 2 if pattern is SIMPLE else 1
        form = r.choice(forms)
        inside = form.replace("%s", at[group])
        text = text[:at.start(group)] + inside + text[at.end(group):]
    return text


def by_byte(r, text, other):
    data = bytearray(text.encode())
    for _ in range(r.choice([1, 2, 8])):
        at = r.randrange(len(data) or 1)
        if r.random() < 0.5:
            data[at:at + 1] = bytes([r.randrange(256)])
        else:
            data[at:at] = bytes(r.randrange(256)
                                for _ in range(r.choice([1, 3])))
    return bytes(data)


def cut(r, text, other):
    return text[:r.randrange(len(text))]


def nested(r, text, other):
    depth = r.choice([10, 100, 240, 300, 3000])
    left, right = r.choice(["()", "{}", "[]", ("if(1)", ""), ("({", ";})"),
                            ("go {", "}"), ("par {", "}"), ("!", ""),
                            ("f(", ")"), ("*", ""), ("{ int x;", "}"),
                            ("do", "while(0);"), ("1?", ":0"),
                            ("select { default:", "}")])
    at = r.randrange(len(text))
    at = text.find(r.choice([";", "{", "=", "("]), at) + 1
    return text[:at] + left * depth + r.choice(["", "1", ";", "yield();"]) + \
        right * depth + text[at:]


def long_token(r, text, other):
    size = r.choice([100, 1000, 4000])
    token = r.choice(["x" * size, '"' + "y" * size + '"', "1" * size,
                      "/*" + "*" * size + "*/", " " * size,
                      "// " + "z\\\n" * (size // 3) + "\n"])
    words = list(re.finditer(r"[A-Za-z_]\w*", text))
    if r.random() < 0.5 and words:
        word = r.choice(words)[0]  # everywhere, so that it stays a name
        return re.sub(r"\b%s\b" % word, word + "x" * size, text)
    at = r.randrange(len(text))
    return text[:at] + token + text[at:]


WAYS = [by_token] * 4 + [by_line] * 4 + [by_statement] * 8 + [
    by_byte, cut, nested, long_token]


def mutant(seed, corpus):
    """Bytes of one program."""
    r = random.Random(seed)
    text, other = r.choice(corpus), r.choice(corpus)
    for _ in range(r.choice([1, 1, 2])):
        if isinstance(text, str) and text:
            text = r.choice(WAYS)(r, text, other)
    return text if isinstance(text, bytes) else \
        text.encode("utf-8", "surrogateescape")
