// Many users of a web server at once, and how long they wait.
//
//     loadgen [OPTION...] HOST:PORT [PATH[*WEIGHT]...]
//
//     -u USERS    at once, 10 if absent, each a task with a connection
//     -r RATE     users that begin in a second; all at once if absent
//     -d SECONDS  how long: 10 if absent; or until SIGINT
//     -n COUNT    no more requests than that in all
//     -w MS[-MS]  how long a user waits between two requests: 0 if absent
//     -t SECONDS  how long a request may take: 10 if absent
//     -o FILE     a report in HTML
//     -q          no line for each second
//
// A user asks for one of the paths ("/" if there is none), each as often as its
// weight says, reads the response to its end, waits, and asks again. A request
// fails if it cannot be made or answered in time, or by a status from 400 on.
//
// Latencies are counted, not kept: in 64 classes for each power of two, so a
// percentile is at most 1.6 % too high, however many there are. A user who
// waits for a slow response asks for nothing meanwhile: what a server would do
// to those who do not wait for each other is worse than what is shown.
#include <csp_http.h>
#include <csp_sync.h>
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PATHS = 32, ERRNOS = 256, STATUSES = 1000, SECONDS = 7200 };

// == Latencies ===============================================================

enum { SUB_BITS = 6, SUBS = 1 << SUB_BITS, CLASSES = (64 - SUB_BITS) * SUBS };

struct latencies {
    atomic_uint count[CLASSES];
    atomic_llong sum, least, most; // nanoseconds
};

static int class_of(int64_t ns)
{
    int shift = 63 - SUB_BITS - __builtin_clzll((uint64_t)ns | SUBS);
    return shift * SUBS + (int)(ns >> shift);
}

// The largest of a class.
static int64_t top_of(int class)
{
    int shift = class < 2 * SUBS ? 0 : class / SUBS - 1;
    return ((int64_t)(class - shift * SUBS + 1) << shift) - 1;
}

static void note_latency(struct latencies *to, int64_t ns)
{
    atomic_fetch_add_explicit(&to->count[class_of(ns)], 1,
                              memory_order_relaxed);
    atomic_fetch_add_explicit(&to->sum, ns, memory_order_relaxed);
    long long least = to->least, most = to->most;
    while ((least == 0 || ns < least) &&
           !atomic_compare_exchange_weak(&to->least, &least, ns))
        continue;
    while (ns > most && !atomic_compare_exchange_weak(&to->most, &most, ns))
        continue;
}

// So many as they are now, less those of an earlier look.
struct counts {
    unsigned count[CLASSES];
    int64_t all;
};

static void look(struct counts *to, struct latencies *from, struct counts *less)
{
    to->all = 0;
    for (int i = 0; i < CLASSES; i++) {
        unsigned now =
            atomic_load_explicit(&from->count[i], memory_order_relaxed);
        to->count[i] = less ? now - less->count[i] : now;
        to->all += to->count[i];
        if (less) less->count[i] = now;
    }
}

// At most so long, for a fraction of all of them: milliseconds.
static double percentile(const struct counts *counts, double fraction)
{
    int64_t below = 0, wanted = (int64_t)(fraction * (double)counts->all + 0.5);
    if (counts->all == 0) return 0;
    for (int i = 0; i < CLASSES; i++) {
        below += counts->count[i];
        if (below >= wanted && counts->count[i]) return (double)top_of(i) / 1e6;
    }
    return 0;
}

// == What is done, and what came of it =======================================

struct path {
    const char *text;
    int weight;
    struct latencies latencies; // of what was answered
    atomic_llong failed, bytes;
};

// What one second had.
struct second {
    int users;
    int64_t done, failed;
    double median, p95, p99; // milliseconds
};

struct plan {
    const char *where, *report;
    int users, rate;
    int64_t duration, patience, think, think_more; // ns
    bool quiet;
    int path_count, weights;
    struct path *paths;
    atomic_llong asked, most; // requests; and no more than that
    atomic_int active, left;  // users: now; that have not ended
    csp_event ended;          // nothing more is to be done
    sigset_t signals;
    atomic_int error[ERRNOS], status[STATUSES];
    int64_t began, lasted;
    int second_count;
    struct second seconds[SECONDS];
    struct latencies all; // of all paths
};

static struct path *choose(struct plan *plan, uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    int at = (int)(*random % (uint64_t)plan->weights);
    struct path *path = plan->paths;
    while (at >= path->weight)
        at -= path++->weight;
    return path;
}

static void note_failure(struct plan *plan, struct path *path, int error)
{
    atomic_fetch_add(&path->failed, 1);
    atomic_fetch_add(&plan->error[error < ERRNOS ? error : 0], 1);
}

static void note_response(struct plan *plan, struct path *path, int status,
                          int64_t took, int64_t bytes)
{
    note_latency(&path->latencies, took);
    note_latency(&plan->all, took);
    atomic_fetch_add_explicit(&path->bytes, bytes, memory_order_relaxed);
    if (status < 400) return;
    atomic_fetch_add(&path->failed, 1);
    atomic_fetch_add(&plan->status[status], 1);
}

// == Users ===================================================================

struct user {
    struct plan *plan;
    struct csp_http_client *client; // NULL: no connection
    uint64_t random;
};

static void leave(struct user *user)
{
    struct plan *plan = user->plan;
    if (user->client) csp_http_hang_up(user->client);
    atomic_fetch_sub(&plan->active, 1);
    if (atomic_fetch_sub(&plan->left, 1) == 1) csp_event_set(&plan->ended);
}

static void hang_up(struct user *user)
{
    int error = errno;
    csp_http_hang_up(user->client);
    user->client = NULL;
    errno = error;
}

// Reads the response to its end: its bytes, or -1.
static coroutine int64_t read_all(struct csp_http_in *response, int64_t deadline)
{
    char bytes[8192];
    int64_t all = 0;
    ssize_t got;
    while ((got = csp_http_read_dl(response, bytes, sizeof bytes, deadline)) >
           0)
        all += got;
    return got < 0 ? -1 : all;
}

// One request on the connection that there is; the status, or -1 and errno.
static coroutine int ask_once(struct user *user, const char *path, int64_t *bytes,
                          int64_t deadline)
{
    if (!user->client)
        user->client = csp_http_dial_dl(user->plan->where, deadline);
    if (!user->client) return -1;
    struct csp_http_in *response =
        csp_http_get_dl(user->client, path, deadline);
    int status = response ? response->status : -1;
    if (response) *bytes = read_all(response, deadline);
    if (*bytes < 0) status = -1;
    if (status < 0 || !csp_http_is_open(user->client))
        hang_up(user);
    else if (csp_http_forget_dl(user->client, deadline) < 0)
        hang_up(user);
    return status;
}

// A connection that was kept may have ended meanwhile: then a new one.
static coroutine int ask(struct user *user, const char *path, int64_t *bytes,
                     int64_t deadline)
{
    bool was_kept = user->client;
    int status = ask_once(user, path, bytes, deadline);
    bool has_ended = status < 0 && (errno == ECONNRESET || errno == EPIPE);
    if (!was_kept || !has_ended) return status;
    *bytes = 0;
    return ask_once(user, path, bytes, deadline);
}

// False: it was cut off, so it counts for nothing.
static coroutine bool request(struct user *user)
{
    struct plan *plan = user->plan;
    struct path *path = choose(plan, &user->random);
    int64_t began = csp_now(), bytes = 0;
    int status = ask(user, path->text, &bytes, began + plan->patience);
    if (status < 0 && errno == ECANCELED) return false;
    if (status < 0)
        note_failure(plan, path, errno);
    else
        note_response(plan, path, status, csp_now() - began, bytes);
    // Who cannot even connect does not try as fast as he can.
    if (status < 0) csp_sleep(100 * CSP_MS);
    return true;
}

static coroutine void be_user(struct plan *plan, int number)
{
    struct user user __attribute__((cleanup(leave))) = {
        .plan = plan, .random = 88172645463325252u + (uint64_t)number * 7919};
    atomic_fetch_add(&plan->active, 1);
    while (atomic_fetch_add(&plan->asked, 1) < plan->most) {
        if (!request(&user)) return;
        int64_t more = plan->think_more;
        if (more) more = (int64_t)(user.random % (uint64_t)more);
        if (plan->think + more) csp_sleep(plan->think + more);
    }
}

// Users begin, in the group.
static coroutine void begin_users(struct plan *plan, csp_group *group)
{
    for (int i = 0; i < plan->users; i++) {
        int64_t at = plan->rate ? i * CSP_S / plan->rate : 0;
        int64_t now = csp_now() - plan->began;
        if (at > now) csp_sleep(at - now);
        go_in(group) be_user(plan, i);
    }
}

// == Each second =============================================================

static int64_t failures(const struct plan *plan)
{
    int64_t all = 0;
    for (int i = 0; i < plan->path_count; i++)
        all += plan->paths[i].failed;
    return all;
}

static void note_second(struct plan *plan, struct counts *now,
                        struct counts *before, int64_t *failed)
{
    if (plan->second_count == SECONDS) return;
    struct second *second = &plan->seconds[plan->second_count++];
    int64_t all = failures(plan);
    look(now, &plan->all, before);
    *second = (struct second){.users = plan->active,
                              .done = now->all,
                              .failed = all - *failed,
                              .median = percentile(now, .5),
                              .p95 = percentile(now, .95),
                              .p99 = percentile(now, .99)};
    *failed = all;
    if (plan->quiet) return;
    fprintf(stderr,
            "%4d s %6d users %8lld requests %6lld failed  median %.2f  p95 "
            "%.2f  p99 %.2f ms\n",
            plan->second_count, second->users, (long long)second->done,
            (long long)second->failed, second->median, second->p95,
            second->p99);
}

static coroutine void watch(struct plan *plan)
{
    static struct counts now, before;
    int64_t failed = 0;
    for (int64_t next = plan->began + CSP_S;; next += CSP_S) {
        csp_sleep(next - csp_now());
        note_second(plan, &now, &before, &failed);
    }
}

// == The report ==============================================================

static void put_text(FILE *to, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': fputs("&amp;", to); break;
        case '<': fputs("&lt;", to); break;
        default: fputc(*text, to);
        }
}

static double value_of(const struct second *second, int column)
{
    switch (column) {
    case 0: return (double)second->done;
    case 1: return (double)second->failed;
    case 2: return second->median;
    case 3: return second->p95;
    case 4: return second->p99;
    default: return second->users;
    }
}

// Columns of plan->seconds as lines over time.
static void put_chart(FILE *to, const struct plan *plan, const char *title,
                      int first, int last)
{
    static const char *const colours[] = {"#27c", "#c33", "#2a7",
                                          "#e90", "#c33", "#777"};
    static const char *const names[] = {"requests/s", "failed/s", "median",
                                        "p95",        "p99",      "users"};
    double most = 1e-9;
    for (int i = 0; i < plan->second_count; i++)
        for (int c = first; c <= last; c++)
            if (value_of(&plan->seconds[i], c) > most)
                most = value_of(&plan->seconds[i], c);
    fprintf(to, "<h2>%s</h2>\n<svg viewBox='-60 -10 880 230'>\n", title);
    fprintf(to,
            "<path d='M0 0V200H800' fill='none' stroke='#999'/>"
            "<text x='-5' y='8' text-anchor='end'>%.4g</text>"
            "<text x='-5' y='200' text-anchor='end'>0</text>"
            "<text x='800' y='216' text-anchor='end'>%d s</text>\n",
            most, plan->second_count);
    for (int c = first; c <= last; c++) {
        fprintf(to, "<polyline fill='none' stroke='%s' points='", colours[c]);
        for (int i = 0; i < plan->second_count; i++)
            fprintf(to, "%.1f,%.1f ", 800.0 * (i + 1) / plan->second_count,
                    200 - 200 * value_of(&plan->seconds[i], c) / most);
        fprintf(to, "'/><text x='%d' y='216' fill='%s'>%s</text>\n",
                100 * (c - first), colours[c], names[c]);
    }
    fputs("</svg>\n", to);
}

static double least_of(double a, double b)
{
    return a < b ? a : b;
}

static const double fractions[] = {.5, .9, .95, .99, .999};

// A row for a path: with cells of HTML, or plain.
static void put_row(FILE *to, const struct plan *plan, const char *name,
                    struct latencies *latencies, int64_t failed, bool html)
{
    static struct counts counts;
    const char *gap = html ? "<td>" : " ";
    look(&counts, latencies, NULL);
    double n = counts.all ? (double)counts.all : 1;
    double most = (double)latencies->most / 1e6; // a class may end above it
    if (html) fputs("<tr><td>", to), put_text(to, name);
    if (!html) fprintf(to, "%-24s", name);
    fprintf(to, "%s%8lld%s%8lld%s%9.1f", gap, (long long)counts.all, gap,
            (long long)failed, gap,
            (double)counts.all * 1e9 / (double)plan->lasted);
    fprintf(to, "%s%8.2f%s%8.2f", gap, (double)latencies->least / 1e6, gap,
            (double)latencies->sum / n / 1e6);
    for (size_t i = 0; i < sizeof fractions / sizeof fractions[0]; i++)
        fprintf(to, "%s%8.2f", gap,
                least_of(percentile(&counts, fractions[i]), most));
    fprintf(to, "%s%8.2f\n", gap, most);
}

static void put_rows(FILE *to, struct plan *plan, bool html)
{
    for (int i = 0; i < plan->path_count; i++) {
        struct path *path = &plan->paths[i];
        put_row(to, plan, path->text, &path->latencies, path->failed, html);
    }
    put_row(to, plan, "all", &plan->all, failures(plan), html);
}

static void put_failures(FILE *to, const struct plan *plan, const char *before)
{
    for (int i = 0; i < STATUSES; i++)
        if (plan->status[i])
            fprintf(to, "%s%d %s: %d\n", before, i, csp_http_reason(i),
                    plan->status[i]);
    for (int i = 0; i < ERRNOS; i++)
        if (plan->error[i])
            fprintf(to, "%s%s: %d\n", before, strerror(i), plan->error[i]);
}

static int write_report(struct plan *plan)
{
    FILE *to = fopen(plan->report, "w");
    if (!to) return perror(plan->report), 1;
    fputs("<!doctype html>\n<meta charset=utf-8>\n<title>loadgen</title>\n"
          "<style>body{font:15px sans-serif;margin:2em;max-width:60em}"
          "td,th{padding:.2em .6em;text-align:right}td:first-child{text-align:"
          "left}svg{font-size:12px}</style>\n<h1>",
          to);
    put_text(to, plan->where);
    fprintf(to, "</h1>\n<p>%d users, %.1f s\n", plan->users,
            (double)plan->lasted / 1e9);
    fputs("<table>\n<tr><th>path<th>answered<th>failed<th>per second<th>least "
          "ms<th>mean<th>median<th>90 %<th>95 %<th>99 %<th>99.9 %<th>most\n",
          to);
    put_rows(to, plan, true);
    fputs("</table>\n", to);
    put_failures(to, plan, "<br>");
    put_chart(to, plan, "Requests", 0, 1);
    put_chart(to, plan, "Latency, ms", 2, 4);
    put_chart(to, plan, "Users", 5, 5);
    bool failed = ferror(to);
    if (fclose(to) != 0 || failed) return perror(plan->report), 1;
    return 0;
}

static void say_all(struct plan *plan)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-24s %8s %8s %9s %8s %8s %8s %8s %8s %8s %8s %8s\n", "path",
           "answered", "failed", "per s", "least ms", "mean", "median", "90 %",
           "95 %", "99 %", "99.9 %", "most");
    put_rows(stdout, plan, false);
    put_failures(stdout, plan, "  ");
    printf("%.1f s, at most %ld KiB of memory\n", (double)plan->lasted / 1e9,
           usage.ru_maxrss);
}

// == The program =============================================================

static void need_descriptors(const struct plan *plan)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < (rlim_t)plan->users + 20)
        fprintf(stderr, "loadgen: no more than %ld descriptors (ulimit -n)\n",
                (long)limit.rlim_max);
}

static coroutine void await_signal(struct plan *plan)
{
    if (csp_signal(&plan->signals) > 0) csp_event_set(&plan->ended);
}

// Until the time is over, or a signal comes, or all users have left; ends all
// by its own end.
static coroutine void run_users(struct plan *plan)
{
    group()
    {
        csp_group *all = csp_group_here();
        go_in(all) await_signal(plan);
        go_in(all) watch(plan);
        go_in(all) begin_users(plan, all);
        until(plan->began + plan->duration) csp_event_wait(&plan->ended);
        return;
    }
}

static coroutine int run(struct plan *plan)
{
    plan->signals = csp_signals_to_end();
    need_descriptors(plan);
    plan->left = plan->users;
    plan->began = csp_now();
    run_users(plan);
    plan->lasted = csp_now() - plan->began;
    say_all(plan);
    return plan->report ? write_report(plan) : 0;
}

static int usage(void)
{
    fputs("usage: loadgen [-u USERS] [-r RATE] [-d SECONDS] [-n COUNT] "
          "[-w MS[-MS]]\n"
          "               [-t SECONDS] [-o FILE] [-q] HOST:PORT "
          "[PATH[*WEIGHT]...]\n",
          stderr);
    return 2;
}

// "PATH*3"; the text is cut.
static bool add_path(struct plan *plan, char *text)
{
    char *star = strrchr(text, '*');
    int weight = star ? atoi(star + 1) : 1;
    if (plan->path_count == PATHS || *text != '/' || weight < 1) return false;
    if (star) *star = 0;
    plan->paths[plan->path_count].text = text;
    plan->paths[plan->path_count++].weight = weight;
    plan->weights += weight;
    return true;
}

static bool set_think(struct plan *plan, const char *text)
{
    double least, most;
    int n = sscanf(text, "%lf-%lf", &least, &most);
    if (n < 1 || least < 0 || (n == 2 && most < least)) return false;
    plan->think = (int64_t)(least * 1e6);
    plan->think_more = n == 2 ? (int64_t)((most - least) * 1e6) : 0;
    return true;
}

static bool set_option(struct plan *plan, int option, const char *text)
{
    switch (option) {
    case 'u': return (plan->users = atoi(text)) > 0;
    case 'r': return (plan->rate = atoi(text)) > 0;
    case 'd': return (plan->duration = (int64_t)(atof(text) * 1e9)) > 0;
    case 'n': return (plan->most = atoll(text)) > 0;
    case 'w': return set_think(plan, text);
    case 't': return (plan->patience = (int64_t)(atof(text) * 1e9)) > 0;
    case 'o': return (plan->report = text);
    case 'q': return plan->quiet = true;
    default: return false;
    }
}

int main(int argc, char **argv)
{
    static struct path paths[PATHS];
    static struct plan plan = {.users = 10,
                               .duration = 10 * CSP_S,
                               .patience = 10 * CSP_S,
                               .most = INT64_MAX,
                               .paths = paths,
                               .ended = CSP_EVENT_INIT};
    static char root[] = "/";
    for (int option; (option = getopt(argc, argv, "u:r:d:n:w:t:o:q")) != -1;)
        if (!set_option(&plan, option, optarg)) return usage();
    if (optind == argc) return usage();
    plan.where = argv[optind++];
    if (strstr(plan.where, "://")) return usage(); // a path is a word of its own
    for (; optind < argc; optind++)
        if (!add_path(&plan, argv[optind])) return usage();
    if (plan.path_count == 0) add_path(&plan, root);
    return run(&plan);
}
