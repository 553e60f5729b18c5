# SPDX-License-Identifier: MIT
"""Random networks of tasks and channels, in Go and in C with csp.h.

program(seed, "go" or "c") gives one program as functions whose names begin
with p<seed>_; the entry is p<seed>_main. A program is a few scenes; each is a
function from a number to a number that builds a network of its own, and may
call the scenes before it from anywhere inside: from tasks, loops, cases of a
select. What it prints is determined: values meet in a fixed order, or in a sum.
All numbers are unsigned of 64 bits, the same in both languages.
"""
import random

TAB = "    "


class Writer:
    def __init__(self, seed, language):
        self.r = random.Random(seed)
        self.go = language == "go"
        self.seed = seed
        self.scenes = []
        self.out = []     # the functions so far
        self.count = 0

    # -- words -----------------------------------------------------------

    def pick(self, go, c):
        return go if self.go else c

    def name(self, stem):
        self.count += 1
        return "%s%d" % (stem, self.count)

    def function(self, name, params, result, body):
        """params: (name, type); types: u64, a channel's as chan:T, ..."""
        if self.go:
            text = "func %s(%s) %s {\n%s}\n" % (
                name, ", ".join("%s %s" % (n, self.type(t))
                                for n, t in params),
                self.type(result) if result else "", body)
        else:
            text = "static %s %s(%s)\n{\n%s}\n" % (
                self.type(result) if result else "void", name,
                ", ".join("%s %s" % (self.type(t), n)
                          for n, t in params) or "void", body)
        self.out.append(text)

    def type(self, t):
        if t.startswith("chan:"):
            inner = self.type(t[5:])
            return self.pick("chan " + inner, "chan(%s)" % inner)
        return self.pick(t, {"u64": "u64", "pair": "struct pair",
                             "request": "struct request"}.get(t, t))

    def make(self, name, kind, capacity):
        return self.pick(
            "%s := make(chan %s, %s)\n" % (name, self.type(kind), capacity),
            "chan(%s) %s = chan_make(%s, (int64_t)(%s));\n" % (
                self.type(kind), name, self.type(kind), capacity))

    def var(self, name, value):
        return self.pick("%s := uint64(%s)\n_ = %s\n" % (name, value, name),
                         "u64 %s = %s;\n(void)%s;\n" % (name, value, name))

    def set(self, name, value, op="="):
        return "%s %s %s%s" % (name, op, value, self.pick("\n", ";\n"))

    def send(self, c, value):
        return self.pick("%s <- %s\n" % (c, value),
                         "chan_send(%s, %s);\n" % (c, value))

    def get(self, c):
        return self.pick("(<-%s)" % c, "chan_get(%s)" % c)

    def close(self, c):
        return self.pick("close(%s)\n" % c, "chan_close(%s);\n" % c)

    def fresh(self, v, body):
        """The body of a loop whose variable is a new one each time around,
        which before Go 1.22 it was not."""
        return self.pick("%s := %s\n_ = %s\n" % (v, v, v), "") + body

    def each(self, v, c, body):
        body = self.fresh(v, body)
        return self.pick("for %s := range %s {\n%s}\n" % (v, c, body),
                         "for (u64 %s; chan_recv(%s, &%s);) {\n%s}\n" % (
                             v, c, v, body))

    def times(self, i, count, body, start="0"):
        body = self.fresh(i, body)
        return self.pick(
            "for %s := uint64(%s); %s < %s; %s++ {\n%s}\n" % (
                i, start, i, count, i, body),
            "for (u64 %s = %s; %s < %s; %s++) {\n%s}\n" % (
                i, start, i, count, i, body))

    def when(self, condition, body, other=None):
        text = "if %s {\n%s}" % (self.pick(condition, "(%s)" % condition),
                                 body)
        if other is not None:
            text += " else {\n%s}" % other
        return text + "\n"

    def spawn(self, body):
        return self.pick("go func() {\n%s}()\n" % body, "go {\n%s}\n" % body)

    def start(self, call):
        return self.pick("go %s\n" % call, "go %s;\n" % call)

    def say(self, *values):
        return self.pick(
            "fmt.Println(%s)\n" % ", ".join(values),
            "printf(\"%s\\n\", %s);\n" % (
                " ".join(["%llu"] * len(values)),
                ", ".join("(unsigned long long)" + v for v in values)))

    def number(self, boolean, target):
        """target = 1 if boolean."""
        return self.when(boolean, self.set(target, "1", "+="))

    def line(self, text):
        return text + self.pick("\n", ";\n")

    def switch(self, value, arms, other):
        text = "switch %s {\n" % self.pick(value, "(%s)" % value)
        for i, (body, falls) in enumerate(arms):
            text += "case %d:\n%s" % (i, self.pick("", "{\n") + body +
                                      self.pick("", "}\n"))
            text += self.pick("fallthrough\n" if falls else "",
                              "/* fall through */\n" if falls else "break;\n")
        return text + "default:\n%s}\n" % (
            other if self.go else "{\n" + other + "}\n")

    # -- values and plain statements ---------------------------------------

    def small(self):
        return str(self.r.choice([1, 2, 3, 5, 7, 11, 100, 1000003]))

    def value(self, names, depth=2):
        """An expression without effects; never of constants alone."""
        r = self.r
        left = r.choice(names) if depth < 1 or r.random() < 0.4 else \
            self.value(names, depth - 1)
        kind = r.randrange(7)
        if kind < 3:
            right = r.choice(names) if r.random() < 0.4 else self.small()
            return "(%s %s %s)" % (left, r.choice(["+", "*", "-", "^"]), right)
        if kind == 3:
            return "(%s %% %s)" % (left, r.choice(["7", "13", "1000003"]))
        if kind == 4:
            return "(%s >> %d)" % (left, r.randint(1, 9))
        if kind == 5:
            return "(%s & %s)" % (left, r.choice(["255", "65535"]))
        return "(%s | %s)" % (left, self.small())

    def result(self, names):
        """A value that a call may give, which may suspend."""
        if self.scenes and self.budget > 0 and self.r.random() < 0.35:
            self.budget -= 1
            return "%s(%s)" % (self.r.choice(self.scenes),
                               self.value(names, 1))
        return self.value(names)

    def condition(self, names):
        return "%s %% %d %s %d" % (
            self.value(names, 1), self.r.choice([2, 3, 5]),
            self.r.choice(["==", "!=", "<"]), self.r.randint(1, 2))

    def work(self, target, names, depth=2):
        """Statements that change `target`."""
        r = self.r
        kind = r.randrange(6) if depth else 0
        if kind == 0:
            return self.set(target, self.result(names),
                            r.choice(["=", "+=", "^=", "*="]))
        if kind == 1:
            return self.when(self.condition(names),
                             self.work(target, names, depth - 1),
                             self.work(target, names, depth - 1))
        if kind == 2:
            i = self.name("i")
            body = self.work(target, names + [i], depth - 1)
            if r.random() < 0.4:
                body = self.when(self.condition(names + [i]), self.line(
                    r.choice(["break", "continue"]))) + body
            return self.times(i, r.randint(1, 4), body)
        if kind == 3:
            arms = [(self.work(target, names, depth - 1), r.random() < 0.3)
                    for _ in range(r.randint(1, 3))]
            return self.switch("%s %% 4" % self.value(names, 1), arms,
                               self.work(target, names, depth - 1))
        if kind == 4:
            v = self.name("t")
            return self.pick("{\n", "{\n") + self.var(
                v, self.result(names)) + self.work(
                    target, names + [v], depth - 1) + "}\n"
        return self.work(target, names, depth - 1) + \
            self.work(target, names, depth - 1)

    def capacity(self):
        return self.r.choice([0, 0, 1, 2, 5])

    # -- scenes --------------------------------------------------------------
    # Each gives the statements of a function of x whose result is `sum`.

    def pipeline(self):
        """A source, stages that map, filter and repeat, and a sum."""
        r, c, text = self.r, self.name("c"), ""
        source = self.name("s%d_" % self.seed)
        i = self.name("i")
        body = self.times(i, "n", self.send("out", self.result(["n", i, "x"])))
        self.function("p" + source, [("x", "u64"), ("n", "u64"),
                                     ("out", "chan:u64")], None,
                      body + self.close("out"))
        text += self.make(c, "u64", self.capacity())
        text += self.start("p%s(x, %d, %s)" % (source, r.randint(0, 9), c))
        for _ in range(r.randint(0, 3)):
            stage, d = self.name("s%d_" % self.seed), self.name("c")
            v = self.name("v")
            act = self.work("state", ["state", v], 1)
            act += r.choice([
                self.send("out", "state"),
                self.when(self.condition([v, "state"]),
                          self.send("out", self.value([v, "state"]))),
                self.times(self.name("i"), 2, self.send("out", "state"))])
            self.function(
                "p" + stage, [("in", "chan:u64"), ("out", "chan:u64")], None,
                self.var("state", "1") + self.each(v, "in", act) +
                self.close("out"))
            text += self.make(d, "u64", self.capacity())
            text += self.start("p%s(%s, %s)" % (stage, c, d))
            c = d
        v = self.name("v")
        return text + self.each(v, c, self.work("sum", ["sum", v], 1))

    def workers(self):
        """Several take from one channel; what they find meets in a sum."""
        r = self.r
        jobs, found = self.name("c"), self.name("c")
        worker, v = self.name("s%d_" % self.seed), self.name("v")
        count = r.randint(1, 5)
        self.function(
            "p" + worker, [("in", "chan:u64"), ("out", "chan:u64")], None,
            self.var("total", "0") + self.each(
                v, "in", self.set("total", self.result([v]), "+=")) +
            self.send("out", "total"))
        i, k = self.name("i"), self.name("i")
        return self.make(jobs, "u64", self.capacity()) + \
            self.make(found, "u64", self.capacity()) + \
            self.times(self.name("i"), count,
                       self.start("p%s(%s, %s)" % (worker, jobs, found))) + \
            self.times(i, r.randint(0, 12),
                       self.send(jobs, self.value(["x", i]))) + \
            self.close(jobs) + \
            self.times(k, count, self.set("sum", self.get(found), "+="))

    def tree(self):
        """Recursion that starts two tasks for its halves."""
        node = "p" + self.name("s%d_" % self.seed)
        a, b = self.name("c"), self.name("c")
        call = "%s(n - 1, %%s, %%s)" % node
        body = self.when("n == 0", self.send("out", self.value(["x"])),
                         self.make(a, "u64", self.capacity()) +
                         self.make(b, "u64", self.capacity()) +
                         self.start(call % (self.value(["x", "n"]), a)) +
                         self.start(call % (self.value(["x", "n"]), b)) +
                         self.var("left", self.get(a)) +
                         self.var("right", self.get(b)) +
                         self.send("out", self.value(["left", "right"], 1) +
                                   " + left - right * 3"))
        self.function(node, [("n", "u64"), ("x", "u64"), ("out", "chan:u64")],
                      None, body)
        c = self.name("c")
        return self.make(c, "u64", self.capacity()) + self.start(
            "%s(%d, x, %s)" % (node, self.r.randint(1, 4), c)) + \
            self.set("sum", self.get(c), "+=")

    def recursion(self):
        """A function that suspends and calls itself, and waits for it."""
        fn = "p" + self.name("s%d_" % self.seed)
        body = self.when("n < 2", self.line("return " + self.get("c")))
        body += self.send("c", self.value(["n"]))
        body += self.line("return %s(n - 1, c) + %s(n - 2, c) * 3 + n" % (
            fn, fn)) if self.r.random() < 0.5 else self.line(
                "return %s(n - 1, c) * 7 + n" % fn)
        # The channel never fills: each call sends one and leaves it.
        body = self.when("n < 2", self.line("return n")) + \
            self.send("c", self.value(["n"])) + \
            self.var("mine", self.get("c")) + \
            self.line("return %s(n - 1, c) * 7 + %s(n - 2, c) + mine" % (
                fn, fn))
        self.function(fn, [("n", "u64"), ("c", "chan:u64")], "u64", body)
        c = self.name("c")
        return self.make(c, "u64", 1) + self.set(
            "sum", "%s(%d + x %% 4, %s)" % (fn, self.r.randint(2, 6), c), "+=")

    def server(self):
        """Requests with a channel for the reply."""
        c, i = self.name("c"), self.name("i")
        server = "p" + self.name("s%d_" % self.seed)
        act = self.var("state", self.result(["count", "n"]))
        if self.go:
            body = "count := uint64(0)\nfor r := range in {\nn := r.n\n_ = n\n" \
                "count++\n%sr.reply <- pair{state, count}\n}\n" % act
        else:
            body = "u64 count = 0;\nfor (struct request r; " \
                "chan_recv(in, &r);) {\nu64 n = r.n;\ncount++;\n" \
                "%schan_send(r.reply, {state, count});\n}\n" % act
        self.function(server, [("in", "chan:request")], None, body)
        reply = self.name("c")
        words = (c, self.value(["x", i]), reply, reply)
        ask = self.pick(
            "%s <- request{%s, %s}\nq := <-%s\n" % words,
            "chan_send(%s, {%s, %s});\nstruct pair q = chan_get(%s);\n" %
            words)
        ask += self.set("sum", "q.a * 31 + q.b", "+=")
        return self.make(c, "request", self.capacity()) + \
            self.make(reply, "pair", self.capacity()) + \
            self.start("%s(%s)" % (server, c)) + \
            self.times(i, self.r.randint(1, 6), ask) + self.close(c)

    def merge(self):
        """select over two sources until both are closed; NULL switches off."""
        a, b, da, db = (self.name("c") for _ in range(4))
        i, k = self.name("i"), self.name("i")
        text = self.make(a, "u64", self.capacity()) + \
            self.make(b, "u64", self.capacity())
        for c, j in ((a, i), (b, k)):
            n = self.r.randint(0, 6)
            text += self.spawn(self.times(j, n, self.send(
                c, self.result(["x", j]))) + self.close(c))
        va, vb = self.value(["v"]), self.value(["v"])
        if self.go:
            return text + """%s, %s := %s, %s
for %s != nil || %s != nil {
select {
case v, ok := <-%s:
if !ok { %s = nil; continue }
sum += %s
case v, ok := <-%s:
if !ok { %s = nil; break }
sum += %s
}
}
""" % (da, db, a, b, da, db, da, da, va, db, db, vb)
        return text + """chan(u64) %s = %s, %s = %s;
while (%s || %s) {
u64 v;
bool ok;
select {
case_recv(%s, &v, &ok):
if (!ok) { %s = NULL; continue; }
sum += %s;
break;
case_recv(%s, &v, &ok):
if (!ok) { %s = NULL; break; }
sum += %s;
}
}
""" % (da, a, db, b, da, db, da, da, va, db, db, vb)

    def quit(self):
        """The Fibonacci server of the tour: select of a send and a quit."""
        c, quit = self.name("c"), self.name("c")
        n = self.r.randint(0, 9)
        i = self.name("i")
        if self.go:
            body = "for %s := 0; %s < %d; %s++ {\nsum += <-%s * 3\n}\n" \
                "%s <- 0\n" % (i, i, n, i, c, quit)
            loop = "a, b := x, uint64(1)\nloop:\nfor {\nselect {\n" \
                "case %s <- a:\na, b = b, a+b\ncase <-%s:\nbreak loop\n}\n}\n" \
                % (c, quit)
        else:
            loop = "u64 a = x, b = 1;\nfor (;;) {\nselect {\n" \
                "case_send(%s, a): {\nu64 t = a + b;\na = b;\nb = t;\n}\n" \
                "break;\ncase_recv(%s, NULL):\ngoto done;\n}\n}\ndone:;\n" \
                % (c, quit)
            body = None
        worker = "p" + self.name("s%d_" % self.seed)
        j = self.name("i")
        send = self.var("total", "0") + self.times(
            j, n, self.set("total", self.get("in") + " * 3", "+=")) + \
            self.send("quit", "0") + self.send("back", "total")
        self.function(worker, [("in", "chan:u64"), ("quit", "chan:u64"),
                               ("back", "chan:u64")], None, send)
        back = self.name("c")
        return self.make(c, "u64", 0) + self.make(quit, "u64", 0) + \
            self.make(back, "u64", self.capacity()) + \
            self.start("%s(%s, %s, %s)" % (worker, c, quit, back)) + loop + \
            self.set("sum", self.get(back) + " + a", "+=")

    def polling(self):
        """Buffers, default, length and capacity, closing and draining."""
        c, n = self.name("c"), self.r.randint(1, 4)
        tries = self.r.randint(0, 6)
        i = self.name("i")
        if self.go:
            poll = "select {\ncase %s <- %s:\nsum += 2\ndefault:\n" \
                "sum = sum*3 + uint64(len(%s))\n}\n" % (
                    c, self.value(["x", i]), c)
            end = "v, ok := <-%s\nsum += v\nif ok { sum++ }\n" % c
            drain = "for k := 0; k < %d; k++ {\n%s}\n" % (n + 2, end)
        else:
            poll = "select {\ncase_send(%s, %s):\nsum += 2;\nbreak;\n" \
                "default:\nsum = sum * 3 + (u64)chan_len(%s);\n}\n" % (
                    c, self.value(["x", i]), c)
            end = "u64 v;\nbool ok;\nchan_recv(%s, &v, &ok);\nsum += v;\n" \
                "if (ok) sum++;\n" % c
            drain = "for (int k = 0; k < %d; k++) {\n%s}\n" % (n + 2, end)
        size = self.pick("uint64(len(%s) * 10 + cap(%s))" % (c, c),
                         "chan_len(%s) * 10 + chan_cap(%s)" % (c, c))
        return self.make(c, "u64", n) + self.times(i, tries, poll) + \
            self.set("sum", size, "+=") + self.close(c) + drain

    def blocks(self):
        """go blocks with copies; each fills its place in an array."""
        n, c = self.r.randint(1, 6), self.name("c")
        i = self.name("i")
        v = self.value(["mine", i, "x"])
        body = self.var("mine", self.result(["x", i]))
        inner = self.pick("%s <- pair{%s, %s}\n" % (c, i, v),
                          "chan_send(%s, {%s, %s});\n" % (c, i, v))
        body += self.spawn(self.work("mine", ["mine", i], 1) + inner) \
            if not self.go else "{\nmine := mine\n_ = mine\n%s}\n" % self.spawn(
                self.work("mine", ["mine", i], 1) + inner)
        array = self.pick("var got [%d]uint64\n" % n,
                          "u64 got[%d] = {0};\n" % n)
        take = self.pick("q := <-%s\ngot[q.a] = q.b\n" % c,
                         "struct pair q = chan_get(%s);\ngot[q.a] = q.b;\n" % c)
        k, m = self.name("i"), self.name("i")
        return array + self.make(c, "pair", self.capacity()) + \
            self.times(i, n, body) + self.times(k, n, take) + \
            self.times(m, n, self.set("sum", "sum * 31 + got[%s]" % m))

    def together(self):
        """par, which is a WaitGroup in Go; branches write their own variable."""
        names = [self.name("w") for _ in range(self.r.randint(1, 4))]
        text = "".join(self.var(n, "x") for n in names)
        bodies = [self.work(n, [n, "x"], 2) for n in names]
        if self.go:
            text += "{\nvar wg sync.WaitGroup\n"
            for body in bodies:
                text += "wg.Add(1)\ngo func() {\ndefer wg.Done()\n%s}()\n" % \
                    body
            text += "wg.Wait()\n}\n"
        else:
            text += "par {\n%s}\n" % "".join("{\n%s}\n" % b for b in bodies)
        return text + self.set("sum", " * 5 + ".join(names), "+=")

    def ring(self):
        """A token goes round; each task adds to it."""
        n, rounds = self.r.randint(1, 6), self.r.randint(1, 4)
        node = "p" + self.name("s%d_" % self.seed)
        v = self.name("v")
        self.function(
            node, [("k", "u64"), ("in", "chan:u64"), ("out", "chan:u64")],
            None, self.each(v, "in", self.send(
                "out", self.result([v, "k"]))) + self.close("out"))
        first, c, d = self.name("c"), self.name("c"), self.name("c")
        i, k = self.name("i"), self.name("i")
        last = self.pick("%s := %s\n" % (c, first),
                         "chan(u64) %s = %s;\n" % (c, first))
        step = self.make(d, "u64", self.capacity()) + \
            self.start("%s(%s, %s, %s)" % (node, i, c, d)) + \
            self.set(c, d)
        go_round = self.send(first, "sum") + self.set("sum", self.get(c), "+=")
        return self.make(first, "u64", 1) + last + self.times(i, n, step) + \
            self.times(k, rounds, go_round) + self.close(first)

    def channels(self):
        """Channels travel over a channel; NULL among them blocks nobody."""
        c, i, k = self.name("c"), self.name("i"), self.name("i")
        n = self.r.randint(1, 5)
        inner, got = self.name("c"), self.name("c")
        send = self.make(inner, "u64", 2) + self.send(c, inner) + \
            self.send(inner, self.result(["x", i])) + self.close(inner)
        take = self.pick("%s := <-%s\n" % (got, c),
                         "chan(u64) %s = chan_get(%s);\n" % (got, c))
        v = self.name("v")
        take += self.each(v, got, self.set("sum", self.value([v]), "+="))
        return self.make(c, "chan:u64", self.capacity()) + \
            self.spawn(self.times(i, n, send)) + self.times(k, n, take)

    def lock(self):
        """A channel of one as a lock round a counter in a struct."""
        c, done = self.name("c"), self.name("c")
        n, m = self.r.randint(1, 5), self.r.randint(1, 6)
        task = "p" + self.name("s%d_" % self.seed)
        i = self.name("i")
        step = self.pick(
            "q := <-c\nq.a += x\nq.b++\nc <- q\n",
            "struct pair q = chan_get(c);\nq.a += x;\nq.b++;\n"
            "chan_send(c, q);\n")
        self.function(task, [("x", "u64"), ("c", "chan:pair"),
                             ("done", "chan:u64")], None,
                      self.times(i, m, step) + self.send("done", "1"))
        k, j = self.name("i"), self.name("i")
        last = self.pick("q := <-%s\nsum += q.a*3 + q.b\n" % c,
                         "struct pair q = chan_get(%s);\n"
                         "sum += q.a * 3 + q.b;\n" % c)
        first = self.pick("%s <- pair{0, 0}\n" % c,
                          "chan_send(%s, {0, 0});\n" % c)
        return self.make(c, "pair", 1) + self.make(done, "u64", 0) + first + \
            self.times(k, n, self.start("%s(x + %s, %s, %s)" % (
                task, k, c, done))) + \
            self.times(j, n, self.set("sum", self.get(done), "+=")) + last

    def plain(self):
        """No network: statements, and scenes called from them."""
        return self.work("sum", ["sum", "x"], 3) + \
            self.work("sum", ["sum", "x"], 2)

    SCENES = [pipeline, pipeline, workers, tree, recursion, server, merge,
              quit, polling, blocks, together, ring, channels, lock, plain]

    def scene(self):
        # Scenes call scenes: few calls keep a program from exploding.
        self.budget = 2
        body = self.r.choice(self.SCENES)(self)
        name = self.name("p%d_scene" % self.seed)
        self.function(name, [("x", "u64")], "u64", self.var("sum", "x") +
                      body + self.line("return sum"))
        return name

    def program(self):
        body = self.var("x", str(self.r.randint(1, 99)))
        for _ in range(self.r.randint(1, 4)):
            self.scenes.append(self.scene())
            body += self.set("x", "%s(x)" % self.scenes[-1], "+=")
            body += self.say("x")
            self.scenes = self.scenes[-2:]
        self.function("p%d_main" % self.seed, [], None, body)
        return indent("\n".join(self.out))


def indent(text):
    """One level for each open brace."""
    depth, lines = 0, []
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("}"):
            depth -= 1
        lines.append(TAB * depth + line if line else "")
        depth += line.count("{") - line.count("}") + line.startswith("}")
    return "\n".join(lines) + "\n"


def program(seed, language):
    return Writer(seed, language).program()


HEADS = {
    "go": """package main

import (
    "fmt"
    "os"
    "sync"
)

type u64 = uint64
type pair struct{ a, b uint64 }
type request struct {
    n     uint64
    reply chan pair
}

var _ sync.Mutex
""",
    "c": """#include <csp.h>
#include <stdio.h>
#include <string.h>

typedef uint64_t u64;
struct pair {
    u64 a, b;
};
struct request {
    u64 n;
    chan(struct pair) reply;
};
""",
}
MAINS = {
    "go": ("func main() {\n    for _, name := range os.Args[1:] {\n"
           "        fmt.Println(\"==\", name)\n        switch name {\n",
           "        case \"%d\":\n            p%d_main()\n",
           "        }\n    }\n}\n"),
    "c": ("int main(int argc, char **argv)\n{\n"
          "    for (int i = 1; i < argc; i++) {\n"
          "        printf(\"== %s\\n\", argv[i]);\n",
          "        if (!strcmp(argv[i], \"%d\")) p%d_main();\n",
          "        fflush(stdout);\n    }\n    return 0;\n}\n"),
}


def file(seeds, language):
    """Several programs in one; the arguments say which of them run."""
    first, each, last = MAINS[language]
    return HEADS[language] + "\n" + "\n".join(
        program(seed, language) for seed in seeds) + "\n" + first + "".join(
            each % (seed, seed) for seed in seeds) + last
