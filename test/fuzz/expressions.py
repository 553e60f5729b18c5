# SPDX-License-Identifier: MIT
"""Random expressions, valid and with one meaning: every class of type as a value
that waits, every kind of lvalue under every assignment, every decay of an array.

Program(seed).text(plain) gives the same program twice, as grammar.py does. A
statement is a line: it declares what it uses, does one thing to it, and mixes
all of it into the checksum; so lines can be left out.

What keeps the meaning determined: a full expression changes one object at most,
which nothing else in it reads; functions have no effects but suspensions; the
numbers are small.
"""
import random
import re


class Type:
    """make: a value of %(k)s, an int expression; hash: of %(x)s, a number."""

    def __init__(self, tag, name, make, hash_, kind):
        self.tag, self.name, self.make, self.hash = tag, name, make, hash_
        self.kind = kind  # int, float, bool, other or const: not assigned


TYPES = [
    Type("int", "int", "%(k)s", "%(x)s", "int"),
    Type("uc", "unsigned char", "(unsigned char)(%(k)s)", "%(x)s", "int"),
    Type("ll", "long long", "%(k)s", "%(x)s", "int"),
    Type("i128", "__int128", "%(k)s", "%(x)s", "int"),
    Type("bool", "_Bool", "%(k)s & 1", "%(x)s", "bool"),
    Type("flt", "float", "(float)(%(k)s)", "%(x)s", "float"),
    Type("dbl", "double", "%(k)s", "%(x)s", "float"),
    Type("ld", "long double", "%(k)s", "%(x)s", "float"),
    Type("cplx", "_Complex double", "%(k)s + 2.0i",
         "__real__ %(x)s + 3 * __imag__ %(x)s", "other"),
    Type("enum", "enum colour", "(enum colour)((%(k)s) & 1)", "%(x)s",
         "other"),
    Type("ptr", "int *", "&numbers[(%(k)s) & 3]", "*%(x)s", "other"),
    Type("row", "row *", "&rows[(%(k)s) & 1]", "(*%(x)s)[1]", "other"),
    Type("fn", "number *", "(%(k)s) & 1 ? one : two", "%(x)s(5)", "other"),
    Type("vec", "vec4", "(vec4){%(k)s, 2, %(k)s + 1, 4}",
         "%(x)s[0] + 3 * %(x)s[2]", "other"),
    Type("name", "struct name", "(struct name){{(char)(%(k)s), 'b', 'c'}}",
         "%(x)s.s[0] + 7 * %(x)s.s[2]", "other"),
    Type("deep", "struct deep",
         "(struct deep){%(k)s, .in.u.a = {%(k)s, 2, %(k)s, 4}, .q = 9}",
         "%(x)s.n + %(x)s.in.u.a[2] + %(x)s.in.u.a[3] * 5 + %(x)s.q", "other"),
    Type("bits", "struct bits",
         "(struct bits){(%(k)s) & 7, 3, (%(k)s) & 1, {(%(k)s) & 31, 1}}",
         "%(x)s.a + %(x)s.b * 3 + %(x)s.c + %(x)s.in.d * 7", "other"),
    Type("un", "union both", "(union both){.u = (unsigned)(%(k)s)}",
         "%(x)s.u", "other"),
    Type("pack", "struct packed", "(struct packed){1, %(k)s, {%(k)s, 3}}",
         "%(x)s.n + %(x)s.a[0] + %(x)s.c", "other"),
    Type("line", "struct line", "(struct line){%(k)s, {1, %(k)s}}",
         "%(x)s.n + %(x)s.a[1]", "other"),
    Type("big", "struct big", "(struct big){{[3] = %(k)s, [29] = 8}, &numbers[1]}",
         "%(x)s.a[3] + %(x)s.a[29] + *%(x)s.p", "other"),
    Type("far", "struct far", "(struct far){1, %(k)s, 2}",
         "%(x)s.n + %(x)s.d", "other"),
    Type("pair", "struct pair", "(struct pair){%(k)s, 3}",
         "%(x)s.a + 3 * %(x)s.b", "other"),
    Type("cst", "struct cst", "(struct cst){{%(k)s, 2}, %(k)s}",
         "%(x)s.v[0] + 3 * %(x)s.v[1] + %(x)s.k", "const"),
]

# gcc 12 has none of these: a program with one is for clang alone.
BIT_INTS = [Type("bi37", "_BitInt(37)", "%(k)s", "%(x)s", "int"),
            Type("ubi9", "unsigned _BitInt(9)", "%(k)s", "%(x)s", "int"),
            Type("bi99", "_BitInt(99)", "%(k)s", "%(x)s", "int")]

ALL = TYPES + BIT_INTS
OF_TAG = {t.tag: t for t in ALL}
SCALARS = [t for t in TYPES[:13] if t.tag != "cplx"] + BIT_INTS

# Of sizes that need no library.
ATOMICS = ["int", "uc", "ll", "bool", "flt", "dbl", "enum", "ptr", "row", "fn",
           "bits", "un", "pair"]

HEAD = """#include <stdio.h>
#include <string.h>
#ifdef PLAIN
#define coroutine
#define yield() ((void)0)
#else
#include <csp.h>
#endif
typedef unsigned long long u64;
typedef int vec4 __attribute__((vector_size(16)));
typedef int row[2];
typedef int number(int);
enum colour { RED, GREEN };
struct name { char s[12]; };
struct deep { int n; struct { union { int a[4]; char c[16]; } u; } in;
    struct { int q; }; };
struct bits { unsigned a : 3, b : 9; int c : 5; struct { unsigned d : 6, e : 1; } in; };
union both { unsigned u; unsigned char c[4]; float f; };
struct __attribute__((packed)) packed { char c; int n; short a[2]; };
struct line { _Alignas(32) int n; char a[5]; };
struct big { int a[30]; int *p; };
struct far { char c; _Alignas(128) long n; char d; };
struct pair { int a, b; };
struct cst { const int v[2]; int k; };
static int numbers[4] = {11, 22, 33, 44};
static row rows[2] = {{1, 2}, {3, 4}};
static u64 sum;
static void mix(u64 x) { sum = (sum ^ x) * 0x100000001b3u; }
static int I(int k) { yield(); return k; }
static int P(int k) { return k; }
static int one(int k) { return k + 1; }
static int two(int k) { return k * 2; }
static void *keep(void *p) { yield(); return p; }
static int many(int n, ...)
{
    int total = 0;
    __builtin_va_list list;
    __builtin_va_start(list, n);
    for (; n > 0; n--) total = total * 3 + __builtin_va_arg(list, int);
    __builtin_va_end(list);
    return total & 1023;
}
static void say(const char *name) { printf("%s %llx\\n", name, sum); }
"""

# For each type T: makers that suspend or not, the same of a struct that wraps
# it, identities, choices of an element.
OF_TYPE = """typedef {name} T_{tag};
struct w_{tag} {{ char pad; T_{tag} m; T_{tag} arr[3]; }};
union u_{tag} {{ T_{tag} m; struct {{ T_{tag} arr[2]; }} in; }};
typedef coroutine T_{tag} maker_{tag}(int);
static u64 h_{tag}(T_{tag} x) {{ return (u64)(long long)({hash}); }}
static u64 hw_{tag}(struct w_{tag} x) {{ return h_{tag}(x.m) + 3 * h_{tag}(x.arr[0]) + 5 * h_{tag}(x.arr[1]) + 7 * h_{tag}(x.arr[2]); }}
static T_{tag} p_{tag}(int k) {{ return {make}; }}
static T_{tag} c_{tag}(int k) {{ yield(); return {make}; }}
static struct w_{tag} pw_{tag}(int k) {{ return (struct w_{tag}){{1, p_{tag}(k), {{p_{tag}(k + 1), p_{tag}(k + 2), p_{tag}(k)}}}}; }}
static struct w_{tag} cw_{tag}(int k) {{ yield(); return (struct w_{tag}){{1, c_{tag}(k), {{p_{tag}(k + 1), p_{tag}(k + 2), c_{tag}(k)}}}}; }}
static union u_{tag} cu_{tag}(int k) {{ yield(); return (union u_{tag}){{.in = {{{{p_{tag}(k), p_{tag}(k + 1)}}}}}}; }}
static T_{tag} pi_{tag}(T_{tag} x) {{ return x; }}
static T_{tag} ci_{tag}(const T_{tag} x) {{ yield(); return x; }}
static T_{tag} p2_{tag}(T_{tag} x, T_{tag} y, int k) {{ return k ? y : x; }}
static T_{tag} c2_{tag}(T_{tag} x, T_{tag} y, int k) {{ yield(); return k ? y : x; }}
static T_{tag} pa_{tag}(const T_{tag} a[], const T_{tag} *b, int k) {{ return k ? a[k - 1] : b[0]; }}
static T_{tag} ca_{tag}(T_{tag} a[const], T_{tag} b[2], int k) {{ return I(k) ? a[I(k - 1)] : *(b + I(0)); }}
static T_{tag} *at_{tag}(T_{tag} *p) {{ yield(); return p; }}
struct g_{tag} {{ char pad; T_{tag} g[2][3]; }};
struct f_{tag} {{ char n; T_{tag} f[]; }};
static struct g_{tag} pg_{tag}(int k) {{ return (struct g_{tag}){{1, {{{{p_{tag}(k), p_{tag}(2), p_{tag}(k + 1)}}, {{p_{tag}(4), p_{tag}(k + 2), p_{tag}(6)}}}}}}; }}
static struct g_{tag} cg_{tag}(int k) {{ yield(); return pg_{tag}(k); }}
static T_{tag} pr_{tag}(T_{tag} m[][3], int n, T_{tag} w[n][n + 1], int k) {{ return k ? m[k - 1][2] : w[1][k]; }}
static T_{tag} cr_{tag}(T_{tag} m[const 2][3], int n, T_{tag} w[n][n + 1], int k) {{ return I(k) ? m[I(k - 1)][I(2)] : w[I(1)][I(k)]; }}
static T_{tag} cp_{tag}(T_{tag} *v[2], T_{tag} *const w[static 1], int k) {{ return I(k) ? *v[I(k - 1)] : w[I(0)][I(1)]; }}
static maker_{tag} *const by_{tag} = c_{tag};
static maker_{tag} *of_{tag}(void) {{ yield(); return c_{tag}; }}
#ifndef PLAIN
static chan(T_{tag}) ch_{tag};
#endif
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
        # Some of the types only: compiling what serves all takes long.
        self.scalars = TYPES[:1] + self.r.sample(TYPES[1:4], 1)
        self.types = self.scalars + self.r.sample(TYPES[4:-1], 3)
        if self.r.random() < 0.25:
            t = self.r.choice(BIT_INTS)
            self.types.append(t)
            self.scalars.append(t)
        self.assigned = list(self.types)
        if self.r.random() < 0.4:
            self.types.append(TYPES[-1])
        self.count = 0
        self.before = []  # declarations of the statement at hand
        self.after = []   # what its end mixes in
        self.quiet = 0    # in a part that runs beside others

    def name(self, stem="x"):
        self.count += 1
        return "%s%d" % (stem, self.count)

    def number(self):
        return self.r.randrange(1, 60)

    def pick(self, *choices):
        return self.r.choice(choices)()

    def forms(self, form, plain):
        """The same in both programs."""
        return plain if self.plain else form

    # -- ints: conditions and indices ----------------------------------------

    def small(self, most):
        """An int of 0 .. most - 1."""
        k = self.r.randrange(most)
        return self.r.choice(["I(%d)", "I(%d)", "P(%d)", "%d", "(I(0), %d)",
                              "(I(1) ? %d : 9)", "({ I(2); %d; })",
                              "(int){I(%d)}", "I(%d) * 1",
                              "(int)(sizeof(char[I(%d) + 1]) - 1)"]) % k

    def k(self, depth):
        if depth > 0 and self.r.random() < 0.3:
            t = self.scalar()
            return "(int)(h_%s(%s) & 63)" % (t.tag, self.value(t, depth - 1))
        return self.r.choice(["%d", "I(%d)"]) % self.number()

    def scalar(self):
        return self.r.choice(self.scalars)

    # -- values --------------------------------------------------------------

    def declare(self, t, init=None, how=None):
        """A new variable of type t."""
        x = self.name()
        how = how or self.r.choice(["%s %s", "static %s %s", "volatile %s %s",
                                    "_Alignas(128) %s %s",
                                    "__typeof__(c_%s(1)) %s",
                                    "__auto_type %.0s%s"])
        if how[0] in "sv" and (t.kind in ("other", "const") or self.quiet):
            how = "%s %s"
        init = init or "p_%s(%d)" % (t.tag, self.number())
        if how.startswith("static"):
            self.before.append("%s; %s = %s;" % (how % ("T_" + t.tag, x), x,
                                                 init))
        else:
            name = t.tag if "c_%s" in how else "T_" + t.tag
            self.before.append("%s = %s;" % (how % (name, x), init))
        if how.startswith("_A"):
            self.after.append("(u64)&%s & 127" % x)
        self.after.append("h_%s(%s)" % (t.tag, x))
        return x

    def array(self, t, depth):
        """Three elements that decay to a pointer."""
        tag, r = t.tag, self.r
        k = self.k(depth - 1)

        def local():
            x = self.name("a")
            self.before.append("T_%s %s[3] = {p_%s(1), p_%s(2), p_%s(%d)};" % (
                tag, x, tag, tag, tag, self.number()))
            return x

        def literal():
            items = ", ".join(self.value(t, depth - 1) for _ in range(3))
            return "(T_%s[]){%s}" % (tag, items)

        def member():
            x = self.name("w")
            self.before.append("struct w_%s %s = pw_%s(%d);" % (
                tag, x, tag, self.number()))
            return r.choice(["%s.arr", "(&%s)->arr",
                             "((struct w_%s *)keep(&%%s))->arr" % tag]) % x

        def rows():
            return "%s[%s]" % (self.rows(t, "2", "3"), self.small(2))

        def row():
            return r.choice(["(*%s)", "%s[I(0)]", "(*(%s + I(0)))"]) % (
                self.pointer_to_row(t))

        def flexible():
            return self.flexible(t) + ".f" if t.kind != "const" else local()

        def items(n):
            return ", ".join(self.value(t, depth - 1) for _ in range(n))

        return self.pick(
            local, literal, member, rows, row, flexible,
            lambda: "%s_%s(%s).g[%s]" % (r.choice(["cg", "pg"]), tag, k,
                                         self.small(2)),
            lambda: "(T_%s[][3]){{%s}, {%s}}[%s]" % (
                tag, items(3), items(3), self.small(2)),
            lambda: "({ __auto_type p = &*%s; I(1); p; })" % local(),
            lambda: "cw_%s(%s).arr" % (tag, k),
            lambda: "pw_%s(%s).arr" % (tag, k),
            lambda: "(%s ? cw_%s(%s) : pw_%s(3)).arr" % (
                self.small(2), tag, k, tag),
            lambda: "(I(0), pw_%s(%s)).arr" % (tag, k),
            lambda: "(%s ? cw_%s(%s).arr : pw_%s(4).arr)" % (
                self.small(2), tag, k, tag),
            lambda: "({ struct w_%s w = cw_%s(%s); w; }).arr" % (tag, tag, k),
            lambda: "((struct w_%s){1, %s, {%s, %s, %s}}).arr" % (
                tag, *(self.value(t, depth - 1) for _ in range(4))))

    def length(self, n):
        """A length: a number, or one that makes a VLA."""
        if self.quiet:
            return n
        x = self.name("n")
        self.before.append("int %s = I(%s);" % (x, n))
        return self.r.choice([n, "I(%s)" % n, x])

    def rows(self, t, n, m):
        """A new array of arrays."""
        x, tag = self.name("m"), t.tag
        rows, columns = self.length(n), self.length(m)
        const = t.kind == "const"
        size = (n, m) if const else (rows, columns)
        start = "p_%s" % tag
        items = ["%s(%d)" % (start, self.number())
                 for _ in range(int(n) * int(m))]
        self.before.append("T_%s %s[%s][%s]" % (tag, x, *size) + (
            " = {%s};" % ", ".join(items) if const else ";"))
        for c, item in enumerate(items):
            place = "%s[%d][%d]" % (x, c // int(m), c % int(m))
            if not const:
                self.before.append("%s = %s;" % (place, item))
            self.after.append("h_%s(%s)" % (tag, place))
        return x

    def pointer_to_row(self, t):
        """A new pointer to the second of two rows of three."""
        x, p, n = self.rows(t, "2", "3"), self.name("p"), self.length("3")
        if n[0] == "I":
            n = "3"
        self.before.append("T_%s (*%s)[%s] = %s;" % (
            t.tag, p, n, self.r.choice(["&%s[I(1)]", "%s + 1",
                                        "keep(%s + 1)", "keep(&%s[1])"]) % x))
        return p

    def flexible(self, t):
        """A new struct that ends in a flexible array, of three."""
        x = self.name("f")
        self.before.append("static struct f_%s %s = {1, {[2] = {0}}};" % (
            t.tag, x))
        for i in range(3):
            self.before.append("%s.f[%d] = p_%s(%d);" % (x, i, t.tag,
                                                        self.number()))
            self.after.append("h_%s(%s.f[%d])" % (t.tag, x, i))
        return self.r.choice(["%s", "(*&%s)", "(*(struct f_" + t.tag +
                              " *)keep(&%s))", "(I(0), &%s)[0]"]) % x

    def element(self, t, depth):
        a, i = self.array(t, depth), self.small(3)
        return self.r.choice(["%(a)s[%(i)s]", "*(%(a)s + %(i)s)",
                              "(%(i)s)[%(a)s]", "(&*%(a)s)[%(i)s]"]) % {
                                  "a": a if a[0] != "(" or a[-1] == "r" else
                                  "(%s)" % a, "i": i}

    def part(self, t, depth):
        """A member of a struct or a union that is a value."""
        tag, k = t.tag, self.k(depth - 1)
        return self.r.choice([
            "cw_%s(%s).m" % (tag, k), "pw_%s(%s).m" % (tag, k),
            "(%s ? cw_%s(%s) : pw_%s(8)).m" % (self.small(2), tag, k, tag),
            "cu_%s(%s).m" % (tag, k),
            "cu_%s(%s).in.arr[%s]" % (tag, k, self.small(2))])

    def leaf(self, t):
        k = self.number()
        return self.r.choice([
            "c_%s(%d)", "c_%s(%d)", "p_%s(%d)", "by_%s(%d)", "of_%s()(%d)",
            "(*of_%s())(%d)", self.forms("join(spawn(c_%s(%d)))", "c_%s(%d)"),
        ]) % (t.tag, k)

    def value(self, t, depth):
        """An expression of type t, which may suspend."""
        if depth <= 0:
            return self.leaf(t)
        tag = t.tag

        def v():
            return self.value(t, depth - 1)

        def own():
            x = self.name("t")
            word = self.r.choice(["T_" + tag, "T_" + tag, "__auto_type",
                                  "__typeof__(c_%s(1))" % tag])
            return "({ %s %s = %s; I(1); %s; })" % (word, x, v(), x)

        def stored():
            if t.kind == "const" or self.quiet:
                return own()
            x = self.declare(t)
            return "(%s = %s)" % (x, v())

        def read():
            x = self.declare(t)
            return self.r.choice([
                "%s", "(*&%s)", "(*at_%s(&%%s))" % tag,
                "(*(T_%s *)keep((void *)&%%s))" % tag,
                "(%s)" % self.r.choice(["I(0), %s", "I(1) ? %s : %%s" % v()])
            ]).replace("%%", "%") % x

        def atomic():
            if self.quiet or tag not in ATOMICS:
                return read()
            x = self.name("o")
            self.before.append("_Atomic(T_%s) %s = p_%s(%d);" % (
                tag, x, tag, self.number()))
            self.after.append("h_%s(%s)" % (tag, x))
            return self.r.choice(["{0}", "(*&{0})", "(I(0), {0})",
                                  "({0} = {1})", "(I(1) ? {0} : {1})"]).format(
                                      x, v())

        def parameters():
            n = self.r.choice(["2", "I(2)"])
            return "%s_%s(%s, %s, %s, %s)" % (
                self.r.choice(["cr", "pr"]), tag,
                "%s_%s(%s).g" % (self.r.choice(["cg", "pg"]), tag,
                                 self.k(depth - 1)), n,
                "pg_%s(%s).g" % (tag, self.k(0)), self.small(3))

        def pointers():
            a = [self.array(t, depth - 1) for _ in range(3)]
            return "cp_%s((T_%s *[]){%s, %s}, (T_%s *[2]){%s}, %s)" % (
                tag, tag, a[0], a[1], tag, a[2], self.small(3))

        def sent():
            if self.quiet or t.kind == "const":
                return "ci_%s(%s)" % (tag, v())
            x = v()
            return self.forms(
                "(chan_send(ch_%s, %s), chan_get(ch_%s))" % (tag, x, tag),
                "(%s)" % x)

        def arithmetic():
            if t.kind not in ("int", "float"):
                return "p2_%s(%s, %s, %s)" % (tag, v(), v(), self.small(2))
            return "(T_%s)((T_int)(%s) %s (T_int)(%s))" % (
                tag, v(), self.r.choice(["+", "-", "<", "=="]), v())

        def elvis():
            if t.tag in ("ptr", "row", "fn"):
                return "(%s ?: %s)" % (self.r.choice(
                    [v(), "(I(0) ? %s : 0)" % v(), "(T_%s)0" % tag]), v())
            if t.kind not in ("int", "float", "bool"):
                return "(%s ? %s : %s)" % (self.small(2), v(), v())
            return "(%s ?: %s)" % (v(), v())

        return self.pick(
            lambda: self.leaf(t), own, stored, read, sent, arithmetic, elvis,
            atomic, parameters, pointers,
            lambda: self.element(t, depth), lambda: self.element(t, depth),
            lambda: self.part(t, depth),
            lambda: "(%s ? %s : %s)" % (self.small(2), v(), v()),
            lambda: "(I(3), %s)" % v(),
            lambda: "%s_%s(%s)" % (self.r.choice(["ci", "pi"]), tag, v()),
            lambda: "%s_%s(%s, %s, %s)" % (self.r.choice(["c2", "p2"]), tag,
                                           v(), v(), self.small(2)),
            lambda: "%s_%s(%s, %s, %s)" % (
                self.r.choice(["ca", "pa"]), tag, self.array(t, depth),
                self.array(t, depth), self.small(3)),
            lambda: "_Generic(0, int: %s)" % v(),
            lambda: ("(T_%s){%s}" if t in SCALARS else "(*(T_%s[]){%s})") % (
                tag, v()),
            lambda: "(*(T_%s[1]){%s})" % (tag, v()),
            lambda: "((struct w_%s){.m = %s}).m" % (tag, v()))

    # -- lvalues -------------------------------------------------------------

    def lvalue(self, t):
        """A place of type t, which lives in the statement's block."""
        tag = t.tag

        def variable():
            x = self.declare(t)
            return self.r.choice([
                "%s", "(%s)", "*&%s", "*(I(1) ? &%s : 0)", "*(I(0), &%s)",
                "*({ I(0); &%s; })", "_Generic(0, int: %s)",
                "*at_%s((T_%s *)&%%s)" % (tag, tag),
                "(&%s)[I(0)]", "*((T_%s *)&%%s ?: 0)" % tag,
                "*(at_%s((T_%s *)&%%s) ?: 0)" % (tag, tag),
                "*({ __auto_type p = &%s; I(0); p; })",
                "({ __typeof__(&%s) p = &%s; I(0); p; })[0]"]).replace(
                    "%%", "%").replace("%s", x)

        def element():
            x, n = self.name("a"), self.r.choice(["3", "I(3)"])
            self.before.append("T_%s %s[%s];" % (tag, x, n))
            for i in range(3):
                self.before.append("%s[%d] = p_%s(%d);" % (x, i, tag,
                                                          self.number()))
                self.after.append("h_%s(%s[%d])" % (tag, x, i))
            i = self.small(3)
            return self.r.choice(["%s[%s]", "*(%s + %s)", "(%s)[%s]",
                                  "(I(0) ? 0 : %s)[%s]", "at_" + tag +
                                  "(%s)[%s]"]) % (x, i)

        def rows():
            x, i, j = self.rows(t, "2", "2"), self.small(2), self.small(2)
            return self.r.choice(["%s[%s][%s]", "*(*(%s + %s) + %s)",
                                  "(*(&%s[%s]))[%s]"]) % (x, i, j)

        def member():
            x = self.name("w")
            self.before.append("struct w_%s %s[2] = {pw_%s(%d), pw_%s(2)};" % (
                tag, x, tag, self.number(), tag))
            self.after += ["hw_%s(%s[%d])" % (tag, x, i) for i in range(2)]
            whole = self.r.choice(["%s[%s]", "(*(%s + %s))",
                                   "(%s + %s)[0]"]) % (x, self.small(2))
            arrow = self.r.choice(["%s->", "(I(0), %s)->",
                                   "((struct w_" + tag + " *)keep(%s))->"])
            base = self.r.choice([whole + ".", arrow % x])
            return base + self.r.choice(["m", "arr[%s]" % self.small(3)])

        def in_union():
            x = self.name("u")
            self.before.append("union u_%s %s = cu_%s(%d);" % (
                tag, x, tag, self.number()))
            self.after += ["h_%s(%s.in.arr[%d])" % (tag, x, i)
                           for i in range(2)]
            return x + self.r.choice([".m", ".in.arr[%s]" % self.small(2)])

        def row():
            return self.r.choice([
                "%s[I(0)][%s]", "(*%s)[%s]", "*(*%s + %s)", "(%s - 1)[1][%s]",
            ]) % (self.pointer_to_row(t), self.small(3))

        def flexible():
            x, i = self.flexible(t), self.small(3)
            return self.r.choice(["%s.f[%s]", "*(%s.f + %s)",
                                  "(&%s)->f[%s]"]) % (x, i)

        def grid():
            x = self.name("g")
            self.before.append("struct g_%s %s = pg_%s(%d);" % (
                tag, x, tag, self.number()))
            self.after += ["h_%s(%s.g[%d][%d])" % (tag, x, i // 3, i % 3)
                           for i in range(6)]
            return self.r.choice([
                "%s.g[%s][%s]", "(&%s)->g[%s][%s]", "*(*(%s.g + %s) + %s)",
                "(*at_" + tag + "(*%s.g + 3 * %s + %s))"]) % (
                    x, self.small(2), self.small(3))

        return self.pick(variable, element, rows, member, in_union, row,
                         flexible, grid)

    def odd_lvalue(self):
        """A place of another kind in an array of two, and the place's type."""
        x, r, i = self.name("o"), self.r, self.small(4)

        def two(tag, init="p_%s(%d)"):
            values = tuple(init % (tag, self.number()) for _ in range(2))
            self.before.append("T_%s %s[2] = {%s, %s};" % (tag, x, *values))
            self.after.extend("h_%s(%s[%d])" % (tag, x, k) for k in range(2))
            return r.choice(["%s[%s]", "(*(%s + %s))", "(*&%s[%s])"]) % (
                x, self.small(2))

        def vector():
            return "%s[%s]" % (two("vec"), i), "int"

        def complex_part():
            return "%s %s" % (r.choice(["__real__", "__imag__"]),
                              two("cplx")), "dbl"

        def bits():
            return two("bits") + r.choice([".b", ".in.d"]), "int"

        def union():
            if r.random() < 0.5:
                return two("un") + ".c[%s]" % i, "uc"
            return two("deep") + ".in.u.c[4 * %s]" % i, "uc"

        def beside_const():
            return two("cst") + ".k", "int"

        def aligned():
            self.after.append("(u64)%s & 127" % x)
            return two("far") + ".n", "int"

        def atomic():
            t = OF_TAG[r.choice(ATOMICS)]
            new, of = "p_%s(%d)" % (t.tag, self.number()), ""
            form = "_Atomic(T_%s) %s[2] = {%s, %s};"
            if r.random() < 0.4:
                form = "struct { char c; _Atomic(T_%s) m; } %s[2] = " \
                    "{{1, %s}, {2, %s}};"
                of = ".m"
            self.before.append(form % (t.tag, x, new, new))
            self.after.extend("h_%s(%s[%d]%s)" % (t.tag, x, k, of)
                              for k in range(2))
            return "%s[%s]%s" % (x, self.small(2), of), t.tag

        place, tag = self.pick(vector, complex_part, bits, union, beside_const,
                               aligned, atomic, atomic)
        return place, OF_TAG[tag]

    # -- statements ----------------------------------------------------------

    def assignment(self):
        if self.r.random() < 0.25:
            place, t = self.odd_lvalue()
        else:
            t = self.r.choice(self.assigned)
            place = self.lvalue(t)
        kind = t.kind
        if kind in ("float", "bool") and "_Atomic" in self.before[-1]:
            # gcc's += of these wants its library; to clang, |= of bool makes
            # 0 | 2 false.
            kind = "other"
        if kind == "int" and self.r.random() < 0.2:
            op = self.r.choice(["<<=", ">>="])
            return "%s %s %s;" % (place, op, self.small(3))
        if kind != "other" and self.r.random() < 0.5:
            ops = {"int": ["+=", "-=", "*=", "&=", "|=", "^="],
                   "float": ["+=", "-=", "*="], "bool": ["&=", "|=", "^="]}[kind]
            return "%s %s (int)(%s) & 15;" % (
                place, self.r.choice(ops), self.value(self.scalar(), 2))
        if kind == "int" and self.r.random() < 0.3:
            return "mix((u64)(%s));" % self.step(place)
        return "%s = %s;" % (place, self.value(t, 2) if t in self.types
                             else self.leaf(t))

    def step(self, place):
        form = self.r.choice(["%s(%s)", "(%s)%s"])
        op = self.r.choice(["++", "--"])
        return form % ((op, place) if form[2] == "(" else (place, op))

    def declaration(self):
        t = self.r.choice(self.types)
        tag, x = t.tag, self.name("d")

        def v():
            return self.value(t, 2)

        def one():
            self.after.append("h_%s(%s)" % (tag, x))
            return "T_%s %s = %s;" % (tag, x, v())

        def elements(text):
            self.after.extend("h_%s(%s[%d])" % (tag, x, i) for i in range(3))
            return text

        def wrapped(text):
            self.after.append("hw_%s(%s)" % (tag, x))
            return text

        return self.pick(
            one, lambda: elements("T_%s %s[] = {%s, %s, %s};" % (
                tag, x, v(), v(), v())),
            lambda: elements("T_%s %s[3] = {[1] = %s, %s, [0] = %s};" % (
                tag, x, v(), v(), v())),
            lambda: wrapped("struct w_%s %s = {1, %s, {%s, %s, %s}};" % (
                tag, x, v(), v(), v(), v())),
            lambda: wrapped(
                "struct w_%s %s = {.arr = {%s, %s, %s}, .m = %s};" % (
                    tag, x, v(), v(), v(), v())),
            lambda: wrapped("struct w_%s %s = %scw_%s(%s);" % (
                tag, x, self.r.choice(["", "I(0) ? pw_%s(1) : " % tag]), tag,
                self.k(1))),
            lambda: elements("T_%s *%s = %s;" % (tag, x, "(T_%s[3]){%s, %s, %s}"
                                                 % (tag, v(), v(), v()))))

    def passing(self):
        t = self.r.choice(self.types)
        return self.pick(
            lambda: "mix(h_%s(%s));" % (t.tag, self.value(t, 3)),
            lambda: "mix((u64)many(3, %s, %s, %s));" % tuple(
                "(int)(h_%s(%s) & 255)" % (u.tag, self.value(u, 2))
                for u in (t, self.scalar(), t)),
            lambda: "mix(hw_%s(%s(%s)));" % (
                t.tag, self.r.choice(["cw_", "pw_"]) + t.tag, self.k(2)),
            lambda: "mix(strcmp(cw_name(%s).arr[1].s, pw_name(%s).arr[%s]"
            ".s) < 0);" % (self.k(1), self.k(1), self.small(3)))

    def flow(self):
        t, u = self.r.choice(self.types), self.scalar()
        i = self.name("i")
        test = "(h_%s(%s) & 3)" % (t.tag, self.value(t, 2))
        return self.pick(
            lambda: "if %s mix(1); else mix(h_%s(%s));" % (
                test, u.tag, self.value(u, 2)),
            lambda: "switch %s { case 0: mix(2); break; case 1: mix(h_%s(%s));"
            " default: mix(3); }" % (test, u.tag, self.value(u, 2)),
            lambda: "for (int %s = 0; %s < 1 + (int)%s; %s += I(1)) "
            "mix(h_%s(%s));" % (i, i, test, i, t.tag, self.value(t, 1)),
            lambda: "{ int %s = I(3); while (%s-- && %s < 3 + (int)%s) mix(5);"
            " }" % (i, i, i, test),
            lambda: "mix(%s && %s || %s);" % (test, self.small(2),
                                              self.small(2)))

    def beside(self):
        """par: each branch has an object of its own."""
        t = self.r.choice(self.assigned)
        x, y = self.declare(t), self.declare(t)
        self.quiet += 1
        text = "%s { %s = %s; { %s = %s; } }" % (
            self.forms("par", ""), x, self.value(t, 2), y, self.value(t, 2))
        self.quiet -= 1
        return text

    def statement(self):
        self.before, self.after = [], []
        text = self.pick(self.assignment, self.assignment, self.assignment,
                         self.declaration, self.declaration, self.passing,
                         self.passing, self.flow, self.beside)
        return "    { %s %s %s }\n" % (
            " ".join(self.before), text,
            " ".join("mix(%s);" % h for h in self.after))

    # -- programs ------------------------------------------------------------

    def function(self, name):
        t = self.r.choice(self.types)
        text = "static T_%s %s(T_%s a, T_%s b[3], struct w_%s c)\n{\n" % (
            t.tag, name, t.tag, t.tag, t.tag)
        for _ in range(self.r.randint(3, 7)):
            text += self.statement()
        self.before, self.after = [], []
        result = self.r.choice([
            "p2_%(t)s(b[I(1)], c.arr[I(2)], I(1))", "c2_%(t)s(a, *b, I(0))",
            "(I(1) ? b : c.arr)[I(0)]", "pa_%(t)s(b, c.arr, I(2))",
            "ca_%(t)s(c.arr, b, I(2))", "a"]) % {"t": t.tag}
        text += "    say(\"%s\");\n    return %s;\n}\n" % (name, result)
        call = "mix(h_%s(%s(%s, %s, cw_%s(I(3)))));" % (
            t.tag, name, self.leaf(t), "(T_%s[]){%s, %s, %s}" % (
                t.tag, self.leaf(t), self.leaf(t), self.leaf(t)), t.tag)
        return text, call

    def program(self):
        text, calls, makes = "", [], []
        for _ in range(4):
            body, call = self.function(self.name("f"))
            text += body
            calls.append(call)
        head = HEAD
        for t in ALL:
            if not re.search("_%s\\b" % t.tag, text):
                continue
            head += OF_TYPE.format(tag=t.tag, name=t.name,
                                   make=t.make % {"k": "k"},
                                   hash=t.hash % {"x": "x"})
            makes.append("ch_%s = chan_make(T_%s, 1);" % (t.tag, t.tag))
        lines = calls if self.plain else makes + calls
        return "%s%sint main(void)\n{\n    %s\n    say(\"main\");\n" \
            "    return 0;\n}\n" % (head, text, "\n    ".join(lines))
