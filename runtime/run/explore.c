// SPDX-License-Identifier: MIT
// explore.c: looking for the order of events that a program does not survive.
//
// Owns nothing when it is over: it ends the process. A run is this program,
// executed anew with CSP_SEED or CSP_REPLAY, and fails if it ends by a signal
// or with a status other than 0, or does not end.
//
// Three ways to search for orders: at random; by priorities (PCT); and depth
// first, where all runs with one deviation from the usual order come first,
// then those with two, and so on (delay bounding: Emmi, Qadeer, Rakamaric, POPL
// 2011). And one for cancellation: each thing that may be cancelled is, in a
// run of its own. What has been found is shortened by leaving deviations out as
// long as it still fails (delta debugging: Zeller, Hildebrandt, 2002); and,
// since what is left out shifts all that comes behind, by looking for a run
// with fewer from the start.
#include "run/explore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/stop.h"
#include "base/sys.h"
#include "run/choice.h"

enum {
    SHRINK_RUNS = 400, // at most, to shorten what was found, in either way
    RUN_SECONDS = 60,  // a run that takes longer does not end
    SIGNALLED = 128,   // added to a signal's number, as shells do
    ENDLESS = -1,
};

extern char **environ;

struct run {
    struct choice *choice;
    size_t count;
    int status; // of exit; or SIGNALLED and more; or ENDLESS
};

static struct {
    char *arguments; // as /proc/self/cmdline has them
    char **argv;
    char made[64], given[64]; // records: what a run did, what it is to do
    int input, output;        // standard ones of the children
} the;

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "csp: CSP_EXPLORE: %s: %s\n", what, strerror(errno));
    _exit(2);
}

// -- a run -------------------------------------------------------------------

static void *grown(void *block, size_t bytes)
{
    void *more = realloc(block, bytes ? bytes : 1);
    if (!more) give_up("memory");
    return more;
}

// Everything that can be read, with a 0 behind it.
static char *read_all(int fd, size_t *length)
{
    size_t room = 65536, n = 0;
    char *text = grown(NULL, room + 1);
    for (ssize_t got; (got = read(fd, text + n, room - n)) != 0;) {
        if (got < 0 && errno != EINTR) give_up("read");
        n += got > 0 ? (size_t)got : 0;
        if (n == room) text = grown(text, (room *= 2) + 1);
    }
    text[n] = 0;
    *length = n;
    return text;
}

static void write_all(int fd, const void *data, size_t bytes)
{
    for (const char *at = data; bytes > 0;) {
        ssize_t n = write(fd, at, bytes);
        if (n < 0 && errno != EINTR) give_up("write");
        if (n < 0) continue;
        at += n;
        bytes -= (size_t)n;
    }
}

static int temporary(char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%.40s/csp-XXXXXX", folder ? folder : "/tmp");
    int fd = mkstemp(path);
    if (fd < 0) give_up(path);
    return fd;
}

static int unnamed(void)
{
    char path[64];
    int fd = temporary(path, sizeof path);
    unlink(path);
    return fd;
}

static void learn_arguments(void)
{
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    if (fd < 0) give_up("/proc/self/cmdline");
    size_t length, n = 0;
    the.arguments = read_all(fd, &length);
    close(fd);
    the.argv = grown(NULL, (length + 1) * sizeof *the.argv);
    for (size_t at = 0; at < length; at += strlen(the.arguments + at) + 1)
        the.argv[n++] = the.arguments + at;
    the.argv[n] = NULL;
}

// What there is to read on standard input is for each of the runs.
static void learn_input(void)
{
    struct stat file;
    if (fstat(0, &file) != 0 || S_ISCHR(file.st_mode)) {
        the.input = open("/dev/null", O_RDONLY);
        return;
    }
    size_t length;
    char *text = read_all(0, &length);
    the.input = unnamed();
    write_all(the.input, text, length);
    free(text);
}

// A run makes its own choices, or those of a record; it tells its story, or
// does not.
enum { SILENT = 0, REPLAYED = 1, TOLD = 2 };

static _Noreturn void become(const char *seed, unsigned how)
{
    static const char *const ours[] = {"CSP_EXPLORE", "CSP_SEED", "CSP_REPLAY",
                                       "CSP_STORY"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        unsetenv(ours[i]);
    setenv("CSP_RECORD", the.made, 1);
    setenv("CSP_WORKERS", "1", 1); // as it is, without a word of it
    if (seed) setenv("CSP_SEED", seed, 1);
    if (how & REPLAYED) setenv("CSP_REPLAY", the.given, 1);
    if (how & TOLD) setenv("CSP_STORY", "1", 1);
    lseek(the.input, 0, SEEK_SET);
    dup2(the.input, 0);
    dup2(the.output, 1);
    dup2(the.output, 2);
    execve("/proc/self/exe", the.argv, environ);
    give_up("/proc/self/exe");
}

static int wait_for(pid_t child)
{
    int status;
    int64_t end = cspi_deadline(RUN_SECONDS * INT64_C(1000000000));
    for (int64_t nap = 20000;; nap += nap < 5000000 ? nap / 4 : 0) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended < 0 && errno != EINTR) give_up("wait");
        if (ended == child) break;
        if (cspi_now() > end) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return ENDLESS;
        }
        cspi_sleep_until(cspi_deadline(nap));
    }
    return WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status)
                               : WEXITSTATUS(status);
}

static void read_record(struct run *run)
{
    size_t length;
    int fd = open(the.made, O_RDONLY | O_CLOEXEC);
    if (fd < 0) give_up(the.made);
    run->choice = (struct choice *)read_all(fd, &length);
    close(fd);
    run->count = length / sizeof *run->choice;
    while (run->count > 0 && run->choice[run->count - 1].of == 0)
        run->count--;
}

static struct run run_once(const char *seed, unsigned how)
{
    struct run run = {NULL, 0, 0};
    if (ftruncate(the.output, 0) != 0 || truncate(the.made, 0) != 0)
        give_up("truncate");
    lseek(the.output, 0, SEEK_SET);
    pid_t child = fork();
    if (child < 0) give_up("fork");
    if (child == 0) become(seed, how);
    run.status = wait_for(child);
    read_record(&run);
    return run;
}

static void
write_record(const char *path, const struct choice *choice, size_t count)
{
    static const struct choice end;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) give_up(path);
    write_all(fd, choice, count * sizeof *choice);
    write_all(fd, &end, sizeof end);
    if (close(fd) != 0) give_up(path);
}

// With these choices, and the first one wherever they say nothing; whatever
// they are choices of.
static struct run
run_by(const struct choice *choice, size_t count, unsigned how)
{
    struct choice *any = grown(NULL, count * sizeof *any);
    for (size_t i = 0; i < count; i++)
        any[i] = (struct choice){CHOICE_OF_ANY, choice[i].which, 0};
    write_record(the.given, any, count);
    free(any);
    return run_once(NULL, REPLAYED | how);
}

// -- shortening --------------------------------------------------------------

static size_t count_deviations(const struct run *run)
{
    size_t n = 0;
    for (size_t i = 0; i < run->count; i++)
        n += run->choice[i].which > 0;
    return n;
}

// Leaves out the deviations from the one `skip` on, so many; true if that still
// fails in the same way: *run is then the shorter one.
static bool leave_out(struct run *run, size_t skip, size_t many)
{
    struct choice *fewer = grown(NULL, run->count * sizeof *fewer);
    for (size_t i = 0, at = 0; i < run->count; i++) {
        fewer[i] = run->choice[i];
        if (fewer[i].which == 0) continue;
        if (at >= skip && at < skip + many) fewer[i].which = 0;
        at++;
    }
    struct run shorter = run_by(fewer, run->count, SILENT);
    free(fewer);
    bool better = shorter.status == run->status &&
                  count_deviations(&shorter) < count_deviations(run);
    free(better ? run->choice : shorter.choice);
    if (better) *run = shorter;
    return better;
}

static void leave_out_all(struct run *run)
{
    int runs = 0;
    for (size_t many = count_deviations(run); many > 0; many /= 2)
        for (size_t skip = 0;
             skip < count_deviations(run) && runs < SHRINK_RUNS; runs++)
            if (!leave_out(run, skip, many)) skip += many;
}

// Makes the last choice that can still be another one that, behind which
// nothing is said; false if there is none with so many deviations.
static bool go_back(struct run *run, size_t most)
{
    size_t before = count_deviations(run);
    for (; run->count > 0; run->count--) {
        struct choice *last = &run->choice[run->count - 1];
        before -= last->which > 0;
        if (before >= most || last->which + 1 >= last->of) continue;
        last->which++;
        return true;
    }
    return false;
}

// Is there a run with at most so many deviations that fails in the same way?
static bool find_with(struct run *run, size_t most, int *runs)
{
    struct run next = {NULL, 0, 0};
    do {
        struct run tried = run_by(next.choice, next.count, SILENT);
        free(next.choice);
        next = tried;
        ++*runs;
        if (next.status != run->status) continue;
        free(run->choice);
        *run = next;
        return true;
    } while (*runs < SHRINK_RUNS && go_back(&next, most));
    free(next.choice);
    return false;
}

static void shorten(struct run *run)
{
    int runs = 0;
    leave_out_all(run);
    for (size_t most = 1; most < count_deviations(run); most++)
        if (runs >= SHRINK_RUNS || find_with(run, most, &runs)) break;
}

// -- telling -----------------------------------------------------------------

static void copy_output(void)
{
    size_t length;
    lseek(the.output, 0, SEEK_SET);
    char *text = read_all(the.output, &length);
    write_all(2, text, length);
    free(text);
}

static void clean_up(void)
{
    unlink(the.made);
    unlink(the.given);
}

static _Noreturn void end_with(struct run run, long number, const char *seed)
{
    const char *kept = getenv("CSP_RECORD");
    if (!kept || !*kept) kept = "csp.replay";
    fprintf(stderr, "csp: CSP_EXPLORE: run %ld fails", number);
    const char *cancel = getenv("CSP_CANCEL");
    if (!cancel) cancel = "";
    if (seed) fprintf(stderr, " (CSP_SEED=%s)", seed);
    if (run.status == ENDLESS)
        fprintf(stderr, ": it does not end in %d s\n", RUN_SECONDS);
    else if (run.status > SIGNALLED)
        fprintf(stderr, ": %s\n", strsignal(run.status - SIGNALLED));
    else
        fprintf(stderr, ": exit status %d\n", run.status);
    if (run.status != ENDLESS) shorten(&run);
    struct run told = run_by(run.choice, run.count, TOLD);
    write_record(kept, told.choice, told.count);
    fprintf(stderr,
            "csp: again by CSP_REPLAY=%s%s%s; deviations from the usual order: "
            "%zu\n",
            kept, *cancel ? " CSP_CANCEL=" : "", cancel,
            count_deviations(&told));
    copy_output();
    clean_up();
    _exit(run.status == ENDLESS ? 2 : run.status);
}

static _Noreturn void end_well(long runs, const char *how)
{
    fprintf(stderr, "csp: CSP_EXPLORE: none of %ld runs fails%s\n", runs, how);
    clean_up();
    _exit(0);
}

// -- searching ---------------------------------------------------------------

enum drawing { BY_TURNS, BY_PRIORITIES, AT_RANDOM };

// The seeds are numbered from `first` on.
static _Noreturn void
search_by_seeds(long runs, long first, enum drawing drawing)
{
    char seed[64];
    size_t expected = 1000;
    for (long i = 1; i <= runs; i++) {
        long number = first + i - 1;
        if (drawing == BY_PRIORITIES || (drawing == BY_TURNS && i % 2 == 0))
            snprintf(seed, sizeof seed, "%ld,pct,%zu", number, expected);
        else
            snprintf(seed, sizeof seed, "%ld", number);
        struct run run = run_once(seed, SILENT);
        if (run.status != 0) end_with(run, i, seed);
        if (run.count > 0) expected = run.count;
        free(run.choice);
    }
    end_well(runs, "");
}

static _Noreturn void search_all(long runs)
{
    long made = 0;
    for (size_t most = 0;; most++) {
        bool deepest = true; // no run could have deviated once more
        struct run run = {NULL, 0, 0};
        do {
            if (made == runs) end_well(runs, "");
            struct run next = run_by(run.choice, run.count, SILENT);
            free(run.choice);
            run = next;
            if (run.status != 0) end_with(run, made + 1, NULL);
            made++;
            deepest &= run.count == 0 || count_deviations(&run) < most;
        } while (go_back(&run, most));
        free(run.choice);
        if (deepest) end_well(made, ": these are all there are");
    }
}

// Each run cancels another thing; `seed` is the order, NULL: the usual one.
static _Noreturn void search_cancelled(long runs, const char *seed)
{
    for (long i = 1; i <= runs; i++) {
        char number[32];
        snprintf(number, sizeof number, "%ld", i);
        setenv("CSP_CANCEL", number, 1);
        struct run run = run_once(seed, SILENT);
        if (run.status != 0) end_with(run, i, seed);
        bool cancels = false;
        for (size_t at = 0; at < run.count; at++)
            cancels |= run.choice[at].of == CHOICE_CANCELS;
        free(run.choice);
        if (!cancels) end_well(i - 1, ": these are all there are");
    }
    end_well(runs, "");
}

// CSP_SEED: of the first run; -1 if that is no number.
static long first_seed(void)
{
    const char *text = getenv("CSP_SEED");
    if (!text || !*text) return 1;
    char *end;
    long first = strtol(text, &end, 10);
    return *end || first < 0 || first > INT32_MAX ? -1 : first;
}

const char *cspi_explore(const char *text)
{
    char *how;
    errno = 0;
    long runs = strtol(text, &how, 10);
    bool pct = strcmp(how, ",pct") == 0, random = strcmp(how, ",random") == 0,
         dfs = strcmp(how, ",dfs") == 0, cancel = strcmp(how, ",cancel") == 0;
    bool known = !*how || pct || random || dfs || cancel;
    if (how == text || errno || runs < 1 || !known)
        return "a number, as 1000, 1000,random, 1000,pct, 1000,dfs or "
               "1000,cancel";
    long first = first_seed();
    if (first < 0 && !cancel)
        return "with a CSP_SEED that is a number, or with none";
    learn_arguments();
    learn_input();
    the.output = unnamed();
    close(temporary(the.made, sizeof the.made));
    close(temporary(the.given, sizeof the.given));
    if (dfs) search_all(runs);
    if (cancel) search_cancelled(runs, getenv("CSP_SEED"));
    search_by_seeds(runs, first,
                    pct      ? BY_PRIORITIES
                    : random ? AT_RANDOM
                             : BY_TURNS);
}
