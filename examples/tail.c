// Follows files: prints their last lines, and what is appended to them.
//
//     tail FILE...     begins with the lines of the last 1,024 bytes of each
//
// Each file is a task that waits for inotify(7), so nothing is looked at while
// nothing happens. A file that does not exist yet is waited for, one that is
// replaced (log rotation) is read to its end before the new one, and one that
// is cut is begun anew. SIGINT and SIGTERM end it.
#define _GNU_SOURCE // memrchr
#include <csp_io.h>
#include <csp_sync.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>

enum { LINE = 65536, LAST_BYTES = 1024 };

struct file {
    const char *path;
    char folder[PATH_MAX], name[NAME_MAX + 1];
    int fd; // -1: it does not exist
    int watch;
    off_t at;
    char *text; // a line that has begun, of LINE bytes at most
    size_t length;
    bool in_midst; // of a line whose beginning nobody wants
};

// Which file was printed last, so that a head tells when that changes.
static csp_mutex printing = CSP_MUTEX_INIT;
static const struct file *last;
static int files;

static void complain(const struct file *file, const char *what)
{
    fprintf(stderr, "tail: %s: %s\n", file->path, what);
}

// One write, whole; false: nobody reads any more.
static bool print(struct file *file, size_t n)
{
    bool done = true;
    if (!csp_mutex_lock(&printing)) return false;
    if (last != file && files > 1) {
        char head[PATH_MAX + 16];
        int length = snprintf(head, sizeof head, "==> %s <==\n", file->path);
        done = csp_write(1, head, (size_t)length) == length;
    }
    last = file;
    done = done && csp_write(1, file->text, n) == (ssize_t)n;
    csp_mutex_unlock(&printing);
    return done;
}

static void drop(struct file *file, size_t n)
{
    memmove(file->text, file->text + n, file->length - n);
    file->length -= n;
}

static void drop_first_line(struct file *file)
{
    char *end = memchr(file->text, '\n', file->length);
    drop(file, end ? (size_t)(end - file->text) + 1 : file->length);
    file->in_midst = !end;
}

// Prints all but the line that has not ended, unless it fills the memory.
static bool print_lines(struct file *file)
{
    if (file->in_midst) drop_first_line(file);
    char *end = memrchr(file->text, '\n', file->length);
    size_t n = end ? (size_t)(end - file->text) + 1 : 0;
    if (file->length == LINE && n == 0) n = LINE;
    if (n && !print(file, n)) return false;
    drop(file, n);
    return true;
}

// What has come since.
static bool read_on(struct file *file)
{
    struct stat now;
    if (file->fd < 0) return true;
    if (fstat(file->fd, &now) == 0 && now.st_size < file->at) {
        complain(file, "cut, from its beginning now");
        file->at = 0;
        file->length = 0;
    }
    for (;;) {
        ssize_t n = csp_pread(file->fd, file->text + file->length,
                              LINE - file->length, file->at);
        if (n <= 0) return n == 0;
        file->at += n;
        file->length += (size_t)n;
        if (!print_lines(file)) return false;
    }
}

static void open_file(struct file *file)
{
    blocking file->fd = open(file->path, O_RDONLY | O_CLOEXEC);
    file->at = 0;
    file->length = 0;
    file->in_midst = false;
}

static void skip_to_last_lines(struct file *file)
{
    struct stat now;
    if (fstat(file->fd, &now) < 0 || now.st_size <= LAST_BYTES) return;
    file->at = now.st_size - LAST_BYTES;
    file->in_midst = true;
}

// It was made between the watch and the first look.
static bool is_open(const struct file *file)
{
    struct stat ours, named;
    return file->fd >= 0 && fstat(file->fd, &ours) == 0 &&
           stat(file->path, &named) == 0 && ours.st_dev == named.st_dev &&
           ours.st_ino == named.st_ino;
}

// The old one to its end, with what has no newline, then the new one.
static bool replace(struct file *file)
{
    if (is_open(file)) return read_on(file);
    if (!read_on(file) || (file->length && !print(file, file->length)))
        return false;
    if (file->fd >= 0) csp_close(file->fd);
    open_file(file);
    return read_on(file);
}

// Waits for something to happen in the folder, and tells what of it is ours: a
// set of IN_MODIFY and IN_CREATE; 0: it is over.
static unsigned wait_for_events(struct file *file)
{
    _Alignas(struct inotify_event) char events[4096];
    unsigned what = 0;
    while (!what) {
        ssize_t n = csp_read(file->watch, events, sizeof events);
        if (n <= 0) return 0;
        for (char *p = events; p < events + n;) {
            const struct inotify_event *e = (const void *)p;
            bool is_ours = e->len && strcmp(e->name, file->name) == 0;
            if (e->mask & IN_Q_OVERFLOW) what |= IN_MODIFY;
            if (is_ours) what |= e->mask & IN_MODIFY ? IN_MODIFY : IN_CREATE;
            p += sizeof *e + e->len;
        }
    }
    return what;
}

static void follow(struct file *file)
{
    open_file(file);
    skip_to_last_lines(file);
    unsigned what = IN_MODIFY;
    while (what && (what & IN_CREATE ? replace(file) : read_on(file)))
        what = wait_for_events(file);
}

static bool prepare(struct file *file, const char *path)
{
    char copy[PATH_MAX];
    *file = (struct file){.path = path, .fd = -1};
    file->text = malloc(LINE);
    snprintf(copy, sizeof copy, "%s", path);
    snprintf(file->name, sizeof file->name, "%s", basename(copy));
    snprintf(copy, sizeof copy, "%s", path);
    snprintf(file->folder, sizeof file->folder, "%s", dirname(copy));
    file->watch = inotify_init1(IN_CLOEXEC);
    if (file->text && file->watch >= 0 &&
        inotify_add_watch(file->watch, file->folder,
                          IN_MODIFY | IN_CREATE | IN_MOVED_TO) >= 0)
        return true;
    complain(file, strerror(errno));
    return false;
}

static void finish(struct file *file)
{
    if (file->fd >= 0) csp_close(file->fd);
    csp_close(file->watch);
    free(file->text);
}

// Until one of the signals comes.
static void follow_all(struct file *all, const sigset_t *end)
{
    group () {
        for (int i = 0; i < files; i++)
            go follow(&all[i]);
        csp_signal(end);
        return; // which ends those who follow
    }
}

int main(int argc, char **argv)
{
    sigset_t end = csp_signals_to_end();
    files = argc - 1;
    struct file *all = calloc((size_t)argc, sizeof *all);
    if (!all || files < 1) {
        fputs("usage: tail FILE...\n", stderr);
        return 2;
    }
    for (int i = 0; i < files; i++)
        if (!prepare(&all[i], argv[i + 1])) return 1;
    follow_all(all, &end);
    for (int i = 0; i < files; i++)
        finish(&all[i]);
    free(all);
    return 0;
}
