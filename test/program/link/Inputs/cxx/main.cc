// All channel operations that a thread may do, in C++.
#include "work.h"

#include <cstdio>
#include <cstring>
#include <thread>

static int lost;

static void count_lost(void *element)
{
    lost += *static_cast<int *>(element);
}

static int squares()
{
    auto_chan(struct job) jobs = chan_make(struct job, 1);
    auto_chan(int) reply = chan_make(int, 2);
    int sum = 0, v = 0;
    start(jobs);
    std::thread sender([&] {
        for (int i = 1; i <= 3; i++)
            chan_send_thread(jobs, {i, reply});
    });
    for (int i = 0; i < 3; i++)
        if (chan_recv_thread(reply, &v)) sum += v;
    sender.join();
    chan_close(jobs);
    bool empty = chan_len(reply) == 0 && chan_cap(reply) == 2;
    return empty && chan_try_recv(reply, &v) == 0 ? sum : -1;
}

static bool ends()
{
    chan(int) d = chan_make_slide(int, 1), w = chan_make_drop(int, 1);
    chan_on_drop(d, count_lost);
    bool sent = chan_try_send(d, 5) == 1 && chan_try_send(d, 6) == 1;
    chan_fail(d, 7);
    bool failed = chan_error(d) == 7 && chan_try_recv(d, NULL) == CSP_ECLOSED;
    chan_release(chan_retain(d));
    chan_release(d);
    chan_writers(w, 1);
    chan_retire(w);
    bool closed = !chan_recv_thread(w, nullptr) && !chan_send_thread(w, 1);
    chan_release(w);
    return sent && failed && closed && lost == 11;
}

int main()
{
    int v = 1;
    chan(int) c = chan_make(int, 1);
    chan_in(int) in = c;
    chan_out(int) out = c;
    struct csp_choice set[] = {choice_recv(in, &v), choice_send(out, &v),
                               choice_after(2 * CSP_MS)};
    task(int) none = nullptr;
    task_drop(none);
    bool named = !std::strcmp(csp_error_text(CSP_ECLOSED),
                              "the channel is closed");
    std::printf("%d %d %d %d\n", squares(), ends(), named,
                csp_now() > 0 && sizeof set > 0);
    chan_release(c);
}
