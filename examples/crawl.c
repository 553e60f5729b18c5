// What can be reached from some pages of the web, and what is broken there.
//
//     crawl [OPTION...] URL...
//
//     -j COUNT    requests at once, 16 if absent, each a task
//     -p COUNT    of these to one host: 4
//     -n COUNT    pages in all: 1000
//     -d DEPTH    links away from the first ones: 16
//     -t SECONDS  for a page, from the first byte to the last: 10
//     -T SECONDS  for all: as long as it takes
//     -r COUNT    how often what may go better later is tried again: 3
//     -o          other hosts too: are they there? Their links are not followed
//
// A line for each page: its status, bytes, milliseconds, tries and name; those
// that failed once more at the end, with the page that led there. The status is
// 1 if there are any, 2 if the command line is wrong.
//
// One task, main, knows all: which pages were seen, which wait, how many
// requests each host has. The others get a page by one channel, and give what
// they found by the other. Only http is spoken; robots.txt is not asked.
#include <csp_http.h>
#include <ctype.h>
#include <errno.h>
#include <search.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BODY = 1 << 20, URL = 2048 };

static struct {
    int tasks, at_host, pages, depth, retries;
    double seconds, all_seconds;
    bool others;
} options = {16, 4, 1000, 16, 3, 10, 0, false};

static void *must(void *p)
{
    if (!p) {
        fputs("crawl: out of memory\n", stderr);
        exit(1);
    }
    return p;
}

// == Names of pages ==========================================================

// "http://host[:port]/path?query", host in small letters, no "." or ".." in the
// path, no fragment: so one page has one name.

// The length of "http://host" of a page's name.
static size_t host_end(const char *url)
{
    return strcspn(url + 7, "/") + 7;
}

// Takes "." and ".." out of a path that begins with '/', up to its query.
static void tidy(char *path)
{
    char *to = path, *end = path + strcspn(path, "?");
    for (const char *at = path; at < end;) {
        size_t n = strcspn(at + 1, "/?") + 1;
        bool last = at + n == end;
        bool dot = n == 2 && at[1] == '.';
        bool dots = n == 3 && at[1] == '.' && at[2] == '.';
        if (dots)
            while (to > path && *--to != '/')
                continue;
        if (!dot && !dots) {
            memmove(to, at, n);
            to += n;
        } else if (last) {
            *to++ = '/';
        }
        at += n;
    }
    memmove(to, end, strlen(end) + 1);
}

// A name for "http://" and what follows; false: it is none.
static bool name_page(char *url, const char *rest, size_t n)
{
    size_t host = strcspn(rest, "/?#"), end = strcspn(rest, "#");
    if (host > n) host = n;
    if (end > n) end = n;
    if (host == 0 || memchr(rest, '@', host) || end + 16 > URL) return false;
    memcpy(url, "http://", 7);
    for (size_t i = 0; i < host; i++) {
        if (!isalnum((unsigned char)rest[i]) && !strchr("-._:[]", rest[i]))
            return false;
        url[7 + i] = (char)tolower((unsigned char)rest[i]);
    }
    if (host > 3 && memcmp(rest + host - 3, ":80", 3) == 0)
        url[7 + host - 3] = 0;
    else
        url[7 + host] = 0;
    size_t at = strlen(url);
    if (host == end || rest[host] != '/') url[at++] = '/';
    for (size_t i = host; i < end; i++) {
        if ((unsigned char)rest[i] <= ' ' || rest[i] == 127) return false;
        url[at++] = rest[i];
    }
    url[at] = 0;
    tidy(url + host_end(url));
    return true;
}

// What the reference means in the page of that name; false: another scheme, or
// no name at all.
static bool resolve(char *url, const char *base, const char *ref, size_t n)
{
    char joined[2 * URL];
    size_t host = host_end(base), keep = host, scheme = 0;
    while (scheme < n && (isalnum((unsigned char)ref[scheme]) ||
                          memchr("+-.", ref[scheme], 3)))
        scheme++;
    if (scheme && scheme < n && ref[scheme] == ':')
        return n > 7 && strncasecmp(ref, "http://", 7) == 0 &&
               name_page(url, ref + 7, n - 7);
    if (n >= URL) return false;
    if (n > 1 && ref[0] == '/' && ref[1] == '/')
        return name_page(url, ref + 2, n - 2);
    size_t path = host + strcspn(base + host, "?");
    if (n == 0 || ref[0] == '#')
        keep = strlen(base);
    else if (ref[0] == '?')
        keep = path;
    else if (ref[0] != '/')
        for (keep = path; base[keep - 1] != '/'; keep--)
            continue;
    size_t length = keep - 7;
    memcpy(joined, base + 7, length);
    memcpy(joined + length, ref, n);
    joined[length + n] = 0;
    return name_page(url, joined, length + n);
}

// == What is asked, and what was found =======================================

struct job {
    char *url;
    const char *from; // the page that led there; NULL: the command line
    int depth;
    struct job *next;
};
struct links {
    char **at;
    int count;
};
struct page {
    struct job *job;
    int status, error, tries; // error: errno, where there is no status
    int64_t bytes, ns;
    struct links links;
};

static void add_link(struct links *links, const char *base, const char *ref,
                     size_t n)
{
    char clean[URL], url[URL];
    size_t length = 0;
    while (n && isspace((unsigned char)*ref))
        ref++, n--;
    while (n && isspace((unsigned char)ref[n - 1]))
        n--;
    for (size_t i = 0; i < n && length < sizeof clean; i++) {
        clean[length++] = ref[i];
        if (n - i >= 5 && memcmp(ref + i, "&amp;", 5) == 0) i += 4;
    }
    if (length == sizeof clean || !resolve(url, base, clean, length)) return;
    if ((links->count & (links->count - 1)) == 0)
        links->at = must(realloc(links->at, sizeof(char *) * 2 *
                                                (size_t)(links->count + 1)));
    links->at[links->count++] = must(strdup(url));
}

// -- HTML --------------------------------------------------------------------

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n\f");
}

static bool is_named(const char *at, size_t n, const char *name)
{
    return n == strlen(name) && strncasecmp(at, name, n) == 0;
}

// The attributes of a tag, from behind its name; gives what is behind it.
static const char *read_tag(struct links *links, const char *base,
                            const char *at)
{
    for (;;) {
        at = skip_blanks(at);
        if (*at == '/') at++;
        if (!*at || *at == '>') return *at ? at + 1 : at;
        const char *name = at;
        at += strcspn(at, " \t\r\n\f=>/");
        size_t n = (size_t)(at - name);
        const char *equals = skip_blanks(at);
        if (*equals != '=') {
            if (n == 0) at++;
            continue;
        }
        at = skip_blanks(equals + 1);
        char quote = *at == '"' || *at == '\'' ? *at++ : 0;
        const char quotes[] = {quote, 0};
        const char *value = at;
        at += strcspn(at, quote ? quotes : " \t\r\n\f>");
        if (is_named(name, n, "href") || is_named(name, n, "src"))
            add_link(links, base, value, (size_t)(at - value));
        if (quote && *at) at++;
    }
}

// Behind the text of a script or a style, in which '<' means nothing.
static const char *skip_raw(const char *at, const char *tag, size_t n)
{
    while ((at = strstr(at, "</")) && strncasecmp(at + 2, tag, n) != 0)
        at += 2;
    return at;
}

static void read_html(struct links *links, const char *base, const char *at)
{
    while (at && (at = strchr(at, '<'))) {
        if (strncmp(at, "<!--", 4) == 0) {
            at = strstr(at + 4, "-->");
            continue;
        }
        const char *tag = ++at;
        at += strcspn(at, " \t\r\n\f>/");
        size_t n = (size_t)(at - tag);
        at = read_tag(links, base, at);
        if (is_named(tag, n, "script") || is_named(tag, n, "style"))
            at = skip_raw(at, tag, n);
    }
}

// == One page ================================================================

// A connection that the last page left open, to the host named.
struct line {
    struct csp_http_client *client;
    char host[URL];
};

static void hang_up(struct line *line)
{
    if (line->client) csp_http_hang_up(line->client);
    line->client = NULL;
}

static bool dial(struct line *line, const char *url, int64_t deadline)
{
    char where[URL];
    size_t n = host_end(url);
    if (line->client && csp_http_is_open(line->client) &&
        strlen(line->host) == n && memcmp(line->host, url, n) == 0)
        return true;
    hang_up(line);
    snprintf(line->host, sizeof line->host, "%.*s", (int)n, url);
    snprintf(where, sizeof where, "%s%s", line->host + 7,
             strchr(line->host + 7, ':') ? "" : ":80");
    line->client = csp_http_dial_dl(where, deadline);
    return line->client;
}

static void free_text(char **text)
{
    free(*text);
}

// The body, of which the beginning is kept for its links.
static bool read_body(struct page *page, struct csp_http_in *in,
                      int64_t deadline)
{
    const char *type = csp_http_field(in, "Content-Type");
    bool html = type && strncasecmp(type, "text/html", 9) == 0;
    size_t room = html ? BODY : 8192, kept = 0;
    char *body __attribute__((cleanup(free_text))) = must(malloc(room + 1));
    ssize_t n;
    while ((n = csp_http_read_dl(in, body + kept, room - kept, deadline)) > 0) {
        page->bytes += n;
        if (html && kept + (size_t)n < room) kept += (size_t)n;
    }
    if (n < 0) return false;
    body[kept] = 0;
    if (html && in->status == 200)
        read_html(&page->links, page->job->url, body);
    return true;
}

// One try; false: errno tells why, and *after how long to wait, if it was told.
static bool try_page(struct page *page, struct line *line, int64_t *after)
{
    const char *url = page->job->url, *field;
    int64_t deadline = csp_now() + (int64_t)(options.seconds * CSP_S);
    bool kept = line->client;
    struct csp_http_in *in = NULL;
    page->status = 0;
    page->bytes = 0;
    if (!dial(line, url, deadline)) return false;
    csp_http_set(csp_http_request(line->client), "User-Agent", "cspcc-crawl");
    in = csp_http_get_dl(line->client, url + host_end(url), deadline);
    if (!in && kept && (errno == ECONNRESET || errno == EPIPE)) {
        hang_up(line); // it was closed while nobody asked
        if (!dial(line, url, deadline)) return false;
        in = csp_http_get_dl(line->client, url + host_end(url), deadline);
    }
    if (!in) return false;
    page->status = in->status;
    if ((field = csp_http_field(in, "Retry-After")))
        *after = atoll(field) * CSP_S;
    if (in->status / 100 == 3 && (field = csp_http_field(in, "Location")))
        add_link(&page->links, url, field, strlen(field));
    return read_body(page, in, deadline);
}

// Would the same be answered otherwise a little later?
static bool may_pass(const struct page *page)
{
    return page->status == 0 || page->status == 429 || page->status == 502 ||
           page->status == 503 || page->status == 504;
}

static void read_page(struct page *page, struct line *line)
{
    int64_t began = csp_now(), wait = CSP_S / 10;
    unsigned seed = (unsigned)began;
    for (;;) {
        int64_t after = 0;
        page->tries++;
        page->error = try_page(page, line, &after) ? 0 : errno;
        if (page->error) page->status = 0;
        if (page->error) hang_up(line);
        if (!may_pass(page) || page->tries > options.retries) break;
        if (after > 60 * CSP_S) break;
        // Twice as long each time, and not all at once.
        csp_sleep(after ? after : wait / 2 + rand_r(&seed) % wait);
        wait *= 2;
    }
    page->ns = csp_now() - began;
}

static coroutine void fetch(chan(struct job *) jobs, chan(struct page) pages)
{
    struct line line __attribute__((cleanup(hang_up))) = {0};
    struct job *job;
    while (chan_recv(jobs, &job)) {
        struct page page = {.job = job};
        read_page(&page, &line);
        if (!chan_send(pages, page)) return;
    }
}

// == All of them =============================================================

struct host {
    char *name;
    int busy;
    bool followed;
};
static struct {
    struct job *first, **last; // those that wait
    struct job *done;
    void *seen, *hosts; // trees of names and of hosts
    int known, busy, read, failed;
    int64_t bytes;
} crawl = {.last = &crawl.first};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct host *host_of(const char *url)
{
    char name[URL];
    snprintf(name, sizeof name, "%.*s", (int)host_end(url), url);
    struct host probe = {.name = name}, **found;
    found = tfind(&probe, &crawl.hosts, by_name);
    if (found) return *found;
    struct host *host = must(calloc(1, sizeof *host));
    host->name = must(strdup(name));
    must(tsearch(host, &crawl.hosts, by_name));
    return host;
}

// The name is ours from now on.
static void add_page(char *url, const char *from, int depth)
{
    struct host *host = host_of(url);
    if (!from) host->followed = true;
    bool wanted = crawl.known < options.pages && depth <= options.depth &&
                  (host->followed || options.others);
    struct job *job = must(calloc(1, sizeof *job));
    *job = (struct job){url, from, depth, NULL};
    if (!wanted || tfind(job, &crawl.seen, by_name)) {
        free(url);
        free(job);
        return;
    }
    must(tsearch(job, &crawl.seen, by_name));
    crawl.known++;
    *crawl.last = job;
    crawl.last = &job->next;
}

// The place of the first one whose host has not its share; NULL: none.
static struct job **next_job(void)
{
    struct job **at = &crawl.first;
    while (*at && host_of((*at)->url)->busy >= options.at_host)
        at = &(*at)->next;
    return *at ? at : NULL;
}

static void given(struct job **at)
{
    struct job *job = *at;
    *at = job->next;
    if (!*at) crawl.last = at;
    host_of(job->url)->busy++;
    crawl.busy++;
}

static bool has_failed(const struct page *page)
{
    return page->status == 0 || page->status >= 400;
}

static void print_page(const struct page *page)
{
    if (page->error)
        printf("%-4s", "-");
    else
        printf("%-4d", page->status);
    printf("%9lld B %6lld ms %2d  %s%s%s\n", (long long)page->bytes,
           (long long)(page->ns / CSP_MS), page->tries, page->job->url,
           page->error ? ": " : "", page->error ? strerror(page->error) : "");
}

struct failure {
    const struct job *job;
    int status, error;
    struct failure *next;
};

static void taken(struct page *page, struct failure ***failures)
{
    struct job *job = page->job;
    struct host *host = host_of(job->url);
    host->busy--;
    crawl.busy--;
    crawl.read++;
    crawl.bytes += page->bytes;
    job->next = crawl.done;
    crawl.done = job;
    print_page(page);
    for (int i = 0; i < page->links.count; i++)
        if (host->followed)
            add_page(page->links.at[i], job->url, job->depth + 1);
        else
            free(page->links.at[i]);
    free(page->links.at);
    if (!has_failed(page)) return;
    crawl.failed++;
    struct failure *failure = must(malloc(sizeof *failure));
    *failure = (struct failure){job, page->status, page->error, NULL};
    **failures = failure;
    *failures = &failure->next;
}

static void print_failures(struct failure *failure)
{
    while (failure) {
        struct failure *next = failure->next;
        const struct job *job = failure->job;
        if (failure->error)
            printf("failed: %s (%s)", job->url, strerror(failure->error));
        else
            printf("failed: %s (%d %s)", job->url, failure->status,
                   csp_http_reason(failure->status));
        printf(job->from ? ", from %s\n" : "\n", job->from);
        free(failure);
        failure = next;
    }
}

static coroutine void wait_for_signal(sigset_t end, chan(int) stopped)
{
    if (csp_signal(&end) > 0) chan_close(stopped);
}

// False: it was stopped, or its time is over, before all was read.
static bool run(chan(struct job *) jobs, chan(struct page) pages,
                chan(int) stopped)
{
    struct failure *failures = NULL, **last = &failures;
    int64_t most = (int64_t)(options.all_seconds * CSP_S), began = csp_now();
    bool whole = true;
    while (whole && (crawl.busy || crawl.first)) {
        struct page page;
        struct job **next = next_job();
        chan(struct job *) to = next ? jobs : NULL;
        struct job *job = next ? *next : NULL;
        int64_t left = most ? began + most - csp_now() : INT64_MAX;
        select {
        case_send(to, job): given(next); break;
        case_recv(pages, &page): taken(&page, &last); break;
        case_recv(stopped, NULL): whole = false; break;
        case_after(left): whole = false; break;
        }
    }
    print_failures(failures);
    return whole;
}

// == The command line ========================================================

static int usage(const char *why)
{
    fprintf(stderr,
            "crawl: %s\n"
            "usage: crawl [-j COUNT] [-p COUNT] [-n COUNT] [-d DEPTH]\n"
            "             [-t SECONDS] [-T SECONDS] [-r COUNT] [-o] "
            "http://HOST[:PORT]/PATH...\n",
            why);
    return 2;
}

static bool read_count(const char *text, int least, int *to)
{
    char *end;
    long n = strtol(text, &end, 10);
    *to = (int)n;
    return *text && !*end && n >= least && n <= 1000000;
}

static bool read_seconds(const char *text, double *to)
{
    char *end;
    *to = strtod(text, &end);
    return *text && !*end && *to > 0 && *to < 1e9;
}

static bool read_option(int letter)
{
    switch (letter) {
    case 'j': return read_count(optarg, 1, &options.tasks);
    case 'p': return read_count(optarg, 1, &options.at_host);
    case 'n': return read_count(optarg, 1, &options.pages);
    case 'd': return read_count(optarg, 0, &options.depth);
    case 'r': return read_count(optarg, 0, &options.retries);
    case 't': return read_seconds(optarg, &options.seconds);
    case 'T': return read_seconds(optarg, &options.all_seconds);
    case 'o': return options.others = true;
    default: return false;
    }
}

int main(int argc, char **argv)
{
    int letter;
    while ((letter = getopt(argc, argv, "j:p:n:d:r:t:T:o")) != -1)
        if (!read_option(letter)) return usage("an option is wrong");
    if (optind == argc) return usage("no page is named");
    for (int i = optind; i < argc; i++) {
        char url[URL];
        bool known = strncasecmp(argv[i], "http://", 7) == 0 &&
                     name_page(url, argv[i] + 7, strlen(argv[i] + 7));
        if (!known) return usage(argv[i]);
        add_page(must(strdup(url)), NULL, 0);
    }
    signal(SIGPIPE, SIG_IGN);
    chan(struct job *) jobs = must(chan_make(struct job *, 0));
    chan(struct page) pages = must(chan_make(struct page, 0));
    chan(int) stopped = must(chan_make(int, 0));
    go wait_for_signal(csp_signals_to_end(), stopped);
    for (int i = 0; i < options.tasks; i++)
        go fetch(jobs, pages);
    int64_t began = csp_now();
    bool whole = run(jobs, pages, stopped);
    printf("%d pages, %d failed, %lld bytes, %.3f s%s\n", crawl.read,
           crawl.failed, (long long)crawl.bytes,
           (double)(csp_now() - began) / 1e9, whole ? "" : ", stopped");
    return crawl.failed || !whole;
}
