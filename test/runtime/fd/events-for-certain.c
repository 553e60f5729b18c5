// An event says that there is something to read, whoever looks, unless who
// reads when it is told, or has read since the poller looked, may have taken
// it. Whoever is told so has acted upon it.
#include "io/fd.h"

#include "machine.h"
#include <csp/fd.h>
#include <csp_io.h>
#include <sys/socket.h>
#include <unistd.h>

#include "io/poller.h"

static int ours, other;

// What the poller says of it, and not of what wakes the poller.
static struct poll_event event(void)
{
    struct poll_event events[POLL_EVENTS];
    int n = cspi_poller_wait(events, 0), i = 0;
    while (i < n && events[i].tag == 0)
        i++;
    assert_int_equal(i + 1, n);
    return events[i];
}

// It is readable once more.
static struct poll_event next_event(void)
{
    assert_int_equal(write(other, "x", 1), 1);
    return event();
}

static void tell(struct poll_event what, bool is_fresh)
{
    struct waiter *woken = NULL;
    cspi_fd_event(&what, is_fresh, &woken);
    assert_null(woken);
}

static void begin(void)
{
    int note;
    assert_int_equal(csp__fd_start(ours, CSP_READABLE, &note), 1);
}

static void end(void)
{
    csp__io_end(ours, CSP_READABLE);
}

static int set_up(void **state)
{
    int pair[2];
    (void)state;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0) return -1;
    ours = pair[0], other = pair[1];
    return csp__fd_hold(ours) < 0 || !csp__fd_gate(ours, CSP_READABLE);
}

static void test_told_once(void **state)
{
    (void)state;
    tell(next_event(), true);
    assert_int_equal(csp__fd_come(ours), 1);
    assert_int_equal(csp__fd_come(ours), -1);
}

static void test_told_while_one_reads(void **state)
{
    (void)state;
    begin();
    tell(next_event(), true);
    end();
    assert_int_equal(csp__fd_come(ours), -1);
}

static void test_found_before_a_read_ended(void **state)
{
    (void)state;
    begin();
    atomic_fetch_add(&cspi_polls, 1);
    struct poll_event found = next_event();
    end();
    tell(found, true);
    atomic_fetch_sub(&cspi_polls, 1);
    assert_int_equal(csp__fd_come(ours), -1);
    begin();
    end();
    tell(found, false); // it came late
    assert_int_equal(csp__fd_come(ours), -1);
    tell(found, true);
    assert_int_equal(csp__fd_come(ours), 1);
}

// By a case_fd, say: he may read by means of his own, unseen.
static void test_who_looks_may_read(void **state)
{
    int ready;
    (void)state;
    begin();
    end();
    assert_non_null(csp__fd_look(ours, CSP_READABLE, &ready));
    tell(next_event(), true);
    assert_int_equal(csp__fd_come(ours), -1);
    begin();
    end();
    tell(next_event(), true);
    assert_int_equal(csp__fd_come(ours), 1);
}

// Only who tries tells the end from what came before it.
static void test_the_end(void **state)
{
    (void)state;
    begin();
    end();
    shutdown(other, SHUT_WR);
    tell(event(), true);
    assert_int_equal(csp__fd_come(ours), -1);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(test_told_once),
        cmocka_unit_test(test_told_while_one_reads),
        cmocka_unit_test(test_found_before_a_read_ended),
        cmocka_unit_test(test_who_looks_may_read),
        cmocka_unit_test(test_the_end),
    };
    return cmocka_run_group_tests(all, set_up, NULL);
}
