# SPDX-License-Identifier: MIT
"""Random programs that are valid and mean one thing.

Program(seed).text(plain) gives the same program twice: with csp.h's forms, and
as plain C that must print the same. In a program a suspension may stand
anywhere: `s(x)` suspends and gives x; channels, select, par, go and spawn are
used so that their result is determined, and have a plain equivalent.

What keeps the meaning determined: arithmetic is unsigned, shifts and indices
are masked, loops count up to a bound; in one full expression at most one
operand has an effect on a variable, and no other operand uses that variable.
"""
import random

UNSIGNED = ["unsigned", "unsigned char", "unsigned short", "unsigned long",
            "unsigned long long", "unsigned __int128", "_Bool",
            "volatile unsigned", "_Atomic unsigned", "double"]
HEAD = """#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef PLAIN
#define coroutine
#define yield() ((void)0)
#define S(n) ((void)0)
#else
#include <csp.h>
#define S(n) yield()
#endif
typedef unsigned long long u64;
struct pair { unsigned a; unsigned b : 5, c : 11; u64 d; };
struct big { unsigned char x[40]; struct pair p; };
union both { unsigned u; unsigned char c[4]; };
typedef coroutine u64 handler(u64);
static u64 sum;
static void mix(u64 x) { sum = (sum ^ x) * 0x100000001b3u; }
static u64 s(u64 x) { S(1); return x; }
static u64 t(u64 x) { return x * 3; }
static struct pair sp(u64 x)
{
    struct pair p = {(unsigned)x, 3, 9, x};
    S(1);
    return p;
}
static struct big sb(struct big b) { S(1); b.x[3]++; return b; }
static void bye(unsigned *p) { mix(*p); }
static void say(const char *name)
{
    printf("%s %llx\\n", name, sum);
}
"""


class Program:
    def __init__(self, seed):
        self.seed = seed

    def text(self, plain):
        return Writer(self.seed, plain).program()


class Writer:
    def __init__(self, seed, plain):
        self.r = random.Random(seed)
        self.plain = plain
        self.count = 0
        self.functions = []   # names of those before, all u64 (u64, u64)
        self.size = self.r.choice([4, 8, 8, 16])

    def name(self, stem):
        self.count += 1
        return "%s%d" % (stem, self.count)

    # -- expressions, all of an unsigned type --------------------------------

    def const(self):
        return self.r.choice(["0u", "1u", "2u", "7u", "255u", "65536u",
                              "%uu" % self.r.getrandbits(32)])

    def leaf(self):
        r = self.r
        if self.vars and r.random() < 0.75:
            return r.choice(self.vars)
        if self.arrays and r.random() < 0.5:
            name, size = r.choice(self.arrays)
            return "%s[%s & %du]" % (name, self.small(), size - 1)
        return self.const()

    def small(self):
        return "(unsigned)" + self.r.choice(self.vars + ["1u"])

    def suspended(self, depth):
        """An operand that suspends."""
        r = self.r
        e = self.expr(depth - 1)
        pick = r.random()
        if pick < 0.45 or depth < 1:
            return "s(%s)" % e
        if pick < 0.55 and self.functions and self.may_have_effect():
            return "%s(%s, %s)" % (r.choice(self.functions), e,
                                   self.expr(depth - 1))
        if pick < 0.65:
            return "sp(%s).%s" % (e, r.choice(["a", "b", "c", "d"]))
        if pick < 0.75:
            return "h[%s & 1u](%s)" % (self.small(), e)
        if pick < 0.82:
            return "sb((struct big){{1, %s}}).x[%d]" % (
                self.expr(depth - 1), r.randrange(8))
        if pick < 0.9:
            if self.plain or self.quiet:
                return "s((u64)(%s))" % e
            return "(chan_send(ch, %s), chan_get(ch))" % e
        if pick < 0.95:
            return "s(%s)" % e if self.plain else "join(spawn(s(%s)))" % e
        return "(*(u64[]){%s, %s})" % ("s(%s)" % e, self.const())

    def may_have_effect(self):
        if self.effects or self.quiet:
            return False
        self.effects = 1
        return True

    def statement_expression(self, depth):
        """It writes to no variable but its own."""
        saved = self.save()
        name = self.name("q")
        text = "({ %s %s = %s;\n" % (self.r.choice(
            ["u64", "unsigned", "unsigned char"]), name, self.full(depth - 1))
        self.vars.append(name)
        self.arrays, self.writable = [], [name]
        for _ in range(self.r.randrange(3)):
            text += self.statement(depth - 1, 2)
        text += "%s + %s; })" % (name, self.full(depth - 1))
        self.restore(saved)
        return text

    def expr(self, depth):
        r = self.r
        if depth <= 0 or r.random() < 0.12:
            return self.leaf()
        pick = r.random()
        if pick < 0.28:
            return self.suspended(depth)
        if pick < 0.50:
            op = r.choice(["+", "-", "*", "^", "&", "|", "==", "<", ">="])
            return "((u64)%s %s (u64)%s)" % (self.expr(depth - 1), op,
                                             self.expr(depth - 1))
        if pick < 0.55:
            return "(%s / ((u64)%s | 1u))" % (self.integer(depth - 1),
                                              self.expr(depth - 1))
        if pick < 0.60:
            return "(%s >> ((unsigned)%s & 7u))" % (self.integer(depth - 1),
                                                    self.expr(depth - 1))
        if pick < 0.70:
            return "(%s ? %s : %s)" % (self.expr(depth - 1),
                                       self.expr(depth - 1),
                                       self.expr(depth - 1))
        if pick < 0.76:
            return "(%s %s %s)" % (self.expr(depth - 1),
                                   r.choice(["&&", "||"]),
                                   self.expr(depth - 1))
        if pick < 0.79:
            return "(%s ?: %s)" % (self.integer(depth - 1),
                                   self.integer(depth - 1))
        if pick < 0.82:
            return "(u64)(%s)%s" % (r.choice(
                ["unsigned char", "unsigned short", "unsigned", "_Bool",
                 "unsigned __int128"]), self.integer(depth - 1))
        if pick < 0.85:
            return "(%s~%s)" % (r.choice(["", "-", "!"]),
                                self.integer(depth - 1))
        if pick < 0.92 and depth > 1 and self.may_have_effect():
            return self.statement_expression(depth - 1)
        if pick < 0.94:
            return "sizeof(char[%d])" % r.randrange(1, 9)
        if pick < 0.97:
            return "_Generic(%s, unsigned: 1u, u64: 2u, default: 3u)" % \
                r.choice(["a", "1u", "(u64)2", "(char)1"])
        return self.leaf()

    def integer(self, depth):
        return "(u64)%s" % self.expr(depth)

    def full(self, depth):
        """A full expression, with at most one operand that has effects."""
        saved, self.effects = self.effects, 0
        text = "(u64)(%s)" % self.expr(depth)
        self.effects = saved
        return text

    # -- statements ----------------------------------------------------------

    def save(self):
        return list(self.vars), list(self.arrays), list(self.writable)

    def restore(self, saved):
        self.vars, self.arrays, self.writable = saved

    def pad(self, level, text):
        return "    " * level + text + "\n"

    def declaration(self, depth, level):
        r = self.r
        name = self.name("v")
        pick = r.random()
        if pick < 0.45:
            kind = r.choice(UNSIGNED)
            value = self.full(depth)
            if kind == "double":
                value = "(unsigned short)%s" % value
            out = "%s %s = %s;" % (kind, name, value)
            if r.random() < 0.15:
                other = self.name("v")
                out = "%s %s = %s, *%s = &%s;" % (kind, name, value, other,
                                                  name)
            if kind == "double":
                return self.pad(level, out + " mix((u64)%s);" % name)
            self.vars.append(name)
            self.writable.append(name)
        elif pick < 0.60:
            size = r.choice([2, 4, 8])
            items = ", ".join(self.expr(1 if depth else 0)
                              for _ in range(r.randint(1, size)))
            if r.random() < 0.3:
                items = "[%d] = %s" % (r.randrange(size), self.expr(depth))
            out = "%s %s[%d] = {%s};" % (
                r.choice(["unsigned", "unsigned char", "u64"]), name, size,
                items)
            self.arrays.append((name, size))
        elif pick < 0.70:
            out = "struct pair %s = {.a = %s, .c = %s & 2047u};" % (
                name, "(unsigned)" + self.full(depth), self.full(depth))
            if r.random() < 0.4:
                out = "struct pair %s = sp(%s);" % (name, self.full(depth))
            self.vars += [name + ".a", name + ".b", name + ".c"]
            self.writable += [name + ".a", name + ".b", name + ".d"]
        elif pick < 0.78:
            out = "unsigned %s[(%s & 3u) + 4u]; " \
                "memset(%s, 1, sizeof %s);" % (name, self.full(depth), name,
                                               name)
            self.arrays.append((name, 4))
        elif pick < 0.83:
            out = "static u64 %s = %s; %s += %s;" % (
                name, self.const(), name, self.full(depth))
            self.vars.append(name)
        elif pick < 0.88:
            out = "__attribute__((cleanup(bye))) unsigned %s = " \
                "(unsigned)%s;" % (name, self.full(depth))
            self.vars.append(name)
        elif pick < 0.92:
            kind = self.name("k")
            out = "typedef struct %s { unsigned n[2]; } %s_t; " \
                "%s_t %s = {{%s, 2u}};" % (
                    kind, kind, kind, name, "(unsigned)" + self.full(depth))
            self.arrays.append((name + ".n", 2))
        elif pick < 0.95:
            out = "enum { %s_x = %d, %s_y }; u64 %s = %s_y + %s;" % (
                name, r.randrange(9), name, name, name, self.full(depth))
            self.vars.append(name)
        elif pick < 0.98:
            out = "union both %s = {.u = (unsigned)%s};" % (
                name, self.full(depth))
            self.vars.append(name + ".u")
            self.arrays.append((name + ".c", 4))
        else:
            out = "unsigned *%s = __builtin_alloca(16); " \
                "memset(%s, 3, 16);" % (name, name)
            self.arrays.append((name, 4))
        return self.pad(level, out)

    def assignment(self, depth, level):
        r = self.r
        value = self.full(depth)
        if self.arrays and r.random() < 0.3:
            name, size = r.choice(self.arrays)
            self.effects = 1
            index = self.expr(min(depth, 1))
            self.effects = 0
            return self.pad(level, "%s[(u64)%s & %du] %s %s;" % (
                name, index, size - 1, r.choice(["=", "+=", "^="]), value))
        if not self.writable:
            return self.pad(level, "mix(%s);" % value)
        name = r.choice(self.writable)
        pick = r.random()
        if pick < 0.6:
            return self.pad(level, "%s %s %s;" % (
                name, r.choice(["=", "+=", "*=", "|=", "-="]), value))
        if pick < 0.7:
            return self.pad(level, "%s%s;" % (name, r.choice(["++", "--"])))
        if pick < 0.85:
            return self.pad(level, "if ((%s = %s)) mix(%s);" % (
                name, value, self.full(depth)))
        return self.pad(level, "%s = (mix(%s), %s);" % (
            name, self.full(depth), value))

    def block(self, depth, level, most=3):
        saved = self.save()
        text = "{\n"
        for _ in range(self.r.randint(1, most)):
            text += self.statement(depth, level + 1)
        self.restore(saved)
        return text + "    " * level + "}"

    def loop(self, depth, level):
        r = self.r
        i = self.name("i")
        bound = r.randint(1, 4)
        self.loops += 1
        body = self.block(depth - 1, level)
        if r.random() < 0.3:
            body = body[:-1].rstrip() + "\n" + self.pad(
                level + 1, "if (%s) %s;" % (
                    self.full(1), r.choice(["break", "continue"]))) + \
                "    " * level + "}"
        self.loops -= 1
        kind = r.randrange(3)
        if kind == 0:
            return self.pad(level, "for (unsigned %s = %s; %s < %du; %s++) %s"
                            % (i, "(unsigned)s(0)" if r.random() < 0.3 else
                               "0", i if r.random() < 0.7 else
                               "s(%s)" % i, bound, i, body))
        head = "{ unsigned %s = 0; " % i
        if kind == 1:
            return self.pad(level, head + "while (%s++ < %s) %s }" % (
                i, "s(%du)" % bound if r.random() < 0.5 else "%du" % bound,
                body))
        return self.pad(level, head + "do %s while (%s(++%s) < %du); }" % (
            body, r.choice(["s", ""]), i, bound))

    def switch(self, depth, level):
        r = self.r
        text = self.pad(level, "switch ((unsigned)%s & 3u) {" %
                        self.full(depth))
        saved = self.save()
        if r.random() < 0.3:
            text += self.pad(level, "    unsigned %s;" % self.name("dead"))
        labels = ["case 0:", "case 1:", "default:", "case 2:"]
        r.shuffle(labels)
        for label in labels[:r.randint(1, 4)]:
            text += self.pad(level, label)
            self.restore((list(saved[0]), list(saved[1]), list(saved[2])))
            body = self.block(depth - 1, level + 1, 2)
            text += self.pad(level + 1, body)
            if r.random() < 0.6:
                text += self.pad(level + 1, "break;")
        self.restore(saved)
        return text + self.pad(level, "}")

    def duff(self, depth, level):
        r = self.r
        i = self.name("i")
        return self.pad(
            level, "{ unsigned %s = 2; switch ((unsigned)%s & 3u) {\n"
            "case 0: do { mix(%s);\ncase 1: mix(%s);\n"
            "default: mix(%s); } while (--%s); } }" % (
                i, self.full(depth), self.full(depth - 1),
                self.full(depth - 1), self.full(depth - 1), i))

    def jump(self, depth, level):
        label, i = self.name("l"), self.name("i")
        body = self.block(depth - 1, level, 2)
        if self.r.random() < 0.5:
            return self.pad(level, "{ unsigned %s = 0; %s: %s\n if (++%s < 3u)"
                            " goto %s; }" % (i, label, body, i, label))
        if self.r.random() < 0.3:
            return self.pad(
                level, "{ __label__ %s, %s_b; void *%s[] = {&&%s, &&%s_b}; "
                "goto *%s[(unsigned)%s & 1u]; %s: %s %s_b: ; }" % (
                    label, label, i, label, label, i, self.full(depth), label,
                    body, label))
        return self.pad(level, "if (%s) goto %s; %s %s: ;" % (
            self.full(depth), label, body, label))

    def par(self, depth, level):
        """Each branch writes a variable of its own; nobody reads them."""
        names = [self.name("p") for _ in range(self.r.randint(1, 3))]
        text = self.pad(level, "{ u64 %s;" % ", ".join(
            "%s = 0" % n for n in names))
        text += self.pad(level, "{" if self.plain else "par {")
        self.quiet += 1
        for n in names:
            saved = self.save()
            if self.r.random() < 0.5:
                text += self.pad(level + 1, "%s = %s;" % (n, self.full(depth)))
            else:
                v = self.name("v")
                text += self.pad(level + 1, "{ u64 %s = %s; %s = s(%s) + %s; }"
                                 % (v, self.full(depth), n, v, v))
            self.restore(saved)
        self.quiet -= 1
        text += self.pad(level, "}")
        return text + self.pad(level, "mix(%s); }" % " * 5 + ".join(names))

    def go(self, depth, level):
        value = self.full(depth)
        saved = self.save()
        self.arrays = [] # a block copies no array of variable length
        self.quiet += 1
        inner = self.full(depth)
        self.quiet -= 1
        self.restore(saved)
        n, done = self.name("g"), self.name("done")
        if self.plain:
            return self.pad(level, "{ u64 %s = %s; mix(%s + %s); }" % (
                n, value, n, inner))
        return self.pad(
            level, "{ u64 %s = %s; chan(u64) %s = chan_make(u64, 0); go { "
            "chan(u64) ch = chan_make(u64, 1); chan_send(%s, %s + %s); "
            "chan_release(ch); } mix(chan_get(%s)); chan_release(%s); }" % (
                n, value, done, done, n, inner, done, done))

    def select(self, depth, level):
        n = self.name("n")
        value = self.full(depth)
        body = self.block(depth - 1, level, 2)
        other = self.block(depth - 1, level, 2)
        send = self.r.random() < 0.4
        kind = self.r.choice(["select", "select_ordered", "select_fair"])
        if self.plain:
            return self.pad(level, "{ u64 %s = %s; switch (0) { case 0: "
                            "mix(%s); %s break; case 1: %s } }" % (
                                n, value, n, body, other))
        if send:
            return self.pad(
                level, "{ u64 %s = %s; select { case_send(ch, %s): mix("
                "chan_get(ch)); %s break; case_recv((chan(u64))NULL, NULL): "
                "%s } }" % (n, value, n, body, other))
        return self.pad(
            level, "{ u64 %s; chan_send(ch, %s); %s { case_recv(ch, &%s): "
            "mix(%s); %s break; case_after(1000000000000): %s } }" % (
                n, value, kind, n, n, body, other))

    def statement(self, depth, level):
        r = self.r
        if depth <= 0:
            return self.pad(level, "mix(%s);" % self.full(1))
        pick = r.random()
        if pick < 0.22:
            return self.declaration(depth, level)
        if pick < 0.40:
            return self.assignment(depth, level)
        if pick < 0.50:
            return self.pad(level, "if (%s) %s else %s" % (
                self.full(depth), self.block(depth - 1, level),
                self.block(depth - 1, level)))
        if pick < 0.62:
            return self.loop(depth, level)
        if pick < 0.70:
            return self.switch(depth, level)
        if pick < 0.73:
            return self.duff(depth, level)
        if pick < 0.78:
            return self.jump(depth, level)
        if pick < 0.83:
            return self.par(depth - 1, level)
        if pick < 0.87:
            return self.go(depth - 1, level)
        if pick < 0.93:
            return self.select(depth, level)
        if pick < 0.95 and self.loops == 0:
            return self.pad(level, "if (%s == 77u) return %s;" % (
                self.full(1), self.full(1)))
        return self.pad(level, "mix(%s);" % self.full(depth))

    # -- functions -----------------------------------------------------------

    def function(self):
        name = self.name("f")
        self.vars = ["a", "b"]
        self.writable = ["a", "b"]
        self.arrays = []
        self.effects = self.quiet = self.loops = 0
        level = 1
        text = "static u64 %s(u64 a, u64 b)\n{\n" % name
        text += "    static handler *const h[2] = {s, t};\n"
        text += "\n" if self.plain else \
            "    chan(u64) ch = chan_make(u64, 1);\n"
        for _ in range(self.r.randint(1, self.size)):
            text += self.pad(level, self.block(
                self.r.randint(1, 3), level, 5))
        text += "    mix(a ^ b);\n"
        text += "    u64 result = %s;\n" % self.full(2)
        text += "\n" if self.plain else "    chan_release(ch);\n"
        text += "    return result;\n}\n"
        self.functions.append(name)
        return text

    def program(self):
        text = HEAD
        names = []
        for _ in range(self.r.randint(1, 4)):
            text += self.function()
            names.append(self.functions[-1])
        text += "int main(void)\n{\n"
        for name in names:
            text += "    mix(%s(%du, 5u)); say(\"%s\");\n" % (
                name, self.r.randrange(99), name)
        return text + "    return 0;\n}\n"
