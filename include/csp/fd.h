// SPDX-License-Identifier: MIT
// csp/fd.h: what the runtime does for csp_io.h, which is made of it; not for
// use by name.
//
// `direction` is CSP_READABLE or CSP_WRITABLE. What waits for a descriptor
// receives from a gate of it, as csp_sync.h's operations do.
#ifndef CSP_FD_H
#define CSP_FD_H
#include <sys/types.h>
#include "../csp.h"
#pragma GCC system_header

#ifdef __cplusplus
extern "C" {
#endif

// -- one operation -----------------------------------------------------------

// Begins one: waits for its turn, since those of one descriptor and direction
// take turns in order, and keeps the number from being used for another
// descriptor. 0, or -1 and errno: EBADF, ETIMEDOUT, ECANCELED, ENOMEM. A turn
// that is free is had whatever the deadline, but not in a scope that has ended.
csp_operation int csp__io_begin(int fd, int direction, int64_t deadline);
void csp__io_end(int fd, int direction);

// One operation more in the caller's turn, whether it waits or not. False: it
// is to give way first. Under CSP_SEED turns end otherwise.
bool csp__io_spend(void);

// Before each attempt. False: it is known to be in vain, so wait. True: try,
// and what is known is forgotten, so that whatever happens meanwhile counts.
bool csp__io_try(int fd, int direction);
// After an attempt that may have left something: as ready as before.
void csp__io_more(int fd, int direction);
// After an attempt in vain: 1 when another is worth it, or -1 and errno: EPERM,
// it is always ready; EBADF, closed meanwhile; ETIMEDOUT, ECANCELED; ENOMEM,
// ENOSPC, there is no room for it.
csp_operation int csp__io_wait(int fd, int direction, int64_t deadline);

// The kernel has just given this number to something new.
void csp__io_made(int fd);
// Eight bits that belong to the descriptor, 0 at first, between begin and end:
// sets some, clears others, and gives them as they were; -1: memory is out.
int csp__io_note(int fd, unsigned set, unsigned clear);

// -- what they are made of ---------------------------------------------------

struct csp__pass { // of a gate
};
#define csp__fd_passes(gate) ((csp_chan(struct csp__pass))(gate))

// Passes one until a deadline that there is: 0, or -1 and errno.
csp_coroutine int csp__io_pass_until(void *gate, int64_t deadline);
// Why one was not passed, as errno: -1.
int csp__io_fail(void);

// 1: it is the caller's turn; 0: it has to pass csp__fd_turn first; -1: errno.
int csp__fd_enter(int fd, int direction);
void *csp__fd_turn(int fd, int direction);
// csp__fd_enter, csp__io_try and *note, of csp__io_note, in one: 1: the turn,
// and a try is worth it; 2: the turn, but in vain; else as csp__fd_enter.
enum { CSP__FD_PLAIN = 256 }; // in *note: no simulated network, no mistakes
int csp__fd_start(int fd, int direction, int *note);
// The turn did not come.
void csp__fd_quit(int fd, int direction);
// An operation that takes no turn: 0, or -1 and errno; its end.
int csp__fd_hold(int fd);
void csp__fd_leave(int fd);
// The same, and the note changes as by csp__io_note: as it was, or -1.
int csp__fd_hold_noted(int fd, unsigned set);
int csp__fd_leave_noted(int fd, unsigned clear);

// Of a stream that is held: 1: there is something to read, by an event that
// nobody has acted upon yet; who is told of it here has. 0: not now, wait; -1:
// only the system knows.
int csp__fd_come(int fd);
// The gate that is open when fd is ready for one of the events: after an
// attempt in vain; NULL and errno.
void *csp__fd_gate(int fd, int events);
// The same, as of now; *ready: for which of the events the system says it is.
void *csp__fd_look(int fd, int events, int *ready);
// That, or if there is none, one that is always open.
void *csp__fd_case(int fd, int events);

// -- the simulated network ---------------------------------------------------
// CSP_NET=sim: what csp_io.h connects is carried by the runtime.
struct csp_addr;
struct msghdr;
bool csp__net_on(void);
int csp__net_listen(const struct csp_addr *addr, int flags);
// What is to be connected: from NULL, from anywhere. -1 and errno: EINPROGRESS;
// it is ready to be written to when the answer is there: 0, or an errno.
int csp__net_socket(void);
int csp__net_connect(int fd, const struct csp_addr *from,
                     const struct csp_addr *to);
int csp__net_error(int fd);
// It has come from accept(2); peer, if not NULL, becomes its peer's address.
void csp__net_accepted(int fd, struct csp_addr *peer);
// sendmsg(2) and recvmsg(2), of any descriptor.
ssize_t csp__net_sendmsg(int fd, const struct msghdr *message, int flags);
ssize_t csp__net_recvmsg(int fd, struct msghdr *message, int flags);

// -- mistakes on purpose -----------------------------------------------------
// CSP_FAULT=seed:permille[:kinds], for tests: system calls fail. Before one on
// fd, or on none (-1): an errno to fail with instead, or 0: let it happen.
// EAGAIN though it is ready needs nothing more: the next wait ends at once.
enum csp__fault {
    CSP__FAULT_READ = 1, // EINTR, EAGAIN, ECONNRESET: for good, as EPIPE is
    CSP__FAULT_WRITE,    // EINTR, EAGAIN, EPIPE
    CSP__FAULT_SHORT,    // not an errno: how many bytes at most, or 0: all
    CSP__FAULT_ACCEPT,   // EINTR, EAGAIN, ECONNABORTED, EMFILE, ENFILE, ENOBUFS
    CSP__FAULT_CONNECT,  // EINTR, ECONNREFUSED, ETIMEDOUT, ENETUNREACH
    CSP__FAULT_OPEN,     // EMFILE, ENFILE, ENOMEM: any call that makes one
    CSP__FAULT_RESOLVE,  // an EAI_*: EAI_AGAIN
    CSP__FAULT_ADD,      // ENOMEM, ENOSPC: waiting for one more descriptor
    CSP__FAULT_WAIT,     // ENOSYS: epoll_pwait2, pidfd_open
    CSP__FAULT_EVENT,    // not an errno: what happens to an event
    CSP__FAULT_CLOSE,    // EINTR, EIO: closed all the same
    CSP__FAULT_LATE,     // not an errno: an event comes a millisecond later
    CSP__FAULT_KINDS
};
int csp__io_fault(int fd, int kind);

#ifdef __cplusplus
}
#endif
#endif
