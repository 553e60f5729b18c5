# SPDX-License-Identifier: MIT
"""Random programs that may be cancelled anywhere, and keep books about it.

Program(seed).text() is one: nested calls, recursion, pointers, loops, switches,
statement expressions, arrays of variable length, selects, locks, scopes,
groups and branches, with objects that have a cleanup all over it. It ends with
status 0 if each object that was made has been taken away once, in reverse
order within its task; each message that was sent has been received, or is left
in its channel; no lock is held and no task left. With -DPART=1 and =2 it is two
files.

What makes it end whatever is cancelled: each wait for others has a deadline,
and all that functions may do is paid from one store of fuel.
"""
import random

HEAD = """#include <csp.h>
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
enum { LINES = 3, FAILED = -50 };
struct path { int depth; long failures; };
struct object { struct path *path; int at, alive; };
struct world {
    atomic_long made, taken, sent, got, sent_sum, got_sum;
    atomic_int fuel;
    chan(long) line[LINES];
    csp_mutex mutex;
    csp_semaphore permit;
    csp_rwlock pages;
};
#if PART == 2
extern struct world w;
#else
struct world w = {.fuel = FUEL, .mutex = CSP_MUTEX_INIT,
                  .permit = CSP_SEMAPHORE_INIT(2), .pages = CSP_RWLOCK_INIT};
#endif
static void same(const char *what, long is, long should)
{
    if (is == should) return;
    fflush(stdout);
    fprintf(stderr, "%s: %ld, should be %ld\\n", what, is, should);
    abort();
}
static struct object make(struct path *path)
{
    w.made++;
    return (struct object){path, path->depth++, 1};
}
static void take(struct object *o)
{
    same("an object taken away", o->alive--, 1);
    same("its place", --o->path->depth, o->at);
    w.taken++;
}
static void end(struct path *path) { same("objects at the end", path->depth, 0); }
static void give_mutex(csp_mutex **m) { csp_mutex_unlock(*m); }
static void give_permit(csp_semaphore **s) { csp_semaphore_release(*s); }
static void give_pages(csp_rwlock **l) { csp_rwlock_unlock(*l); }
static void sent(long v) { w.sent++; w.sent_sum += v; }
static void got(long v) { w.got++; w.got_sum += v; }
static void known(int why)
{
    if (why != CSP_ETIMEDOUT && why != CSP_ECANCELED) same("why", why, 0);
}
static void failed(struct path *path) { known(csp_why()); path->failures++; }
static void behind(struct path *path, long failures, int why)
{
    if (why != FAILED) known(why);
    if (why == CSP_ECANCELED && path->failures == failures)
        same("behind a scope that was unwound", 1, 0);
}
static void slept(int64_t from, int64_t ns)
{
    if (csp_now() - from < ns) same("slept", (long)(csp_now() - from), (long)ns);
}
#define CLEAN(f) __attribute__((cleanup(f), unused))
#define OBJECT(name) CLEAN(take) struct object name = make(path)
#define PATH CLEAN(end) struct path own = {0}; struct path *path = &own
#define UNUSED __attribute__((unused))
"""

MAIN = """
#if PART != 2
static int root(void) { PATH; return f0(path, 4) + f%(last)d(path, 3); }
int main(void)
{
    for (int i = 0; i < LINES; i++) w.line[i] = chan_make(long, i);
    task(int) t = spawn(root());
    join(t);
    for (int i = 0; csp_live() > 1; i++) {
        if (i == 10000) same("tasks", (long)csp_live(), 1);
        csp_sleep(CSP_MS);
    }
    for (int i = 0; i < LINES; i++) {
        for (long v; chan_try_recv(w.line[i], &v) == 1;) got(v);
        chan_release(w.line[i]);
    }
    same("objects", w.taken, w.made);
    same("messages", w.got, w.sent);
    same("their sum", w.got_sum, w.sent_sum);
    same("the mutex is free", csp_mutex_trylock(&w.mutex), 1);
    same("the lock is free", csp_rwlock_trywrlock(&w.pages), 1);
    same("a permit", csp_semaphore_try(&w.permit) + csp_semaphore_try(&w.permit), 2);
    printf("%%ld objects, %%ld messages\\n", (long)w.made, (long)w.sent);
    return 0;
}
#endif
"""


class Program:
    def __init__(self, seed):
        self.seed = seed

    def text(self):
        return Writer(self.seed).program()


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.count = 0
        self.functions = self.r.randrange(3, 7)

    def name(self, stem):
        self.count += 1
        return "%s%d" % (stem, self.count)

    def program(self):
        text = HEAD.replace("FUEL", str(self.r.choice([6, 12, 20, 40])))
        for i in range(self.functions):
            declared = "int f%d(struct path *path, int n);\n" % i
            text += ("coroutine " + declared if is_extern(i) else
                     "#if PART != 2\nstatic %s#endif\n" % declared)
        text += ("static coroutine int (*const h[2])(struct path *, int) = "
                 "{f1, f2};\n")
        for i in range(self.functions):
            text += self.function(i)
        return text + MAIN % {"last": self.functions - 1}

    def function(self, i):
        self.here, self.tasks, self.loops, self.depth = i, 0, 0, 0
        self.select = False
        body = self.block(self.r.randrange(3, 6), 3)
        return """
#if PART != %d
%sint f%d(struct path *caller, int n)
{
    CLEAN(end) struct path own = {0};
    struct path *path = caller ? caller : &own;
    int x = n;
    if (n <= 0 || w.fuel-- <= 0) return 1;
    %s
    %s
out:
    return %s;
}
#endif
""" % (1 if is_second(i) else 2, "coroutine " if is_extern(i) else "static ",
       i, "OBJECT(top);" if self.r.random() < 0.8 else "", body, self.result())

    def result(self):
        return self.r.choice(["x & 15", "x & 15", "x & 7 ? x & 15 : FAILED",
                              "(x & 15) + " + self.call()])

    def callee(self):
        """One that the function at hand can see."""
        return self.r.choice([i for i in range(self.functions)
                              if is_extern(i) or not is_second(self.here)])

    def call(self):
        """In the same task."""
        if self.r.random() < 0.25:
            return "h[x & 1](path, n - 1)"
        if self.r.random() < 0.15:
            return "f%d(path, n - (f%d(path, n - 2) & 1) - 1)" % (
                self.callee(), self.callee())
        return "f%d(path, n - 1)" % self.callee()

    # -- statements ----------------------------------------------------------

    def block(self, statements, depth):
        return "{\n%s}\n" % "".join(self.statement(depth)
                                    for _ in range(statements))

    def object(self):
        return "OBJECT(%s);\n" % self.name("o")

    def statement(self, depth):
        r = self.r
        simple = [self.sleep, self.send, self.receive, self.choose, self.lock,
                  self.called, self.jump]
        deep = [self.plain_block, self.loop, self.switch, self.scope,
                self.group, self.par, self.statement_expression, self.array,
                self.spawned, self.scope, self.group]
        if depth <= 0 or r.random() < 0.5:
            return r.choice(simple)()
        return r.choice(deep)(depth - 1)

    def ns(self):
        return self.r.choice(["0", "1", "5", "20", "300", "CSP_US", "CSP_MS"])

    def line(self):
        return "w.line[%s]" % self.r.choice(["0", "1", "2", "(unsigned)x % 3u"])

    def sleep(self):
        t, ns = self.name("t"), self.ns()
        return self.r.choice([
            "yield();\n",
            "if (yield() < 0) failed(path);\n",
            "{ int64_t %s = csp_now(); csp_sleep(%s); slept(%s, %s); }\n" % (
                t, ns, t, ns),
            "if (csp_sleep(%s) < 0) failed(path); else x++;\n" % ns,
            "for (int i = 0; i < 3 && !csp_cancelled(); i++) x += i;\n",
            "blocking x++;\n" if self.r.random() < 0.2 else "yield();\n"])

    def scope_of(self, kind, body):
        """What `kind` with a %s for &why opens; and behind it the check."""
        why = self.name("why")
        return ("{ int %(why)s; long before = path->failures;\n"
                "%(kind)s %(body)sbehind(path, before, %(why)s); }\n" % {
                    "why": why, "kind": kind % why, "body": body})

    def bounded(self, what):
        return self.scope_of("within (%s, &%%s)" % self.ns(), what)

    def send(self):
        v, line = self.r.randrange(1, 1000), self.line()
        return self.bounded(self.r.choice([
            "{ chan_send(%s, %d); sent(%d); }\n" % (line, v, v),
            "{ (void)chan_send(%s, %d); sent(%d); }\n" % (line, v, v),
            "{ if (chan_send(%s, %d)) sent(%d); else failed(path); }\n" % (
                line, v, v),
            "{ if (chan_try_send(%s, %d) == 1) sent(%d); }\n" % (line, v, v),
        ]))

    def receive(self):
        v, line = self.name("v"), self.line()
        return self.bounded(self.r.choice([
            "{ long %s = chan_get(%s); got(%s); }\n" % (v, line, v),
            "got(chan_get(%s));\n" % line,
            "{ long %s; chan_recv(%s, &%s); got(%s); }\n" % (v, line, v, v),
            "{ long %s; if (chan_recv(%s, &%s)) got(%s); else"
            " failed(path); }\n" % (v, line, v, v),
            "{ long %s; while (chan_recv(%s, &%s)) { OBJECT(o); got(%s); }"
            " failed(path); }\n"
            % (v, line, v, v)]))

    def choose(self):
        r, v, k = self.r, self.name("v"), self.r.randrange(1, 1000)
        if r.random() < 0.15:
            return self.bounded("""{
    long %(v)s[2] = {%(k)d, 0};
    struct csp_choice set[] = {choice_send(%(a)s, &%(v)s[0]),
        choice_recv(%(b)s, &%(v)s[1]), choice_after(%(ns)s)};
    int which = select_set(set, 3, %(how)s);
    if (which == 0) sent(%(v)s[0]);
    if (which == 1) got(%(v)s[1]);
    if (which < 0) failed(path);
}
""" % {"v": v, "k": k, "a": self.line(), "b": self.line(), "ns": self.ns(),
       "how": r.choice(["CSP_CHOOSE_ANY", "CSP_CHOOSE_ORDERED",
                        "CSP_CHOOSE_FAIR"])})
        cases = ["case_send(%s, %d): sent(%d); %s break;\n" % (
            self.line(), k, k, self.sleep()) for _ in range(r.randrange(3))]
        cases += ["case_recv(%s, &%s): { OBJECT(o); got(%s); %s break; }\n" % (
            self.line(), v, v, self.sleep()) for _ in range(r.randrange(1, 3))]
        cases += r.choice([
            [], ["case_after(%s): break;\n" % self.ns()],
            ["case_cancel(): failed(path); break;\n"],
            ["case_lock(&w.mutex): { CLEAN(give_mutex) csp_mutex *m = &w.mutex;"
             " %s break; }\n" % self.sleep()]])
        if r.random() < 0.2:
            cases.append("default: yield();\n")
        return self.bounded("{ long %s; %s { %s } }\n" % (
            v, r.choice(["select", "select_ordered", "select_fair"]),
            "".join(cases)))

    def lock(self):
        take, held = self.r.choice([
            ("csp_mutex_lock(&w.mutex)",
             "CLEAN(give_mutex) csp_mutex *held = &w.mutex;"),
            ("csp_semaphore_acquire(&w.permit)",
             "CLEAN(give_permit) csp_semaphore *held = &w.permit;"),
            ("csp_rwlock_wrlock(&w.pages)",
             "CLEAN(give_pages) csp_rwlock *held = &w.pages;"),
            ("csp_rwlock_rdlock(&w.pages)",
             "CLEAN(give_pages) csp_rwlock *held = &w.pages;")])
        inside = "%s %s %s" % (held, self.object(), self.sleep())
        return self.bounded(self.r.choice([
            "{ %s; %s }\n" % (take, inside),
            "{ if (%s) { %s } else failed(path); }\n" % (take, inside)]))

    def called(self):
        return self.r.choice([
            "%s;\n", "x += %s;\n", "if (%s > 3) x++;\n",
            "{ OBJECT(o); x ^= %s; }\n",
            "for (int i = %s & 1; i < 2; i++) { OBJECT(o); yield(); }\n",
        ]) % self.call()

    def jump(self):
        """Out of a loop, or the function, where that is allowed."""
        ways = []
        if self.loops and not self.select:
            ways += ["break;", "continue;"]
        if not self.tasks:
            ways += ["return x & 7;", "goto out;", "return %s;" % self.call()]
        if not ways:
            return self.sleep()
        return "if ((x++ & 7) == %d) %s\n" % (self.r.randrange(8),
                                              self.r.choice(ways))

    def plain_block(self, depth):
        return "{ %s%s}\n" % (self.object(), self.block(2, depth))

    def loop(self, depth):
        i, n = self.name("i"), self.r.randrange(1, 4)
        self.loops += 1
        saved, self.select = self.select, False
        body = "{ %s%s}" % (self.object(), self.block(2, depth))
        self.loops -= 1
        self.select = saved
        return self.r.choice([
            "for (int %(i)s = 0; %(i)s < %(n)d; %(i)s++) %(body)s\n",
            "{ int %(i)s = 0; while (%(i)s++ < %(n)d) %(body)s }\n",
            "{ int %(i)s = 0; do %(body)s while (++%(i)s < %(n)d); }\n",
        ]) % {"i": i, "n": n, "body": body}

    def switch(self, depth):
        saved, self.select = self.select, True
        text = "switch (%s & 3) {\n" % self.r.choice(["x", self.call()])
        for k in range(3):
            text += "case %d: { %s%s}\n%s" % (
                k, self.object(), self.block(1, depth),
                self.r.choice(["", "break;\n"]))
        self.select = saved
        return text + "default: { %s yield(); }\n}\n" % self.object()

    def scope(self, depth):
        return self.scope_of(self.r.choice([
            "within (%s, &%%s)", "until (csp_now() + %s, &%%s)",
            "shield () within (%s, &%%s)"]) % self.ns(),
            "{ %s%s}\n" % (self.object(), self.block(2, depth)))

    def task_block(self, depth):
        """What is a task of its own: it has its own objects and variables."""
        saved = self.tasks, self.loops, self.select
        self.tasks, self.loops, self.select = 1, 0, False
        body = self.block(2, depth)
        self.tasks, self.loops, self.select = saved
        return "{ PATH; int x = 3; %s }" % body

    def start(self, depth, group):
        f = "f%d(NULL, n - 1)" % self.callee()
        t = self.name("t")
        ways = ["go %s;\n" % f, "go %s;\n" % self.task_block(depth),
                "{ task(int) %s = spawn(%s); %s }\n" % (t, f, self.use(t))]
        if group:
            ways += ["go_in (csp_group_here()) %s;\n" % f,
                     "{ csp_group *g = csp_group_here(); go_in (g) %s; }\n"
                     % self.task_block(depth)]
        return self.r.choice(ways)

    def use(self, t):
        return self.r.choice([
            "x += join(%(t)s);", "task_drop(%(t)s);", "join(%(t)s);",
            "task_cancel(%(t)s); x ^= join(%(t)s);",
            "yield(); task_cancel(%(t)s); task_drop(%(t)s);",
            "select { case_join(%(t)s): break; case_after(%(ns)s):"
            " task_cancel(%(t)s); break; case_cancel(): task_cancel(%(t)s);"
            " break; } join(%(t)s);"]) % {"t": t, "ns": self.ns()}

    def spawned(self, depth):
        if self.r.random() < 0.3:
            return "x += join(spawn(f%d(NULL, n - 1)));\n" % self.callee()
        return self.start(depth, False)

    def group(self, depth):
        body = "".join(self.start(depth, True)
                       for _ in range(self.r.randrange(1, 4)))
        body = "{ %s%s%s}\n" % (self.object(), body, self.block(1, depth))
        return self.scope_of("group (&%s)", body)

    def par(self, depth):
        if self.r.random() < 0.3:
            i = self.name("i")
            return "par for (int %s = 0; %s < %d; %s++) %s\n" % (
                i, i, self.r.randrange(1, 4), i, self.task_block(depth))
        return "par { %s f%d(NULL, n - 1); %s }\n" % (
            self.task_block(depth), self.callee(), self.task_block(depth))

    def statement_expression(self, depth):
        y = self.name("y")
        saved, self.loops = self.loops, 0
        tasks, self.tasks = self.tasks, 1
        body = self.block(1, depth)
        self.loops, self.tasks = saved, tasks
        return "x += ({ int %s = x; %s%s%s + %s; });\n" % (
            y, self.object(), body, y, self.call())

    def array(self, depth):
        a = self.name("a")
        return ("{ %sint %s[(x & 3) + 1]; %s[0] = x; %s %s"
                "same(\"an array's first\", %s[0], %s[x & 0]); }\n" % (
                    self.object(), a, a, self.block(2, depth), self.object(),
                    a, a))


def is_second(i):
    """In the second file."""
    return i % 3 == 2


def is_extern(i):
    return i % 3 > 0
