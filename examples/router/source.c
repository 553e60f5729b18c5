// SPDX-License-Identifier: MIT
// source.c: reads files, follows them, and hands them on in blocks.
//
// A block holds whole lines; what is read of the next one stays behind in the
// source. A followed file may grow, be cut to nothing and written anew, or be
// moved away and replaced: that is looked for at its end only, so nothing that
// stands in the old one is lost. A stop ends the reading between two blocks.
#include "router.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BYTES = 1 << 16, LONGEST_LINE = 1 << 20 };

// How reading ended.
enum outcome { AT_END, STOPPED, FAILED };

const char *source_name(const struct source *source)
{
    return source->path ? source->path : "standard input";
}

static enum outcome complain(const struct source *source)
{
    fprintf(stderr, "router: %s: %s\n", source_name(source), strerror(errno));
    return FAILED;
}

// == Blocks ==================================================================

void block_hold(struct block *block)
{
    atomic_fetch_add(&block->uses, 1);
}

void block_release(struct block *block)
{
    if (atomic_fetch_sub(&block->uses, 1) > 1) return;
    free(block->text);
    free(block->scratch);
    free(block->lines);
    free(block);
}

static int count_lines(const char *text, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    return count + (length && text[length - 1] != '\n');
}

// A block of the first `length` bytes that the source has read.
static struct block *cut_block(struct source *s, size_t length)
{
    struct block *block = must(malloc(sizeof *block));
    *block = (struct block){.source = s, .uses = 1, .length = length};
    block->text = must(malloc(length));
    block->scratch = must(malloc(length));
    memcpy(block->text, s->text, length);
    s->used -= length;
    memmove(s->text, s->text + length, s->used);
    block->line_count = count_lines(block->text, length);
    block->lines = must(calloc((size_t)block->line_count, sizeof(struct line)));
    block->first_line = s->line_number + 1;
    s->line_number += block->line_count;
    char *at = block->text, *end = at + length;
    for (int i = 0; i < block->line_count; i++) {
        char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t bytes = (size_t)((newline ? newline : end) - at);
        block->lines[i] = (struct line){block, {at, bytes}, .column = 0};
        at += bytes + 1;
    }
    return block;
}

static void send_block(struct source *s, size_t length,
                       chan_out(struct block *) blocks)
{
    struct block *block = cut_block(s, length);
    chan_send(blocks, moved(block));
}

// == Reading =================================================================

static int open_path(const struct source *s)
{
    return open(s->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static void begin(struct source *s)
{
    s->offset = 0;
    s->line_number = 0;
}

bool source_open(struct source *s)
{
    s->fd = s->path ? open_path(s) : STDIN_FILENO;
    begin(s);
    if (s->fd < 0) complain(s);
    return s->fd >= 0;
}

void source_close(struct source *s)
{
    if (s->path && s->fd >= 0) close(s->fd);
    free(s->text);
}

// Blocks its thread until there is something to read, or a stop.
static ssize_t read_or_stop(int fd, char *to, size_t room)
{
    struct pollfd fds[] = {{fd, POLLIN, 0}, {stop_fd(), POLLIN, 0}};
    for (;;) {
        bool ready = poll(fds, 2, -1) > 0;
        if (ready && fds[1].revents) {
            errno = ECANCELED;
            return -1;
        }
        ssize_t got = ready ? read(fd, to, room) : -1;
        if (got >= 0 || (errno != EINTR && errno != EAGAIN)) return got;
    }
}

static void make_room(struct source *s)
{
    if (s->room - s->used >= READ_BYTES) return;
    s->room = s->used + 2 * READ_BYTES;
    s->text = must(realloc(s->text, s->room));
}

// A line that is too long is counted and left out.
static void skip_long_line(struct source *s)
{
    char *newline = memchr(s->text, '\n', s->used);
    s->too_long += !s->skipping;
    s->skipping = !newline;
    size_t skipped = newline ? (size_t)(newline + 1 - s->text) : s->used;
    s->used -= skipped;
    memmove(s->text, s->text + skipped, s->used);
    s->line_number += newline != NULL;
}

// Hands on the whole lines behind which `got` bytes were read.
static void take(struct source *s, size_t got, chan_out(struct block *) blocks)
{
    s->offset += (off_t)got;
    s->used += got;
    if (s->skipping) skip_long_line(s);
    char *last = memrchr(s->text, '\n', s->used);
    if (last)
        send_block(s, (size_t)(last + 1 - s->text), blocks);
    else if (s->used > LONGEST_LINE)
        skip_long_line(s);
}

// At the end of a file its last line may lack a newline.
static void take_rest(struct source *s, chan_out(struct block *) blocks)
{
    s->skipping = false;
    if (s->used) send_block(s, s->used, blocks);
}

static enum outcome read_to_end(struct source *s,
                                chan_out(struct block *) blocks)
{
    ssize_t got;
    for (;;) {
        make_room(s);
        blocking got = read_or_stop(s->fd, s->text + s->used, READ_BYTES);
        if (got == 0) return AT_END;
        if (got < 0) return errno == ECANCELED ? STOPPED : complain(s);
        take(s, (size_t)got, blocks);
    }
}

// == Following ===============================================================

// Another file has the path now. If there is none, one will come.
static bool is_replaced(const struct source *s)
{
    struct stat open_one, named;
    return !fstat(s->fd, &open_one) && !stat(s->path, &named) &&
           (open_one.st_ino != named.st_ino || open_one.st_dev != named.st_dev);
}

static bool is_cut(const struct source *s)
{
    struct stat status;
    return !fstat(s->fd, &status) && S_ISREG(status.st_mode) &&
           status.st_size < s->offset;
}

static enum outcome begin_again(struct source *s,
                                chan_out(struct block *) blocks)
{
    take_rest(s, blocks);
    begin(s);
    s->truncations++;
    return lseek(s->fd, 0, SEEK_SET) < 0 ? complain(s) : AT_END;
}

// The old file may have grown between its end and its being moved.
static enum outcome replace(struct source *s, chan_out(struct block *) blocks)
{
    enum outcome outcome = read_to_end(s, blocks);
    if (outcome != AT_END) return outcome;
    int fd = open_path(s);
    if (fd < 0) return errno == ENOENT ? AT_END : complain(s); // moved again
    take_rest(s, blocks);
    close(s->fd);
    s->fd = fd;
    begin(s);
    s->rotations++;
    return AT_END;
}

static enum outcome wait_for_more(chan_in(bool) stop)
{
    select_ordered {
    case_recv(stop, NULL): return STOPPED;
    case_after(50 * CSP_MS): break; // look again
    }
    return AT_END;
}

static enum outcome follow(struct source *s, chan_out(struct block *) blocks,
                           chan_in(bool) stop)
{
    bool replaced = false, cut = false;
    blocking {
        replaced = is_replaced(s);
        cut = is_cut(s);
    }
    if (cut) return begin_again(s, blocks);
    if (replaced) return replace(s, blocks);
    return wait_for_more(stop);
}

coroutine bool source_run(struct source *s, chan_out(struct block *) blocks,
                       chan_in(bool) stop)
{
    enum outcome outcome = read_to_end(s, blocks);
    while (outcome == AT_END && s->follow) {
        outcome = follow(s, blocks, stop);
        if (outcome == AT_END) outcome = read_to_end(s, blocks);
    }
    if (outcome == AT_END) take_rest(s, blocks);
    chan_retire(blocks);
    return outcome != FAILED;
}
