// SPDX-License-Identifier: MIT
// csp/cxx.h: csp.h in C++, 11 and above: all that any thread may do with a
// channel. cspcc compiles no C++, so there are no coroutines in it: the forms
// that suspend or start a task are errors here. csp.h includes it, nobody else.
//
// A channel carries bytes, so its elements are trivially copyable. As C++ has
// no compound literals and no _Generic, templates stand for them.
#if defined __cplusplus && !defined CSP_CXX_H
#define CSP_CXX_H
#pragma GCC system_header

// == What waits for nothing, and what blocks a thread ========================
template <class T> struct csp__element {
    static_assert(__is_trivially_copyable(T),
                  "a channel carries values that are copied byte by byte");
    static bool
    send_thread(void *chan, const T &value, const char *file, int line)
    {
        return csp__send_thread(chan, &value, file, line);
    }
    static int try_send(void *chan, const T &value, const char *file, int line)
    {
        return csp__try_send(chan, &value, file, line);
    }
    static bool recv_thread(void *chan, T *value, const char *file, int line)
    {
        return csp__recv_thread(chan, value, file, line);
    }
    static int try_recv(void *chan, T *value, const char *file, int line)
    {
        return csp__try_recv(chan, value, file, line);
    }
    static struct csp_choice choice_recv(void *chan, T *value)
    {
        return csp__choice_recv(chan, value);
    }
    static struct csp_choice choice_send(void *chan, T *value)
    {
        return csp__choice_send(chan, value);
    }
};
#define csp__of(c) csp__element<csp__elem(c)>

#undef csp_chan_send_thread
#undef csp_chan_recv_thread
#undef csp_chan_try_send
#undef csp_chan_try_recv
#undef csp_choice_recv
#undef csp_choice_send
#define csp_chan_send_thread(c, ...)                                           \
    csp__of(c)::send_thread((c), __VA_ARGS__, csp__here)
#define csp_chan_recv_thread(c, p) csp__of(c)::recv_thread((c), (p), csp__here)
#define csp_chan_try_send(c, ...)                                              \
    csp__of(c)::try_send((c), __VA_ARGS__, csp__here)
#define csp_chan_try_recv(c, p) csp__of(c)::try_recv((c), (p), csp__here)
#define csp_choice_recv(c, p) csp__of(c)::choice_recv((c), (p))
#define csp_choice_send(c, p) csp__of(c)::choice_send((c), (p))

// == What only coroutines do =================================================
#define csp__only_in_c(word, instead)                                          \
    static_assert(sizeof(char) == 0,                                           \
                  word " is for coroutines, which are C compiled by cspcc; "   \
                       "in C++ " instead)
#define csp__no_value(type, word, instead)                                     \
    ([]() -> type {                                                            \
        csp__only_in_c(word, instead);                                         \
        return *static_cast<type *>(nullptr);                                  \
    }())
#define csp__call_one "call a coroutine of a C file, which blocks the thread"

#undef csp_chan_send
#undef csp_chan_recv
#undef csp_chan_get
#undef csp_spawn
#undef csp_join
#define csp_chan_send(...)                                                     \
    csp__no_value(bool, "chan_send", "a thread says chan_send_thread(c, v)")
#define csp_chan_recv(...)                                                     \
    csp__no_value(bool, "chan_recv", "a thread says chan_recv_thread(c, &v)")
#define csp_chan_get(c)                                                        \
    csp__no_value(csp__elem(c), "chan_get",                                    \
                  "a thread says chan_recv_thread(c, &v)")
#define csp_spawn(...) csp__no_value(int, "spawn", csp__call_one)
#define csp_join(...) csp__no_value(int, "join", csp__call_one)
#define csp_yield(...) csp__no_value(int, "yield", csp__call_one)
#define csp_sleep(...) csp__no_value(int, "csp_sleep", csp__call_one)
#define csp_select_set(...) csp__no_value(int, "select_set", csp__call_one)

#undef csp_go
#undef csp_par
#undef csp_blocking
#undef csp_within
#undef csp_until
#undef csp_shield
#undef csp_group
#undef csp_go_in
#undef csp_select
#undef csp_select_ordered
#undef csp_select_fair
#undef csp_case_recv
#undef csp_case_send
#undef csp_case_after
#undef csp_case_cancel
#define csp_go csp__only_in_c("go", csp__call_one);
#define csp_par csp__only_in_c("par", csp__call_one);
#define csp_blocking csp__only_in_c("blocking", "the thread may block");
#define csp_within(...) csp__only_in_c("within", csp__call_one);
#define csp_until(...) csp__only_in_c("until", csp__call_one);
#define csp_group(...) csp__only_in_c("group", csp__call_one);
#define csp_go_in(...) csp__only_in_c("go_in", csp__call_one);
#define csp_shield() csp__only_in_c("shield", csp__call_one);
#define csp_select                                                             \
    csp__only_in_c("select", csp__call_one);                                   \
    switch (0)
#define csp_select_ordered csp_select
#define csp_select_fair csp_select
#define csp__no_case(n) case n
#define csp__no_case_(n) csp__no_case(n)
#define csp_case_recv(...) csp__no_case_(__COUNTER__)
#define csp_case_send(...) csp__no_case_(__COUNTER__)
#define csp_case_after(...) csp__no_case_(__COUNTER__)
#define csp_case_cancel() csp__no_case_(__COUNTER__)

#endif
