# SPDX-License-Identifier: MIT
"""The breaks of the runtime: in which file, what is wrong with it then, the old
text (which must be there once), the new one, and the tests that must notice, of
which the cheapest comes first. Wake-ups that get lost cost a few milliseconds
here, as somebody looks after the others; those are test/model's."""
from collections import namedtuple

Mutant = namedtuple("Mutant", "file why old new tests")
MUTANTS = []


def mutant(file, why, old, new, tests):
    MUTANTS.append(Mutant(file, why, old, new, tests))


# == Channels ==================================================================
mutant("sync/chan.c",
       "a place in the buffer is not given to a waiting sender", """\
        struct waiter *sender = c->senders.first;
        if (sender && (sender = cspi_waiter_claim(&c->senders))) {
            ring_put_of(c, sender);
            rest->woken = sender;
        }
        return CHAN_DONE;
""", """\
        return CHAN_DONE;
""", "program/chan/room-for-waiting-sender")
mutant("sync/chan.c",
       "who has been met stays the first of the queue", """\
    cspi_queue_set_first(queue, first->next);
    cspi_spin_unlock(&c->lock);
""", """\
    cspi_spin_unlock(&c->lock);
""", "runtime/chan/rendezvous-and-buffer program/chan/rendezvous")
mutant("sync/list.h", "who is taken out from the middle stays before the next", """\
    else if (next->who & WAITER_CLAIMED)
        next->prev = w->prev;
""", "    else {}\n", "runtime/chan/queue")
mutant("sync/chan.c", "a value for NULL is dropped without its destructor",
       "        set_aside(c, from, rest);\n}", "        (void)rest;\n}",
       "runtime/chan/drop-and-slide program/chan/dropped-by-receiver")
mutant("sync/chan.c", "a full buffer that slides drops the new value",
       "if (c->mode == CHAN_SLIDE && c->capacity > 0", "if (false",
       "runtime/chan/drop-and-slide")
mutant("sync/chan.c", "the buffer's end does not wrap",
       "if (at >= c->capacity) at -= c->capacity;", "",
       "runtime/chan/rendezvous-and-buffer program/chan/every-capacity")
mutant("sync/chan.c", "a send into the room of a closed channel succeeds",
       "    if (c->closed) return closed(c);\n", "",
       "runtime/chan/rendezvous-and-buffer program/chan/send-on-closed-checked")
mutant("sync/chan.c", "chan_try_send forgets whom it has to wake", """\
    enum chan_try done = try_send(c, value, &rest);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(cspi_self, &rest);
""", """\
    enum chan_try done = try_send(c, value, &rest);
    cspi_spin_unlock(&c->lock);
""", "runtime/chan/try")
mutant("sync/chan.c",
       "a receive from a closed channel leaves the target as it was",
       "    if (!c->closed) return CHAN_WAIT;\n"
       "    if (value) memset(value, 0, c->elem_bytes);\n",
       "    if (!c->closed) return CHAN_WAIT;\n",
       "program/chan/closed-in-every-way runtime/chan/try")
mutant("run/ready.h", "an operation that need not wait never yields",
       "    if (--worker->abi.budget > 0) return result;",
       "    if (--worker->abi.budget > INT32_MIN) return result;",
       "program/chan/alone-yields")
mutant("sync/gate.c", "who waits for a mutex is overtaken for ever",
       "    if (c->overtaken < CSP_MUTEX_OVERTAKES) {",
       "    if (c->overtaken <= UINT8_MAX) {",
       "program/sync/mutex-overtaken")
mutant("sync/list.h", "the last one to wait is served first", """\
    w->next = NULL;
    if (w->who & WAITER_CLAIMED) w->prev = queue->last;
    if (queue->first)
        queue->last->next = w;
    else
        cspi_queue_set_first(queue, w);
    queue->last = w;
""", """\
    w->next = queue->first;
    if (!queue->first)
        queue->last = w;
    else if (queue->first->who & WAITER_CLAIMED)
        queue->first->prev = w;
    cspi_queue_set_first(queue, w);
""", "program/chan/waiters-served-in-order")

# == How channels end ==========================================================
mutant("sync/chan_end.c", "close wakes no senders",
       "    cspi_waiter_claim_all(&c->senders, last);\n", "    (void)last;\n",
       "program/chan/close-wakes-senders")
mutant("sync/chan_end.c",
       "close leaves what woken receivers wait for as it was",
       "if (value) memset(value, 0, c->elem_bytes);", "(void)value;",
       "program/chan/close-zeroes-waiting")
mutant("sync/chan_end.c", "fail keeps what is in the buffer",
       "        dropped = c->count;\n        cspi_chan_set_count(c, 0);\n",
       "        dropped = 0;\n", "runtime/chan/fail")
mutant("sync/chan_end.c", "the first writer to retire closes",
       "--c->writers == 0 && !c->closed", "--c->writers < 1000 && !c->closed",
       "runtime/chan/writers")
mutant("sync/chan_end.c", "retire closes a second time what has failed",
       "--c->writers == 0 && !c->closed", "--c->writers == 0",
       "runtime/chan/writers")
mutant("sync/chan_end.c", "a release too early ends the channel",
       "if (refs == 1) end(c);", "if (refs <= 2) end(c);",
       "program/chan/references")
mutant("sync/chan_end.c", "what is left at the end is not destroyed",
       "    destroy_all(c, c->count);\n    c->closed = 0;\n",
       "    c->closed = 0;\n",
       "runtime/chan/drop-and-slide program/chan/released-by-the-end-of-main "
       "program/chan/drop-and-slide")
mutant("sync/chan_end.c", "a count of references overflows when one is added",
       "if (refs >= REFS_MAX) atomic_store(&c->refs, refs_pinned);\n"
       "    return c;", "return c;", "runtime/chan/references")
mutant("sync/chan_end.c", "a count of references beyond the most goes down",
       "    if (refs == 1) end(c);\n"
       "    if (refs >= REFS_MAX) atomic_store(&c->refs, refs_pinned);\n",
       "    if (refs == 1) end(c);\n", "runtime/chan/references")
mutant("sync/chan_end.c", "a released channel can be locked again",
       "    cspi_free_late(c, bytes);\n",
       "    cspi_spin_unlock(&c->lock);\n    cspi_free_late(c, bytes);\n",
       "runtime/chan/references")

# == Select ====================================================================
mutant("sync/select.c", "default is decided without locks", """\
            return cspi_ready_complete(w, frame, chosen);
        }
    }
""", """\
            return cspi_ready_complete(w, frame, chosen);
        }
        if (flags & CSP_SELECT_DEFAULT)
            return cspi_ready_complete(w, frame, (int)n);
    }
""", "runtime/select/locks")
mutant("sync/select.c", "channels are locked in the order of the text",
       "        insertion_sort(cases, n);\n", "        (void)insertion_sort;\n",
       "runtime/select/locks")
mutant("sync/select.c", "many channels are locked in the order of the text",
       "        heap_sort(cases, n);\n", "        (void)heap_sort;\n",
       "runtime/select/locks")
mutant("sync/select.c", "what was locked in vain stays locked",
       "            unlock_all(cases, (unsigned)(c - cases));\n", "",
       "program/select/same-channel-twice")
mutant("sync/select.c", "the same channel twice is locked twice",
       "if (c->on.chan == last) continue;", "",
       "program/select/same-channel-twice")
mutant("sync/claim.c", "two may claim one select", """\
    return __atomic_compare_exchange_n(&task->leaf->result, &open,
                                       (csp_i32)index, false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_RELAXED);
""", """\
    (void)open;
    task->leaf->result = (csp_i32)index;
    return true;
""", "program/select/never-two-winners")
mutant("sync/claim.c", "losing cases stay in their queues",
       "        if (cspi_case_is_channel(c))\n            unqueue(c);\n",
       "        if (cspi_case_is_channel(c))\n            (void)unqueue;\n",
       "program/select/losers-leave-queues")
mutant("sync/claim.c", "a timer that lost stays in the wheel",
       "            cspi_timer_remove(cspi_case_wheel(c), cspi_case_timer(c));",
       "            ;",
       "runtime/stress/many-to-many program/select/loser-is-timer")
mutant("sync/select.c", "the latest deadline is waited for",
       "cases[i].on.ns < ns", "cases[i].on.ns > ns",
       "runtime/select/cases program/select/earliest-of-deadlines")
mutant("sync/select.c", "a deadline of now is not due",
       "c->kind == CSP_CASE_AFTER && c->on.ns <= 0;",
       "c->kind == CSP_CASE_AFTER && c->on.ns < 0;",
       "program/select/after-zero-has-its-chance program/select/case-forms")
mutant("sync/select.c", "of those that are ready the first is taken",
       "unsigned k = n > 1 ? cspi_choose(w, n) : 0;", "unsigned k = 0;",
       "program/select/random-fairness")
mutant("sync/claim.c", "a fair select begins where it likes",
       "    return (uint32_t)entry % count;\n",
       "    return (entry ^ cspi_random(w)) % count;\n",
       "program/select/ordered-and-fair runtime/select/flags")
mutant("sync/claim.c", "a fair select that waited forgets whom it took",
       "    if (cases->csp_flags & CASE_FAIR)\n"
       "        cspi_claim_remember(cases, (unsigned)(chosen - cases));\n", "",
       "program/select/fair-after-waiting")
mutant("sync/select.c", "a send case always says that its value has moved",
       "    c->ok = done == CHAN_DONE;\n", "    c->ok = 1;\n",
       "program/select/send-answer")
mutant("sync/claim.c",
       "a case that close has woken says that a value has moved",
       "    c->ok = (unsigned char)ok;\n    finish(c);\n",
       "    c->ok = 1;\n    (void)ok;\n    finish(c);\n",
       "program/select/closed-while-waiting")
mutant("sync/waiter.h",
       "a select that another has claimed is woken all the same",
       "WAITER_CLAIMED) || cspi_claim_waiter(w)) return w;",
       "WAITER_CLAIMED) || cspi_claim_waiter(w) || true) return w;",
       "program/select/never-two-winners runtime/stress/many-to-many")

# == Timers ====================================================================
mutant("run/timer.c", "cancelled timers are looked at again and again",
       "        move_past(wheel, earliest < now ? earliest : now);\n"
       "        if (bucket_of(wheel, earliest) != b) redistribute(wheel, b);\n"
       "        if (earliest > now) break;\n",
       "        if (earliest > now) break;\n"
       "        move_past(wheel, earliest);\n"
       "        if (bucket_of(wheel, earliest) != b) redistribute(wheel, b);\n",
       "runtime/timer/radix-heap")
mutant("run/timer.c", "an earlier timer does not lower the bound",
       "    if (timer->deadline < wheel->earliest[b])\n"
       "        wheel->earliest[b] = timer->deadline;\n", "",
       "runtime/timer/radix-heap")
mutant("run/timer.c", "a timer that is taken out stays the first of its bucket",
       "        if (wheel->bucket[b] == timer) wheel->bucket[b] = timer->next;\n",
       "", "runtime/timer/radix-heap")
mutant("run/timer.c", "a wheel without timers counts as used",
       "atomic_store_explicit(&wheel->used, 0, memory_order_relaxed);", ";",
       "runtime/timer/radix-heap")
mutant("run/timer.c", "timers of one deadline fire in the wrong order",
       "    timer->prev = first->prev;\n"
       "    first->prev->next = timer;\n"
       "    first->prev = timer;\n",
       "    timer->prev = first->prev;\n"
       "    first->prev->next = timer;\n"
       "    first->prev = timer;\n    wheel->bucket[b] = timer;\n",
       "runtime/timer/radix-heap")

# == Who runs next =============================================================
mutant("loop/loop.c", "the just woken run as long as there are any",
       "(w->lifo_runs++ < LIFO_RUNS || is_queue_empty(w))", "true",
       "program/time/message-pair-starves-nobody")
mutant("loop/loop.c", "a worker looks round after so many turns, however long",
       "    if (mean > 0 && POLL_NS / mean < every) "
       "every = (unsigned)(POLL_NS / mean);\n", "",
       "program/time/among-long-turns")
mutant("loop/loop.c", "a task that ends its thread is lost",
       '    cspi_mistake_here("pthread_exit in a task, or its thread was '
       'cancelled");', "",
       "program/scheduler/pthread-exit-in-a-task")
mutant("loop/watch.c", "what a hog has in its slot waits for it",
       "    if (task && atomic_compare_exchange_strong_explicit(",
       "    if (false && atomic_compare_exchange_strong_explicit(",
       "runtime/schedule/frames-and-errno")
mutant("loop/watch.c", "what a hog has in its queue waits for it",
       "    for (struct task *t; (t = cspi_deque_take(&other->deque)); "
       "found = true)\n        cspi_ready_push(w, t);\n", "",
       "program/scheduler/behind-a-hog")
mutant("loop/loop.c", "a task that computes keeps main from ending",
       "    if (!cspi_lend_here(w) || atomic_load(&cspi_rt.stopped)) return NULL;",
       "    if (!cspi_lend_here(w)) return NULL;",
       "runtime/schedule/main-ends program/scheduler/main-ends-beside-hog")
mutant("loop/end.c", "one more task runs when main has ended",
       "        worker->poll_at = atomic_load(&worker->ticks); // at once\n", "",
       "program/scheduler/main-ends-after-short-turns")

# == Sleeping and waking =======================================================
mutant("loop/sleep.c", "no sleeper watches while others compute",
       "    if (worker->alone) return deadline;\n",
       "    return deadline;\n",
       "program/scheduler/behind-a-hog runtime/schedule/frames-and-errno")
mutant("loop/sleep.c", "the last sleeper to wake leaves nobody to watch",
       "        woken = cspi_wake_sleeper(false);\n"
       "        if (!woken) start_watcher();\n",
       "        (void)start_watcher;\n",
       "runtime/schedule/frames-and-errno program/time/beside-computing-tasks "
       "program/scheduler/behind-a-hog")
mutant("run/worker.c", "every push tries to start a thread that cannot be had",
       "    unsigned none = cspi_rt.count - atomic_load(&cspi_rt.started);\n",
       "    unsigned none = 0;\n    return;\n",
       "program/scheduler/no-thread-to-be-had")
mutant("loop/watch.c", "after a failure threads are never tried again",
       "        atomic_fetch_add(&cspi_rt.state, counted * STATE_IDLE);\n", "",
       "program/scheduler/threads-come-back")
mutant("loop/sleep.c", "each sleeper of a moment wakes the watcher",
       "    if (!other_polls &&\n        atomic_load_explicit(&cspi_rt.watch_at, "
       "memory_order_relaxed) <= until)\n        return deadline;\n",
       "    (void)other_polls;\n",
       "runtime/park/one-watcher")
mutant("loop/sleep.c", "who wakes for a timer wakes the watcher too",
       "    if (atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) "
       "<=\n        now + WATCH_NS)\n        return;\n"
       "    pthread_mutex_lock(&cspi_rt.idle);\n"
       "    struct worker *woken = NULL;\n"
       "    if (atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) >\n"
       "            now + WATCH_NS &&\n"
       "        !atomic_load(&cspi_rt.stopped)) {",
       "    (void)now;\n    pthread_mutex_lock(&cspi_rt.idle);\n"
       "    struct worker *woken = NULL;\n"
       "    if (!atomic_load(&cspi_rt.stopped)) {",
       "program/scheduler/ticker-wakes-one")

# == Finding out that nothing can happen ========================================
mutant("look/deadlock.c", "the look at other threads is never put off",
       "    if (cspi_now() < look_at) return look_at;\n", "",
       "program/report/looks-seldom")
mutant("look/deadlock.c", "the look is put off by no more each time",
       "        look_ns = look_ns ? 2 * look_ns : first_look_ns;\n",
       "        look_ns = first_look_ns;\n", "program/report/looks-less-and-less")
mutant("look/deadlock.c", "a blocking statement does not count",
       "!waiting || atomic_load(&cspi_rt.jobs) > 0 ||", "!waiting ||",
       "runtime/deadlock/report program/blocking/sleeps-overlap")
mutant("look/deadlock.c", "a pending deadline does not count",
       "        is_timer_pending() || ", "        ",
       "runtime/deadlock/report program/time/sleep-in-order")
mutant("look/deadlock.c", "who waits for a descriptor does not count",
       " || cspi_fd_waited_for())", ")", "program/io/signals-and-children")
mutant("io/fd.c", "csp_close wakes nobody",
       "        close_gates(fd, &woken);\n        fd->users++",
       "        fd->users++", "program/io/close-ends-all-waits")
mutant("io/fd.c", "an event may be older than the last read",
       "    if (cspi_poll_is_under_way()) fd->uses |= FD_DOUBT;\n", "",
       "runtime/fd/events-for-certain")
mutant("io/fd.c", "the end of a stream is something to read",
       "    return event->bits & POLL_READ && !(event->bits & POLL_ENDED) &&\n",
       "    return event->bits & POLL_READ &&\n",
       "runtime/fd/events-for-certain program/io/idle-until-readable")
mutant("io/fd.c", "what has been ready before is asked for no more",
       "    if (shut && !fresh && !(events & CSP_WRITABLE)) return gate;\n",
       "    if (!fresh) return gate;\n", "program/io/ready-again")
mutant("look/deadlock.c", "a thread that nobody knows does not count",
       "    return unknown < 0 || unknown > (cspi_under_tsan() ? 1 : 0);\n",
       "    (void)unknown;\n    return false;\n",
       "runtime/deadlock/report")
mutant("base/sys.c", "a thread of which nothing can be read has ended",
       "if (fd < 0) return errno == ENOENT || errno == ESRCH;",
       "if (fd < 0) return true;",
       "program/report/no-deadlock-without-descriptors")
mutant("sync/chan_thread.c",
       "a thread that waits before any task has run is alone",
       "    cspi_spin_unlock(&c->lock);\n    cspi_worker_ensure();\n",
       "    cspi_spin_unlock(&c->lock);\n",
       "program/report/deadlock-of-thread runtime/deadlock/report")
mutant("run/thread.c", "a thread begins to wait and nobody looks again", """\
    list(thread, NULL);
    cspi_wake_recheck();
""", """\
    list(thread, NULL);
""", "runtime/deadlock/report")
mutant("run/blocking.c", "nobody looks again behind a blocking statement",
       "    atomic_fetch_sub(&cspi_rt.jobs, 1);\n    cspi_wake_recheck();\n",
       "    atomic_fetch_sub(&cspi_rt.jobs, 1);\n",
       "runtime/deadlock/report")

# == Joins, pars, blocking statements ===========================================
mutant("sync/join.c", "the end of a task wakes nobody",
       "    if (waiter) cspi_waiter_wake(w, waiter, unwound);\n",
       "    (void)waiter;\n",
       "runtime/join/handles")
mutant("sync/join.c", "a used handle counts as a fresh one",
       "    return !is_handle(task) || task->handle & (HANDLE_JOINED | "
       "HANDLE_DROPPED);\n",
       "    return !is_handle(task);\n", "runtime/join/handles")
mutant("sync/join.c", "a joined block goes back at once",
       "    if (w && cspi_task_bytes(task) <= LATE_BYTES) {", "    if (false) {",
       "program/go/joined-twice-later")
mutant("sync/join.c", "a dropped task that ends keeps its block",
       "    if (dropped) cspi_task_destroy(w, task);\n", "    (void)dropped;\n",
       "runtime/join/handles")
mutant("loop/timers.c", "a timer in flight seems to be in its wheel",
       "    timer->prev = NULL;\n    *fired->last = timer;\n",
       "    timer->next = timer->prev = timer;\n    *fired->last = timer;\n",
       "program/time/stopped-in-flight")
mutant("loop/timers.c", "a deadline that ends only children counts for nothing",
       "bool any = fired.first || fired.held;", "bool any = fired.first;",
       "program/scope/deadline-of-a-busy-parent")
mutant("sync/join.c", "the end of a task is not told",
       "    if (task->handle & HANDLE_WATCHED)\n        promise =",
       "    if (false)\n        promise =",
       "program/sync/end-of-a-task")
mutant("sync/promise.c", "a promise is received once",
       "cspi_chan_set_count(c, CSP__GATE_OPEN);", "cspi_chan_set_count(c, 1);",
       "program/sync/promise")
mutant("run/brood.h", "the first branch to end lets the parent go on",
       "memory_order_acq_rel) == 1)\n",
       "memory_order_acq_rel) == 1 || true)\n",
       "runtime/par/branches program/go/par-branches")
mutant("sync/par.c", "the parent does not count itself",
       "    atomic_init(&par->brood.running, 1);\n",
       "    atomic_init(&par->brood.running, 0);\n",
       "runtime/par/branches program/go/par-branches")
mutant("run/blocking.c", "a thread ends though a task is promised to it",
       "    return pool.first || (!pool.ending && pool.promised > pool.idle);\n",
       "    return false;\n", "runtime/blocking/pool")
mutant("run/blocking.c", "more threads than CSP_BLOCKING_MAX",
       "    if (pool.count == cspi_rt.pool_most) return false;\n", "",
       "program/blocking/many-more-than-threads program/blocking/pool-is-full")
mutant("run/blocking.c", "a full pool is not told",
       "    if (accepted && !enough) begin_shortage();\n", "",
       "program/blocking/pool-is-full")
mutant("run/blocking.c", "on a worker, thread operations pass",
       "    w->in_place = !promise();\n    if (w->in_place) return 0;\n",
       "    if (!promise()) return 0;\n", "program/blocking/in-place-refuses")

# == Scopes ====================================================================
mutant("run/scope.c", "the turns of a par for hear at its end",
       "if (s->kind == SCOPE_GROUP || s->kind == SCOPE_TURNS)",
       "if (s->kind == SCOPE_GROUP)", "program/scope/turns-hear-at-once")
mutant("sync/par.c", "turns that begin behind the end of a scope do not hear",
       "    par->brood.told = true;\n", "", "program/scope/turns-hear-at-once")
mutant("run/scope.c", "scopes of one turn are published the innermost first",
       "        scope->next = first;\n        first = scope;\n",
       "        publish(w, scope);\n",
       "program/scope/opened-in-one-turn")
mutant("run/scope.c", "a group is published before the scope around it",
       "    cspi_scope_arm(w);\n    scope->timer.who",
       "    scope->timer.who", "program/scope/children-hear-at-once")
mutant("loop/loop.c", "a worker sleeps before it knows the last deadlines",
       "    cspi_scope_time_own(w);\n    if (run_own", "    if (run_own",
       "program/scope/deadline-of-one-operation")
mutant("run/scope.c", "a deadline round one operation is counted from its half",
       "scope->timer.deadline = -ns;", "scope->timer.deadline = -ns / 2;",
       "program/scope/deadline-of-one-operation")
mutant("run/scope.c", "groups in the head of a par for stand around its turns",
       "            return s->outer;\n", "            return top;\n",
       "program/scope/group-in-par-for-head")
mutant("run/scope.c", "a failed operation tells no scope of its turn",
       "    cspi_scope_arm(w);\n    blame_published", "    blame_published",
       "program/scope/opened-in-one-turn")

# == The beginning and the end ==================================================
mutant("run/rt.c", "an empty variable is a bad one",
       "    return text && *text ? text : NULL;\n",
       "    return text;\n",
       "program/report/empty-environment")
mutant("run/rt.c", "a bad variable is told while others wait for the start",
       "    if (fail_at) cspi_alloc_fail_at(fail_at);\n",
       "    if (fail_at) cspi_alloc_fail_at(fail_at);\n"
       "    if (bad.name)\n"
       '        cspi_stop("%s: must be a number from %ld to %ld", bad.name,\n'
       "                  bad.least, bad.most);\n",
       "program/report/bad-environment-and-destructor")
mutant("base/stop.c", "two threads that stop the program both do",
       "    if (atomic_compare_exchange_strong(&stopping, &nobody, self)) return;\n"
       "    if (nobody == self) _exit(2); // from a handler of exit itself\n",
       "    return;\n", "program/report/stops-once")
