// SPDX-License-Identifier: MIT
// coro.h: C++20 coroutines as one would write them without a library: a task
// that starts others, a call that is awaited, a channel, a queue of what can go
// on. One thread; nothing here is locked.
#ifndef CORO_H
#define CORO_H

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <exception>
#include <utility>

namespace coro {

inline int64_t now()
{
    auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

inline std::deque<std::coroutine_handle<>> ready;

inline void run()
{
    while (!ready.empty()) {
        auto next = ready.front();
        ready.pop_front();
        next.resume();
    }
}

struct yield {
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> me) { ready.push_back(me); }
    void await_resume() {}
};

// Nobody waits for it: its frame goes when it ends.
struct task {
    struct promise_type {
        task get_return_object()
        {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend() { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

inline void go(task t)
{
    ready.push_back(t.handle);
}

// A call that gives a value, to be awaited once.
template <class T> struct call {
    struct promise_type {
        T value;
        std::coroutine_handle<> caller;
        call get_return_object()
        {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend() { return {}; }
        struct back {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<>
            await_suspend(std::coroutine_handle<promise_type> me) noexcept
            {
                return me.promise().caller;
            }
            void await_resume() noexcept {}
        };
        back final_suspend() noexcept { return {}; }
        void return_value(T v) { value = v; }
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;

    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller)
    {
        handle.promise().caller = caller;
        return handle;
    }
    T await_resume()
    {
        T value = handle.promise().value;
        handle.destroy();
        return value;
    }
};

// Values that fit, then those of senders that wait, first come first served.
template <class T> class channel {
    struct waiter {
        T value;
        bool ok;
        std::coroutine_handle<> who;
        waiter *next;
    };
    struct line {
        waiter *first = nullptr, **last = &first;
        void push(waiter *w)
        {
            w->next = nullptr;
            *last = w;
            last = &w->next;
        }
        waiter *pop()
        {
            waiter *w = first;
            if (w && !(first = w->next)) last = &first;
            return w;
        }
    };
    T *buffer;
    long room, head = 0, count = 0;
    bool closed = false;
    line senders, receivers;

    bool take(T &value)
    {
        if (count) {
            value = buffer[head];
            head = head + 1 == room ? 0 : head + 1;
            count--;
            if (waiter *w = senders.pop()) {
                put(w->value);
                ready.push_back(w->who);
            }
            return true;
        }
        waiter *w = senders.pop();
        if (!w) return false;
        value = w->value;
        ready.push_back(w->who);
        return true;
    }
    void put(T value)
    {
        long at = head + count++;
        buffer[at >= room ? at - room : at] = value;
    }
    bool give(T value)
    {
        if (waiter *w = receivers.pop()) {
            w->value = value;
            w->ok = true;
            ready.push_back(w->who);
            return true;
        }
        if (count == room) return false;
        put(value);
        return true;
    }

  public:
    explicit channel(long n = 0) : buffer(new T[n ? n : 1]), room(n) {}
    channel(const channel &) = delete;
    ~channel() { delete[] buffer; }

    auto send(T value)
    {
        struct sending {
            channel *c;
            waiter w;
            bool await_ready() { return c->give(w.value); }
            void await_suspend(std::coroutine_handle<> me)
            {
                w.who = me;
                c->senders.push(&w);
            }
            void await_resume() {}
        };
        return sending{this, {value, true, {}, nullptr}};
    }

    // False: closed, and nothing left.
    auto recv(T &value)
    {
        struct receiving {
            channel *c;
            T &value;
            waiter w;
            bool await_ready()
            {
                w.ok = c->take(w.value);
                return w.ok || c->closed;
            }
            void await_suspend(std::coroutine_handle<> me)
            {
                w.who = me;
                c->receivers.push(&w);
            }
            bool await_resume()
            {
                if (w.ok) value = w.value;
                return w.ok;
            }
        };
        return receiving{this, value, {T{}, false, {}, nullptr}};
    }

    void close()
    {
        closed = true;
        while (waiter *w = receivers.pop())
            ready.push_back(w->who);
    }
};
}
#endif
