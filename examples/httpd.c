// A server of static files.
//
//     httpd [-a ADDRESS] [-c CLIENTS] [-i] [-q] DIRECTORY
//
//     -a  where to listen: 127.0.0.1:0 if absent; it says where it does
//     -c  connections at once: 10,000; above it, clients wait
//     -i  shows what a directory has that has no index.html
//     -q  no access log
//
// GET and HEAD, ranges, conditional requests, keep-alive. SIGINT and SIGTERM
// end it: what is being answered is answered in whole, for up to ten seconds.
//
// What can be asked for: regular files below DIRECTORY, by the names that they
// have there. No name begins with a dot (but /.well-known), so nothing is above
// it; symbolic links below it are not followed.
//
// The access log, in the combined format, goes to standard output by a task of
// its own, which has it when many lines have come or a moment has passed.
// Should nobody read it, or the disk be full, lines are left out; it says so.
#define _GNU_SOURCE // scandirat
#include <csp_http.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, SMALL_BYTES = 16384 };
enum { LINE_BYTES = 4096, LINES = 16384, LOG_BYTES = 1 << 18 }; // of the log
static const int64_t patience = 10 * CSP_S; // with who is being answered
static const int64_t log_pause = 50 * CSP_MS;

struct site {
    int root; // the directory
    bool shows_directories;
    chan(char *) lines; // of the log, each from malloc
    atomic_int lost;    // of them
};

// == The access log ==========================================================

// What a client has sent, with nothing in it that would end the line, or the
// quotes.
static size_t quote(char *to, size_t n, const char *text)
{
    size_t at = 0;
    for (; text && *text && at + 5 < n; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < ' ' || c >= 127 || c == '"' || c == '\\')
            at += (size_t)sprintf(to + at, "\\x%02x", c);
        else
            to[at++] = (char)c;
    }
    if (at == 0) to[at++] = '-';
    to[at] = 0;
    return at;
}

static void quote_request(char *to, size_t n, const struct csp_http_in *request)
{
    size_t at = quote(to, n, request->method);
    to[at++] = ' ';
    at += quote(to + at, n - at - 32, request->path);
    if (request->query) {
        to[at++] = '?';
        at += quote(to + at, n - at - 16, request->query);
    }
    sprintf(to + at, " HTTP/1.%d", request->minor);
}

static void log_response(const struct csp_http_in *request,
                         const struct csp_http_out *response, void *arg)
{
    char line[LINE_BYTES], peer[128] = "-", what[2048] = "-", from[512] = "-",
                           agent[512] = "-", when[30];
    struct site *site = arg;
    if (request) {
        csp_addr_text(request->peer, peer, sizeof peer);
        char *port = strrchr(peer, ':');
        if (port) *port = 0;
        quote_request(what, sizeof what, request);
        quote(from, sizeof from, csp_http_field(request, "Referer"));
        quote(agent, sizeof agent, csp_http_field(request, "User-Agent"));
    }
    csp_http_date(time(NULL), when);
    int n = snprintf(
        line, sizeof line,
        "%s - - [%.2s/%.3s/%.4s:%.8s +0000] \"%s\" %d %lld \"%s\" \"%s\"\n",
        peer, when + 5, when + 8, when + 12, when + 17, what,
        csp_http_begun(response), (long long)csp_http_written(response), from,
        agent);
    char *copy = n < 0 ? NULL : strdup(line);
    if (copy && chan_try_send(site->lines, copy) == 1) return;
    free(copy);
    atomic_fetch_add(&site->lost, 1);
}

// `line`, and those that come until there are as many as fit: gives their
// bytes.
static size_t gather(struct site *site, char *text, char *line)
{
    size_t used = 0;
    do {
        size_t n = strlen(line);
        memcpy(text + used, line, n);
        used += n;
        free(line);
    } while (used < LOG_BYTES - LINE_BYTES &&
             chan_try_recv(site->lines, &line) == 1);
    return used;
}

static coroutine void write_log(struct site *site)
{
    char *line, *text = malloc(LOG_BYTES);
    bool failed = false;
    while (text && chan_recv(site->lines, &line)) {
        if (chan_len(site->lines) < LINES / 4)
            csp_sleep(log_pause); // for others to come too
        size_t n = gather(site, text, line);
        bool fails = csp_write(STDOUT_FILENO, text, n) < (ssize_t)n;
        if (fails && !failed)
            fprintf(stderr, "httpd: the log: %s\n", strerror(errno));
        failed = fails;
        int lost = atomic_exchange(&site->lost, 0);
        if (lost) fprintf(stderr, "httpd: %d lines of log lost\n", lost);
    }
    free(text);
}

// == Names ===================================================================

// One more name behind the path.
static bool add_name(char *path, const char *name, size_t n)
{
    size_t used = strlen(path);
    if (used + n + 2 > PATH_BYTES) return false;
    path[used] = '/';
    memcpy(path + used + 1, name, n);
    path[used + 1 + n] = 0;
    return true;
}

static bool is_shown(const char *name, size_t n)
{
    static const char known[] = ".well-known";
    return *name != '.' || (n == sizeof known - 1 && !memcmp(name, known, n));
}

// The path of a request as "/name/name": 0, or the status to answer with. No
// name is empty, or ".", or ".."; is_directory: a slash stood behind the last.
static int clean_path(char *path, const char *asked, bool *is_directory)
{
    char text[PATH_BYTES];
    if (csp_http_decode(text, sizeof text, asked) < 0)
        return errno == EINVAL ? 400 : 414;
    *path = 0;
    *is_directory = text[strlen(text) - 1] == '/';
    for (char *name = text; *name; name += strcspn(name, "/")) {
        name += strspn(name, "/");
        size_t n = strcspn(name, "/");
        if (n && !is_shown(name, n)) return 404;
        if (n && !add_name(path, name, n)) return 414;
    }
    return 0;
}

// Name by name, so that none is a link. (O_NONBLOCK: what is a fifo must not
// wait for a writer.) -1 and errno.
static int open_below(int root, const char *path)
{
    enum { FLAGS = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY };
    char name[PATH_BYTES];
    int at = *path ? root : dup(root);
    while (at >= 0 && *path) {
        size_t n = strcspn(++path, "/");
        memcpy(name, path, n);
        name[n] = 0;
        path += n;
        int next = openat(at, name, FLAGS | (*path ? O_DIRECTORY : 0));
        int error = errno;
        if (at != root) close(at);
        errno = error;
        at = next;
    }
    return at;
}

static int status_of(int error)
{
    if (error == EACCES || error == EPERM) return 403;
    if (error == EMFILE || error == ENFILE || error == ENOMEM) return 503;
    return 404;
}

// A path as a URL has it.
static void encode(char *to, size_t n, const char *path)
{
    size_t at = 0;
    for (; *path && at + 4 < n; path++) {
        unsigned char c = (unsigned char)*path;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || strchr("/-._~", c);
        if (plain)
            to[at++] = (char)c;
        else
            at += (size_t)sprintf(to + at, "%%%02X", c);
    }
    to[at] = 0;
}

static const char *type_of(const char *path)
{
    static const char *const types[][2] = {
        {"html", "text/html; charset=utf-8"},
        {"htm", "text/html; charset=utf-8"},
        {"css", "text/css; charset=utf-8"},
        {"js", "text/javascript; charset=utf-8"},
        {"mjs", "text/javascript; charset=utf-8"},
        {"txt", "text/plain; charset=utf-8"},
        {"md", "text/markdown; charset=utf-8"},
        {"csv", "text/csv; charset=utf-8"},
        {"c", "text/plain; charset=utf-8"},
        {"h", "text/plain; charset=utf-8"},
        {"json", "application/json"},
        {"xml", "application/xml"},
        {"pdf", "application/pdf"},
        {"wasm", "application/wasm"},
        {"zip", "application/zip"},
        {"gz", "application/gzip"},
        {"png", "image/png"},
        {"jpg", "image/jpeg"},
        {"jpeg", "image/jpeg"},
        {"gif", "image/gif"},
        {"webp", "image/webp"},
        {"svg", "image/svg+xml"},
        {"ico", "image/x-icon"},
        {"woff2", "font/woff2"},
        {"mp3", "audio/mpeg"},
        {"mp4", "video/mp4"},
        {"webm", "video/webm"},
    };
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++)
        if (strcasecmp(dot + 1, types[i][0]) == 0) return types[i][1];
    return "application/octet-stream";
}

// == Conditions and ranges ===================================================

// What tells this state of a file from others.
struct version {
    char tag[64], date[30];
    int64_t seconds;
    bool is_settled; // none later has the same date
};

static struct version version_of(const struct stat *file)
{
    struct version v = {.seconds = file->st_mtim.tv_sec};
    snprintf(v.tag, sizeof v.tag, "\"%llx-%llx-%llx\"",
             (unsigned long long)file->st_ino,
             (unsigned long long)file->st_size,
             (unsigned long long)file->st_mtim.tv_sec * 1000000000 +
                 (unsigned long long)file->st_mtim.tv_nsec);
    csp_http_date(v.seconds, v.date);
    v.is_settled = v.seconds + 1 < time(NULL);
    return v;
}

// Is the tag in the list? Tags have no commas of ours in them. A weak one
// ("W/...") counts where that is enough.
static bool has_tag(const char *list, const char *tag, bool weak)
{
    size_t n = strlen(tag);
    for (const char *at = list; (at = strstr(at, tag)); at += n) {
        bool is_weak = at >= list + 2 && !memcmp(at - 2, "W/", 2);
        if (weak || !is_weak) return true;
    }
    return list[strspn(list, " ")] == '*';
}

// 0: as if there were no condition; 304 or 412.
static int judge(const struct csp_http_in *request, const struct version *v)
{
    const char *match = csp_http_field(request, "If-Match");
    const char *none = csp_http_field(request, "If-None-Match");
    const char *since = csp_http_field(request, "If-Modified-Since");
    const char *not_since = csp_http_field(request, "If-Unmodified-Since");
    int64_t limit = not_since ? csp_http_seconds(not_since) : -1;
    if (match && !has_tag(match, v->tag, false)) return 412;
    if (!match && limit >= 0 && v->seconds > limit) return 412;
    if (none) return has_tag(none, v->tag, true) ? 304 : 0;
    return since && v->seconds <= csp_http_seconds(since) ? 304 : 0;
}

struct range {
    int64_t from, length;
};

// "123", of which *at is moved behind; -1: none.
static int64_t number(const char **at)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > 18) return -1;
    int64_t value = strtoll(*at, NULL, 10);
    *at += digits;
    return value;
}

// One range of bytes: 206; 416: none of them is there; 200: the whole file,
// also when several are asked for, which one may.
static int parse_range(const char *text, int64_t size, struct range *range)
{
    if (strncasecmp(text, "bytes=", 6) != 0) return 200;
    const char *at = text + 6;
    int64_t first = number(&at);
    if (*at++ != '-') return 200;
    bool open = *at == 0;
    int64_t last = number(&at);
    if (*at || (first < 0 && last < 0) || (!open && last < 0)) return 200;
    if (first >= 0 && last >= 0 && last < first) return 200;
    if (first < 0) { // the last so many
        if (last == 0) return 416;
        first = last < size ? size - last : 0;
        last = size - 1;
    }
    if (first >= size) return 416;
    if (open || last >= size) last = size - 1;
    *range = (struct range){first, last - first + 1};
    return 206;
}

static int choose_range(const struct csp_http_in *request,
                        const struct version *v, int64_t size,
                        struct range *range)
{
    const char *text = csp_http_field(request, "Range");
    const char *only = csp_http_field(request, "If-Range");
    *range = (struct range){0, size};
    if (!text || strcmp(request->method, "GET") != 0) return 200;
    bool is_same = !only || strcmp(only, v->tag) == 0 ||
                   (v->is_settled && strcmp(only, v->date) == 0);
    if (!is_same) return 200; // it has changed meanwhile
    return parse_range(text, size, range);
}

// == Responses ===============================================================

static coroutine void say(struct csp_http_out *response, int status)
{
    char text[128];
    int n =
        snprintf(text, sizeof text, "%d %s\n", status, csp_http_reason(status));
    csp_http_set(response, "Content-Type", "text/plain; charset=utf-8");
    (void)(csp_http_reply(response, status, text, (size_t)n) < 0);
}

// A few bytes go out with the head, by one call; many in the kernel.
static coroutine void send_bytes(struct csp_http_out *response, int file,
                             struct range range)
{
    if (range.length > SMALL_BYTES) {
        off_t at = range.from;
        csp_http_sendfile(response, file, &at, (size_t)range.length);
        return;
    }
    char bytes[SMALL_BYTES];
    ssize_t n = csp_pread(file, bytes, (size_t)range.length, range.from);
    if (n > 0) csp_http_write(response, bytes, (size_t)n);
}

static coroutine void send_file(struct csp_http_in *request,
                            struct csp_http_out *response, int file,
                            const struct stat *stat, const char *path)
{
    struct version v = version_of(stat);
    struct range range;
    int status = judge(request, &v);
    if (status == 412) return say(response, 412);
    csp_http_set(response, "ETag", v.tag);
    if (v.is_settled) csp_http_set(response, "Last-Modified", v.date);
    if (status == 304) {
        (void)(csp_http_reply(response, 304, NULL, 0) < 0);
        return;
    }
    csp_http_set(response, "Accept-Ranges", "bytes");
    status = choose_range(request, &v, stat->st_size, &range);
    if (status == 416)
        csp_http_setf(response, "Content-Range", "bytes */%lld",
                      (long long)stat->st_size);
    if (status == 416) return say(response, 416);
    if (status == 206)
        csp_http_setf(response, "Content-Range", "bytes %lld-%lld/%lld",
                      (long long)range.from,
                      (long long)(range.from + range.length - 1),
                      (long long)stat->st_size);
    csp_http_set(response, "Content-Type", type_of(path));
    csp_http_set(response, "X-Content-Type-Options", "nosniff");
    csp_http_begin(response, status, range.length);
    if (strcmp(request->method, "HEAD") != 0) send_bytes(response, file, range);
}

// "/name" is a directory: its names are relative to "/name/".
static coroutine void redirect(struct csp_http_in *request,
                           struct csp_http_out *response, const char *path)
{
    char where[3 * 256];
    encode(where, sizeof where - 1, path);
    strcat(where, "/");
    const char *query = request->query;
    if (csp_http_setf(response, "Location", "%s%s%s", where, query ? "?" : "",
                      query ? query : "") < 0)
        return say(response, 414);
    say(response, 301);
}

// == Directories =============================================================

static void put_html(FILE *to, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': fputs("&amp;", to); break;
        case '<': fputs("&lt;", to); break;
        case '>': fputs("&gt;", to); break;
        case '"': fputs("&quot;", to); break;
        default: fputc(*text, to);
        }
}

static int is_listed(const struct dirent *entry)
{
    return entry->d_name[0] != '.' &&
           (entry->d_type == DT_REG || entry->d_type == DT_DIR);
}

// The page of a directory, for free(3); NULL and errno.
static char *list_directory(int directory, const char *path, size_t *size)
{
    struct dirent **entries;
    char *page = NULL, link[3 * NAME_MAX + 8];
    int n = scandirat(directory, ".", &entries, is_listed, alphasort);
    FILE *to = n < 0 ? NULL : open_memstream(&page, size);
    if (to) fputs("<!doctype html><meta charset=utf-8><title>", to);
    if (to) put_html(to, *path ? path : "/");
    if (to) fputs("</title>\n<ul>\n", to);
    for (int i = 0; i < n; i++) {
        const char *slash = entries[i]->d_type == DT_DIR ? "/" : "";
        encode(link, sizeof link, entries[i]->d_name);
        if (to) fprintf(to, "<li><a href=\"./%s%s\">", link, slash);
        if (to) put_html(to, entries[i]->d_name);
        if (to) fprintf(to, "%s</a>\n", slash);
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    if (to) fputs("</ul>\n", to);
    if (!to || fclose(to) != 0) return free(page), NULL;
    return page;
}

static void free_page(char **page)
{
    free(*page);
}

static coroutine void show_directory(struct csp_http_out *response, int directory,
                                 const char *path)
{
    size_t size;
    char *page __attribute__((cleanup(free_page))) = NULL;
    blocking page = list_directory(directory, path, &size);
    if (!page) return say(response, status_of(errno));
    csp_http_set(response, "Content-Type", "text/html; charset=utf-8");
    (void)(csp_http_reply(response, 200, page, size) < 0);
}

// == Requests ================================================================

static void close_file(int *file)
{
    if (*file >= 0) close(*file);
}

// A directory is its index.html. Opens that instead, if it is there.
static void open_index(int *file, struct stat *stat, char *path)
{
    int index = open_below(*file, "/index.html");
    if (index < 0) return;
    close(*file);
    *file = index;
    strcpy(path, "/index.html"); // whose type it has
    if (fstat(index, stat) < 0) stat->st_mode = 0;
}

// Files are opened here, in the turn of the task: their names are in memory
// most of the time. (For a directory on a network: blocking { ... }.)
static coroutine void get(struct csp_http_in *request,
                      struct csp_http_out *response, const struct site *site)
{
    char path[PATH_BYTES];
    struct stat stat;
    bool is_directory;
    int status = clean_path(path, request->path, &is_directory);
    if (status) return say(response, status);
    int file __attribute__((cleanup(close_file))) =
        open_below(site->root, path);
    if (file < 0 || fstat(file, &stat) < 0)
        return say(response, status_of(errno));
    if (S_ISDIR(stat.st_mode) && !is_directory)
        return redirect(request, response, path);
    if (S_ISDIR(stat.st_mode))
        open_index(&file, &stat, path);
    else if (is_directory)
        return say(response, 404);
    if (S_ISREG(stat.st_mode))
        return send_file(request, response, file, &stat, path);
    if (S_ISDIR(stat.st_mode) && site->shows_directories)
        return show_directory(response, file, path);
    say(response, 404);
}

static coroutine void answer(struct csp_http_in *request,
                         struct csp_http_out *response, void *site)
{
    bool is_get = strcmp(request->method, "GET") == 0 ||
                  strcmp(request->method, "HEAD") == 0;
    bool asks = strcmp(request->method, "OPTIONS") == 0;
    csp_http_set(response, "Server", "httpd");
    if (is_get) return get(request, response, site);
    csp_http_set(response, "Allow", "GET, HEAD, OPTIONS");
    if (!asks) return say(response, 405);
    (void)(csp_http_reply(response, 204, NULL, 0) < 0);
}

// == The program =============================================================

static int listen_at(const char *where)
{
    struct csp_addr at;
    char text[128];
    int listener = csp_listen_at(where, 0, &at);
    if (listener < 0) {
        fprintf(stderr, "httpd: %s: %s\n", where, strerror(errno));
        return -1;
    }
    printf("listens at %s\n", csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    return listener;
}

static int usage(void)
{
    fputs("usage: httpd [-a ADDRESS] [-c CLIENTS] [-i] [-q] DIRECTORY\n",
          stderr);
    return 2;
}

// As many descriptors as we may have: a client is one, and his file.
static void want_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static coroutine int run(const char *where, const struct csp_http_service *service)
{
    struct site *site = service->arg;
    sigset_t end = csp_signals_to_end();
    int listener = listen_at(where);
    if (listener < 0) return 1;
    site->lines = chan_make(char *, LINES);
    task(void) log = spawn(write_log(site));
    struct csp_server *server = csp_http_serve(listener, service);
    if (!server) return perror("httpd"), 1;
    csp_signal(&end);
    int cut = csp_serve_stop_dl(server, csp_now() + patience);
    chan_close(site->lines);
    join(log);
    chan_release(site->lines);
    if (cut) fprintf(stderr, "httpd: %d connections cut off\n", cut);
    return 0;
}

int main(int argc, char **argv)
{
    const char *where = "127.0.0.1:0";
    struct site site = {.root = -1};
    struct csp_http_service service = {
        .handler = answer, .arg = &site, .log = log_response};
    for (int option; (option = getopt(argc, argv, "a:c:iq")) != -1;)
        switch (option) {
        case 'a': where = optarg; break;
        case 'c': service.connections = atoi(optarg); break;
        case 'i': site.shows_directories = true; break;
        case 'q': service.log = NULL; break;
        default: return usage();
        }
    if (optind + 1 != argc || service.connections < 0) return usage();
    site.root = open(argv[optind], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (site.root < 0) {
        fprintf(stderr, "httpd: %s: %s\n", argv[optind], strerror(errno));
        return 1;
    }
    want_descriptors();
    signal(SIGPIPE, SIG_IGN); // who reads the log may go
    return run(where, &service);
}
