// A chat in rooms, by lines: telnet or nc is a client.
//
//     chat [ADDRESS]     127.0.0.1:0 if absent; says where it listens
//
// The first line is a name. Then "/join ROOM" changes the room, "/who" tells
// who is in it, "/quit" ends; any other line goes to all others in the room.
//
// Each member is two tasks: one reads the lines, the other writes what is in
// the member's queue. Who says something never waits for who hears it: a queue
// has room for so many lines, and a member who reads so slowly that it is full
// is dropped. SIGINT and SIGTERM end it.
#include <csp_io.h>
#include <csp_sync.h>
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS = 1000, QUEUE = 64, NAME = 32, LINE = 1024 };

// == Lines ===================================================================
// A line goes to many, and is freed by the last.

struct line {
    atomic_int users;
    size_t length;
    char text[];
};

static struct line *line_make(const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    struct line *line = malloc(sizeof *line + (size_t)n + 1);
    if (line) {
        atomic_init(&line->users, 1);
        line->length = (size_t)n;
        vsnprintf(line->text, (size_t)n + 1, format, list);
    }
    va_end(list);
    return line;
}

static void line_drop(struct line *line)
{
    if (line && atomic_fetch_sub(&line->users, 1) == 1) free(line);
}

static void line_left(void *element) // in a queue that nobody reads any more
{
    line_drop(*(struct line **)element);
}

// == Members and rooms =======================================================
// The hall's lock guards both lists, and is held while one line is put into
// queues, which never waits.

struct member {
    char name[NAME], room[NAME];
    int fd;
    chan(struct line *) queue;
    bool is_slow;
    struct member *next, **link;
};

static csp_mutex hall = CSP_MUTEX_INIT;
static struct member *members;

// The lock is held. A queue that is full: its member hears no more, and what it
// waits for, be it to read or to write, ends.
static void put(struct member *to, struct line *line)
{
    if (to->is_slow) return;
    atomic_fetch_add(&line->users, 1);
    if (chan_try_send(to->queue, line) == 1) return;
    line_drop(line);
    to->is_slow = true;
    shutdown(to->fd, SHUT_RDWR);
}

// To one; gives the line up. No lock is held.
static void tell(struct member *to, struct line *line)
{
    if (!line) return;
    shield () csp_mutex_lock(&hall);
    put(to, line);
    csp_mutex_unlock(&hall);
    line_drop(line);
}

// To all others in the room; gives the line up.
static void tell_room(struct member *from, struct line *line)
{
    if (!line) return;
    shield () csp_mutex_lock(&hall);
    for (struct member *to = members; to; to = to->next)
        if (to != from && strcmp(to->room, from->room) == 0) put(to, line);
    csp_mutex_unlock(&hall);
    line_drop(line);
}

// False: the name is taken.
static bool enter(struct member *self)
{
    bool is_taken = false;
    shield () csp_mutex_lock(&hall);
    for (struct member *other = members; other; other = other->next)
        is_taken |= strcmp(other->name, self->name) == 0;
    if (!is_taken) {
        self->next = members;
        self->link = &members;
        if (members) members->link = &self->next;
        members = self;
    }
    csp_mutex_unlock(&hall);
    return !is_taken;
}

static void leave(struct member *self)
{
    shield () csp_mutex_lock(&hall);
    *self->link = self->next;
    if (self->next) self->next->link = self->link;
    csp_mutex_unlock(&hall);
}

// == What a member says ======================================================

static void join_room(struct member *self, const char *room)
{
    if (self->room[0])
        tell_room(self, line_make("* %s goes to %s\n", self->name, room));
    shield () csp_mutex_lock(&hall); // others read it
    snprintf(self->room, sizeof self->room, "%s", room);
    csp_mutex_unlock(&hall);
    tell_room(self, line_make("* %s is here\n", self->name));
    tell(self, line_make("* you are in %s\n", self->room));
}

static void who(struct member *self)
{
    shield () csp_mutex_lock(&hall);
    for (struct member *other = members; other; other = other->next) {
        struct line *line = NULL;
        if (strcmp(other->room, self->room) == 0)
            line = line_make("* %s\n", other->name);
        if (line) put(self, line);
        line_drop(line);
    }
    csp_mutex_unlock(&hall);
}

// False: that was the last.
static bool say(struct member *self, const char *text)
{
    char room[NAME];
    if (text[0] != '/')
        tell_room(self, line_make("%s: %s\n", self->name, text));
    else if (sscanf(text, "/join %31s", room) == 1)
        join_room(self, room);
    else if (strcmp(text, "/who") == 0)
        who(self);
    else if (strcmp(text, "/quit") == 0)
        return false;
    else
        tell(self, line_make("* there is /join ROOM, /who and /quit\n"));
    return true;
}

// == A connection ============================================================

// The next line, without its end; NULL: there is none, or it is too long. While
// nothing has come of it, a server that stops may end it.
static char *next_line(struct csp_in *in)
{
    char *text;
    if (in->at == in->end && !csp_serve_idle(in->fd)) return NULL;
    ssize_t n = csp_in_until(in, '\n', &text);
    if (n <= 0 || text[n - 1] != '\n') return NULL;
    text[--n] = 0;
    if (n && text[n - 1] == '\r') text[n - 1] = 0;
    return text;
}

static void write_queue(struct member *self)
{
    struct line *line;
    ssize_t n = 0;
    while (chan_recv(self->queue, &line)) {
        if (n >= 0) n = csp_write(self->fd, line->text, line->length);
        line_drop(line);
    }
    shutdown(self->fd, SHUT_WR);
}

static void talk(struct member *self, struct csp_in *in)
{
    char *text;
    group ()
    {
        go write_queue(self);
        join_room(self, "lobby");
        while ((text = next_line(in)) && say(self, text))
            continue;
        leave(self); // nobody sends to the queue any more
        chan_close(self->queue);
    }
    tell_room(self, line_make(self->is_slow ? "* %s was too slow\n"
                                            : "* %s has left\n",
                              self->name));
}

static void refuse(int fd, const char *why)
{
    (void)!csp_write(fd, why, strlen(why));
}

static coroutine void attend(int fd, const struct csp_addr *peer, void *arg)
{
    char data[LINE], *name;
    struct csp_in in = {.fd = fd, .data = data, .size = sizeof data};
    struct member self = {.fd = fd};
    (void)peer, (void)arg;
    self.queue = chan_make(struct line *, QUEUE);
    if (self.queue) {
        chan_on_drop(self.queue, line_left);
        name = next_line(&in);
        if (name) snprintf(self.name, sizeof self.name, "%.31s", name);
        if (!name || !self.name[0])
            refuse(fd, "* the first line is your name\n");
        else if (!enter(&self))
            refuse(fd, "* that name is taken\n");
        else
            talk(&self, &in);
        chan_release(self.queue);
    }
    csp_close(fd);
}

// == The program =============================================================

static int listen_at(const char *where)
{
    struct csp_addr at;
    char text[128];
    int listener = csp_listen_at(where, 0, &at);
    if (listener < 0) {
        fprintf(stderr, "chat: %s: %s\n", where, strerror(errno));
        return -1;
    }
    printf("listens at %s\n", csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    return listener;
}

int main(int argc, char **argv)
{
    sigset_t end = csp_signals_to_end();
    int listener = listen_at(argc > 1 ? argv[1] : "127.0.0.1:0");
    if (listener < 0) return 1;
    struct csp_server *server = csp_serve(listener, MEMBERS, attend, NULL);
    csp_signal(&end);
    int cut = csp_serve_stop_dl(server, csp_now() + CSP_S);
    printf("ended, %d cut off\n", cut);
    return 0;
}
