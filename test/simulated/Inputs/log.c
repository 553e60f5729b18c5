// Three nodes keep one log, as Raft has it: a term has at most one leader,
// chosen by a majority of those whose logs are no newer than its own; an entry
// counts once a majority has it. A client puts entries, again until it hears
// that one counts, while leaders are cut off. At the end each entry that it was
// told of stands once in all three logs. With -DBUG=n one thing is wrong:
//   1  a leader answers before a majority has the entry
//   2  a node follows a leader whose term is over
//   3  an entry that is put again, for the answer was lost, stands there twice
#include <csp_io.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef BUG
#define BUG 0
#endif

enum { NODES = 3, PUTS = 8, ROOM = 96, PORT = 7000 };
static const int64_t beat = 50 * CSP_MS, patience = 120 * CSP_MS;

enum kind { VOTE, APPEND, PUT, YES, NO };
struct entry {
    int term, id; // id 0: nothing, the first of a leader
};
struct message {
    enum kind kind, of; // of: what is answered
    int term, from, id, count;
    struct entry log[ROOM];
};
struct event {
    struct message m;
    chan(struct message) answer; // NULL: m is an answer itself
};
struct put {
    int at; // in the log
    chan(struct message) answer;
};
struct node {
    int me, term, voted, votes, count, counts; // counts: so many of log count
    atomic_bool leads;
    struct entry log[ROOM];
    int has[NODES]; // of a leader: how many entries each has
    struct put puts[ROOM];
    int waiting; // .. puts
    chan(struct event) inbox;
};

static struct csp_addr address(int node, int port)
{
    struct csp_addr addr;
    char text[32];
    snprintf(text, sizeof text, "127.0.0.%d:%d", node + 1, port);
    csp_addr_parse(&addr, text);
    return addr;
}

// -- one question, one answer, one connection ---------------------------------

static bool asked(int from, int to, struct message *m)
{
    struct csp_addr here = address(from, 0), there = address(to, PORT);
    int64_t end = csp_now() + patience;
    int fd = csp_connect_from_dl(&here, &there, end);
    if (fd < 0) return false;
    bool good = csp_write_dl(fd, m, sizeof *m, end) == sizeof *m &&
                csp_read_full_dl(fd, m, sizeof *m, end) == sizeof *m;
    csp_close(fd);
    return good;
}

static coroutine void ask(struct node *self, int to, struct message m)
{
    if (asked(self->me, to, &m))
        chan_send(self->inbox, (struct event){m, NULL});
}

static coroutine void serve(int fd, const struct csp_addr *peer, void *arg)
{
    struct node *self = arg;
    struct event event = {.answer = chan_make(struct message, 1)};
    (void)peer;
    if (csp_read_full(fd, &event.m, sizeof event.m) == sizeof event.m) {
        chan_retain(event.answer);
        chan_send(self->inbox, event);
        struct message m = chan_get(event.answer);
        csp_write(fd, &m, sizeof m);
    }
    chan_release(event.answer);
    csp_close(fd);
}

// -- a node -------------------------------------------------------------------

static void
answer(struct node *self, chan(struct message) to, enum kind of, bool yes)
{
    struct message m = {yes ? YES : NO, of,      self->term, self->me, 0,
                        self->count,    {{0, 0}}};
    chan_try_send(to, m);
    chan_release(to);
}

static void follow(struct node *self, int term)
{
    if (term > self->term) self->voted = -1;
    self->term = term;
    self->leads = false;
    while (self->waiting > 0)
        answer(self, self->puts[--self->waiting].answer, PUT, false);
}

static void tell_others(struct node *self, enum kind kind)
{
    struct message m = {kind, kind,        self->term, self->me,
                        0,    self->count, {{0, 0}}};
    memcpy(m.log, self->log, sizeof m.log);
    for (int i = 0; i < NODES; i++)
        if (i != self->me) go
    ask(self, i, m);
}

static bool
is_newer(const struct entry *log, int count, const struct node *than)
{
    int mine = than->count ? than->log[than->count - 1].term : 0;
    int its = count ? log[count - 1].term : 0;
    return its > mine || (its == mine && count >= than->count);
}

static void hear_vote(struct node *self, struct event *event)
{
    struct message *m = &event->m;
    if (m->term > self->term) follow(self, m->term);
    bool yes = m->term == self->term && self->voted < 0 && !self->leads &&
               is_newer(m->log, m->count, self);
    if (yes) self->voted = m->from;
    answer(self, event->answer, VOTE, yes);
}

static void hear_append(struct node *self, struct event *event)
{
    struct message *m = &event->m;
    bool yes = BUG == 2 || m->term >= self->term;
    if (yes) {
        // What it has said before may come later.
        bool later = m->term > self->term || m->count >= self->count ||
                     self->log[self->count - 1].term < m->term;
        follow(self, m->term);
        if (later || BUG == 2) {
            memcpy(self->log, m->log, sizeof m->log);
            self->count = m->count;
        }
    }
    answer(self, event->answer, APPEND, yes);
}

static int find(const struct node *self, int id)
{
    for (int i = 0; i < self->count; i++)
        if (self->log[i].id == id) return i;
    return -1;
}

static void hear_put(struct node *self, struct event *event)
{
    int at = BUG == 3 ? -1 : find(self, event->m.id);
    if (!self->leads || self->count == ROOM) {
        answer(self, event->answer, PUT, false);
        return;
    }
    if (at < 0) {
        at = self->count++;
        self->log[at] = (struct entry){self->term, event->m.id};
    }
    if (BUG == 1 || at < self->counts)
        answer(self, event->answer, PUT, true);
    else
        self->puts[self->waiting++] = (struct put){at, event->answer};
}

// An entry counts when a majority has it, and one of this term behind it.
static void count(struct node *self)
{
    for (int n = self->count; n > self->counts; n--) {
        int have = 1;
        for (int i = 0; i < NODES; i++)
            if (i != self->me && self->has[i] >= n) have++;
        if (2 * have <= NODES || self->log[n - 1].term != self->term) continue;
        self->counts = n;
    }
    for (int i = 0; i < self->waiting;)
        if (self->puts[i].at < self->counts) {
            answer(self, self->puts[i].answer, PUT, true);
            self->puts[i] = self->puts[--self->waiting];
        } else {
            i++;
        }
}

static void lead(struct node *self)
{
    self->leads = true;
    self->counts = 0;
    memset(self->has, 0, sizeof self->has);
    self->log[self->count++] = (struct entry){self->term, 0};
    tell_others(self, APPEND);
}

static void hear_answer(struct node *self, struct message *m)
{
    if (m->term > self->term) follow(self, m->term);
    if (m->kind != YES || m->term != self->term) return;
    if (m->of == VOTE && !self->leads && self->voted == self->me &&
        2 * ++self->votes > NODES && self->count < ROOM)
        lead(self);
    if (m->of == APPEND && self->leads) {
        self->has[m->from] = m->count;
        count(self);
    }
}

static void hear(struct node *self, struct event *event)
{
    if (!event->answer)
        hear_answer(self, &event->m);
    else if (event->m.kind == VOTE)
        hear_vote(self, event);
    else if (event->m.kind == APPEND)
        hear_append(self, event);
    else
        hear_put(self, event);
}

static void stand(struct node *self)
{
    self->term++;
    self->voted = self->me;
    self->votes = 1;
    tell_others(self, VOTE);
}

static coroutine void run(struct node *self)
{
    int64_t heard = csp_now();
    for (;;) {
        int64_t wait =
            self->leads ? beat : (4 + (self->me * 3 + self->term) % 7) * beat;
        struct event event;
        select
        {
            case_recv(self->inbox, &event) : hear(self, &event);
            if (event.answer && event.m.kind != PUT) heard = csp_now();
            break;
            case_after(heard + wait - csp_now()) : heard = csp_now();
            if (self->leads)
                tell_others(self, APPEND);
            else
                stand(self);
            break;
        }
    }
}

// -- the world ----------------------------------------------------------------

static void cut(int one, int other)
{
    char a[32], b[32];
    snprintf(a, sizeof a, "127.0.0.%d", one + 1);
    snprintf(b, sizeof b, "127.0.0.%d", other + 1);
    csp_net_cut(a, b);
}

// Whoever leads finds itself alone now and then, though the client still
// reaches it.
static coroutine void cut_leaders(struct node nodes[], chan(int) stop)
{
    for (int round = 0;; round++) {
        select
        {
            case_recv(stop, NULL) : return;
            case_after(700 * CSP_MS) : break;
        }
        csp_net_heal(NULL, NULL);
        for (int i = 0; i < NODES && round % 2 == 0; i++)
            for (int k = 0; k < NODES && nodes[i].leads; k++)
                if (i != k) cut(i, k);
    }
}

static void put(int id)
{
    for (int tries = 0; tries < 500; tries++) {
        struct message m = {.kind = PUT, .id = id};
        if (asked(NODES, tries % NODES, &m) && m.kind == YES) return;
        csp_sleep(10 * CSP_MS);
    }
    fprintf(stderr, "nobody answers\n");
    exit(1);
}

static void check(const struct node nodes[])
{
    for (int id = 1; id <= PUTS; id++)
        for (int i = 0; i < NODES; i++) {
            int times = 0;
            for (int k = 0; k < nodes[i].count; k++)
                times += nodes[i].log[k].id == id;
            if (times == 1) continue;
            fprintf(stderr, "%d stands in log %d %d times\n", id, i, times);
            exit(1);
        }
}

int main(void)
{
    static struct node nodes[NODES];
    chan(int) stop = chan_make(int, 0);
    group()
    {
        for (int i = 0; i < NODES; i++) {
            struct csp_addr at = address(i, PORT);
            nodes[i].me = i;
            nodes[i].voted = -1;
            nodes[i].inbox = chan_make(struct event, 64);
            if (!csp_serve(csp_listen(&at, 0), 100, serve, &nodes[i])) exit(1);
            go
            run(&nodes[i]);
        }
        go
        cut_leaders(nodes, stop);
        for (int id = 1; id <= PUTS; id++) {
            put(id);
            csp_sleep(150 * CSP_MS);
        }
        chan_send(stop, 0);
        csp_net_heal(NULL, NULL);
        csp_sleep(3 * CSP_S);
        goto done; // which ends the nodes
    }
done:
    check(nodes);
    exit(0); // whatever is still asked
}
