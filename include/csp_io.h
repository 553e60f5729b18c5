// SPDX-License-Identifier: MIT
// csp_io.h: descriptors, sockets, signals and children for tasks.
//
// All of it, unless a contract says otherwise: 0 or above on success, -1 and
// errno as POSIX has it; EINTR and EAGAIN never come back. ETIMEDOUT: the
// deadline has passed; ECANCELED: the task is cancelled; EBADF: not open, or
// csp_close meanwhile. Nothing that moved goes unreported: an operation that
// ends early returns the short count, with the reason in errno (0 at the end of
// a stream), and -1 only if nothing moved. Deadlines are absolute nanoseconds
// of csp_now(); the nearest of it and of the enclosing scope's counts; one in
// the past tries once and does not wait, while a scope that has ended fails at
// once. x() is x_dl() with CSP_NEVER.
//
// Each csp_operation suspends, and is a cancel point as chan_recv is: where
// nobody reads its result, control leaves the scope that has ended. From plain
// C it blocks the thread.
//
// A descriptor is an int, owned by who made it; each belongs to whom it is
// passed to only where a contract says so. O_NONBLOCK and FD_CLOEXEC are set on
// those made here, and never changed on others (0, 1, 2 are shared with other
// processes). Any descriptor may be used: sockets, pipes, terminals, files. Any
// task on any worker may use any: reads of one fd take turns in order, so do
// writes, and a csp_write is never interleaved with another.
#ifndef CSP_IO_H
#define CSP_IO_H
#pragma GCC system_header
#include <netdb.h> // before csp.h, whose words they may use as names
#include <signal.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include "csp.h"
#include "csp/fd.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CSP_NEVER INT64_MAX
enum csp_ready { CSP_READABLE = 1, CSP_WRITABLE = 4 }; // EPOLLIN, EPOLLOUT

// == Waiting and closing =====================================================

// Waits until fd is ready for one of `events`, or has failed or hung up (both
// are set then, as far as they are asked for). Gives the set that is ready.
// EPERM: fd is a regular file or a device that is always ready. Holds no buffer
// while it waits.
csp_operation int csp_ready_dl(int fd, int events, int64_t deadline);
#define csp_ready(fd, events) csp_ready_dl((fd), (events), CSP_NEVER)

// case_fd(fd, events):  in a select: chosen when fd is ready, or has failed,
//                       hung up, or been closed; at once, if it is not open or
//                       cannot be waited for.
// set[i] = choice_fd(fd, events);  the same for select_set.
#define csp_case_fd(fd, events)                                                \
    csp_case_recv(csp__fd_passes(csp__fd_case((fd), (events))), (void *)0)
#define csp_choice_fd(fd, events)                                              \
    csp__choice_recv(csp__fd_case((fd), (events)), (void *)0)

// Closes fd, once: who waits on it gets EBADF, and the number is free for reuse
// only when no operation holds it. 0, or -1 and errno, closed all the same.
// Never suspends; any thread. What a task has waited for must be closed so:
// the runtime does not hear of close(2), which CSP_STRICT=1 finds.
int csp_close(int fd);
// Forgets fd without closing it: before it is given to a library with a loop of
// its own. EBUSY: a task waits on it. Any thread.
int csp_detach(int fd);

// == Streams =================================================================

// What is there, 1 to n bytes; 0 at the end.
csp_operation ssize_t csp_read_dl(int fd, void *p, size_t n, int64_t deadline);

// All n; less at the end of the stream.
csp_operation ssize_t csp_read_full_dl(int fd, void *p, size_t n,
                                       int64_t deadline);

// All n. Sockets raise no SIGPIPE; pipes do what the program has chosen.
csp_operation ssize_t csp_write_dl(int fd, const void *p, size_t n,
                                   int64_t deadline);

// csp_read_dl into n pieces, and csp_write_dl of all of n, by which v is used
// up: it then tells what has not been written.
csp_operation ssize_t csp_readv_dl(int fd, const struct iovec *v, int n,
                                   int64_t deadline);
csp_operation ssize_t csp_writev_dl(int fd, struct iovec *v, int n,
                                    int64_t deadline);

// n bytes from a file to a socket, inside the kernel, less at the end of the
// file; *at advances. To what is no socket, or one that blocks, through memory.
csp_operation ssize_t csp_sendfile_dl(int to, int file, off_t *at, size_t n,
                                      int64_t deadline);

// Everything from one to the other until the end or `most` bytes: splice(2)
// where the kernel can, else through memory that is borrowed meanwhile. Gives
// what `to` has taken; if it takes no more, up to 64 KiB that were read before
// are lost.
csp_operation int64_t csp_copy_dl(int to, int from, int64_t most,
                                  int64_t deadline);

// Reads ahead into memory of the caller's:
//     struct csp_in in = {.fd = fd, .data = p, .size = size};
// What an operation has not given stays in it, also when that fails: the next
// one goes on with it.
struct csp_in {
    int fd;
    char *data;
    size_t size, at, end; // data[at..end) has been read and not been used
};

// Up to and with `byte`: gives the length of *piece, which lies in data until
// the next call. At the end of the stream it is what was left without `byte`;
// 0: nothing. EMSGSIZE: not in `size` bytes.
csp_operation ssize_t csp_in_until_dl(struct csp_in *in, int byte, char **piece,
                                      int64_t deadline);

// Exactly n <= size bytes; less at the end. EMSGSIZE: n > size.
csp_operation ssize_t csp_in_exact_dl(struct csp_in *in, size_t n, char **piece,
                                      int64_t deadline);

// More behind `end`, for parsers that want what there is: how many bytes; 0 at
// the end. May move what has not been used to the front of data. EMSGSIZE:
// data is full.
csp_operation ssize_t csp_in_more_dl(struct csp_in *in, int64_t deadline);

// == Sockets =================================================================

struct csp_addr {
    socklen_t length;
    struct sockaddr_storage storage;
};

// "127.0.0.1:80", "[::1]:80", ":80" (0.0.0.0; "[::]:80" is all addresses of
// both families), "unix:/path", "unix:@name"; no names of hosts. 0, or -1 and
// EINVAL. And back, at most n bytes with the 0; gives text. Any thread.
int csp_addr_parse(struct csp_addr *addr, const char *text);
char *csp_addr_text(const struct csp_addr *addr, char *text, size_t n);

// The address of a socket, or of its peer, as getsockname(2) and
// getpeername(2), also in the simulated network. 0, or -1 and errno. Any
// thread.
int csp_addr_here(int fd, struct csp_addr *addr);
int csp_addr_there(int fd, struct csp_addr *addr);

// A socket that listens (or, a datagram one, is bound). SO_REUSEADDR,
// TCP_NODELAY for what it accepts, backlog SOMAXCONN; a stale unix path is
// replaced. CSP_REUSEPORT: others may listen there too. Any thread.
enum csp_listen { CSP_REUSEPORT = 1, CSP_DATAGRAM = 2 };
int csp_listen(const struct csp_addr *addr, int flags);

// The same at an address as csp_addr_parse has it: what csp_dial is to
// csp_connect. at, if not NULL, becomes where it listens, with its port if that
// was 0.
int csp_listen_at(const char *where, int flags, struct csp_addr *at);

// The next connection; peer may be NULL. What a client has given up is skipped;
// EMFILE, ENFILE, ENOBUFS and ENOMEM come back (see csp_serve).
csp_operation int
csp_accept_dl(int listener, struct csp_addr *peer, int64_t deadline);

// A stream, with TCP_NODELAY.
csp_operation int csp_connect_dl(const struct csp_addr *to, int64_t deadline);

// The same from an address of ours, whose port may be 0; NULL: from any.
csp_operation int csp_connect_from_dl(const struct csp_addr *from,
                                      const struct csp_addr *to,
                                      int64_t deadline);

// By name, "host:port", or as csp_addr_parse: resolves, then tries the
// addresses, the families in turn and each 250 ms after the one before
// (RFC 8305); the first wins, at most 16 are tried. If none does, errno is the
// first one's. ENOENT: there is no such name; EREMOTEIO: nobody could be asked
// for it; EINVAL: not of that form.
csp_operation int csp_dial_dl(const char *where, int64_t deadline);

// A datagram; a message in whole, descriptors and credentials travel in it. For
// half close and the rest: shutdown(2), setsockopt(2), getsockname(2) as ever.
csp_operation ssize_t csp_recv_from_dl(int fd, void *p, size_t n,
                                       struct csp_addr *from, int64_t deadline);
csp_operation ssize_t csp_send_to_dl(int fd, const void *p, size_t n,
                                     const struct csp_addr *to,
                                     int64_t deadline);
csp_operation ssize_t csp_recv_msg_dl(int fd, struct msghdr *message,
                                      int64_t deadline);
csp_operation ssize_t csp_send_msg_dl(int fd, const struct msghdr *message,
                                      int64_t deadline);

// getaddrinfo on the blocking pool, at most 32 at once: 0 or EAI_*; EAI_SYSTEM
// with ETIMEDOUT or ECANCELED comes at once, and the pool frees what comes
// late. *list is for freeaddrinfo(3).
csp_operation int csp_resolve_dl(const char *host, const char *service,
                                 const struct addrinfo *hints,
                                 struct addrinfo **list, int64_t deadline);

// == The simulated network ===================================================

// CSP_NET=sim, with CSP_SEED or CSP_EXPLORE: sockets made by the calls above
// are connected within the process, in virtual time, and the seed chooses what
// becomes of what they say; see docs/IO.md. Nothing passes between two ends
// from the first call to the second: streams hold what they have, datagrams are
// lost. An end is a host, "127.0.0.1" or "[::1]", or an address as
// csp_addr_text gives it; NULL: all others; both NULL: all, and heal then ends
// all cuts. 0, or -1 and errno; ENOSYS: the network is not simulated. Any
// thread.
int csp_net_cut(const char *one, const char *other);
int csp_net_heal(const char *one, const char *other);

// == A server ================================================================

// A task for each connection, at most `limit` at once: above it, clients wait
// in the backlog. The handler owns fd; its *peer is there until it returns. Out
// of descriptors it waits, 5 ms to 1 s, and says so once; what else it cannot
// accept by, it says, and waits for its stop. The listener is the server's from
// then on. NULL and errno if it does not listen, if limit is below 1, or memory
// is out. Any thread.
typedef csp_coroutine void
csp_handler(int fd, const struct csp_addr *peer, void *arg);
struct csp_server;
struct csp_server *
csp_serve(int listener, int limit, csp_handler *handler, void *arg);

// Closes the listener, then lets the connections go whose handlers wait in
// csp_serve_idle, then waits for the others; at the deadline, or if the caller
// is cancelled, it cancels them and waits for their end. Gives the number
// cancelled and frees the server. To be called once, not by a handler.
csp_operation int
csp_serve_stop_dl(struct csp_server *server, int64_t deadline);

// Between two requests: true once fd is readable; false: the server stops, or
// the deadline is over, or the client has gone.
csp_operation bool csp_serve_idle_dl(int fd, int64_t deadline);

// == Files, signals, children ================================================

// Files are always "ready", so they go to the blocking pool, but for what the
// page cache has (RWF_NOWAIT). All n; less at the end of the file. For open,
// fsync, stat ...: blocking { ... }.
csp_operation ssize_t csp_pread(int fd, void *p, size_t n, off_t at);
csp_operation ssize_t csp_pwrite(int fd, const void *p, size_t n, off_t at);

// The next signal of the set. From the first call on, which unblocks them, they
// do nothing else, and one that comes between two calls waits for the next.
csp_operation int csp_signal_dl(const sigset_t *set, int64_t deadline);

// SIGINT and SIGTERM, by which programs are told to end: a set for csp_signal,
// for which they wait from now on. Any thread.
sigset_t csp_signals_to_end(void);

// waitpid for one child, through a pidfd; *status, which may be NULL, as there.
csp_operation pid_t csp_waitpid_dl(pid_t pid, int *status, int64_t deadline);

// == Without a deadline ======================================================
#define csp_read(fd, p, n) csp_read_dl((fd), (p), (n), CSP_NEVER)
#define csp_read_full(fd, p, n) csp_read_full_dl((fd), (p), (n), CSP_NEVER)
#define csp_write(fd, p, n) csp_write_dl((fd), (p), (n), CSP_NEVER)
#define csp_readv(fd, v, n) csp_readv_dl((fd), (v), (n), CSP_NEVER)
#define csp_writev(fd, v, n) csp_writev_dl((fd), (v), (n), CSP_NEVER)
#define csp_sendfile(to, file, at, n)                                          \
    csp_sendfile_dl((to), (file), (at), (n), CSP_NEVER)
#define csp_copy(to, from, most) csp_copy_dl((to), (from), (most), CSP_NEVER)
#define csp_in_until(in, byte, piece)                                          \
    csp_in_until_dl((in), (byte), (piece), CSP_NEVER)
#define csp_in_exact(in, n, piece)                                             \
    csp_in_exact_dl((in), (n), (piece), CSP_NEVER)
#define csp_in_more(in) csp_in_more_dl((in), CSP_NEVER)
#define csp_accept(fd, peer) csp_accept_dl((fd), (peer), CSP_NEVER)
#define csp_connect(to) csp_connect_dl((to), CSP_NEVER)
#define csp_connect_from(from, to) csp_connect_from_dl((from), (to), CSP_NEVER)
#define csp_dial(where) csp_dial_dl((where), CSP_NEVER)
#define csp_recv_from(fd, p, n, from)                                          \
    csp_recv_from_dl((fd), (p), (n), (from), CSP_NEVER)
#define csp_send_to(fd, p, n, to)                                              \
    csp_send_to_dl((fd), (p), (n), (to), CSP_NEVER)
#define csp_recv_msg(fd, message) csp_recv_msg_dl((fd), (message), CSP_NEVER)
#define csp_send_msg(fd, message) csp_send_msg_dl((fd), (message), CSP_NEVER)
#define csp_resolve(host, service, hints, list)                                \
    csp_resolve_dl((host), (service), (hints), (list), CSP_NEVER)
#define csp_serve_stop(server) csp_serve_stop_dl((server), CSP_NEVER)
#define csp_serve_idle(fd) csp_serve_idle_dl((fd), CSP_NEVER)
#define csp_signal(set) csp_signal_dl((set), CSP_NEVER)
#define csp_waitpid(pid, status) csp_waitpid_dl((pid), (status), CSP_NEVER)

#ifdef __cplusplus
}
#endif
#endif
#if !defined CSP_NO_SHORT_NAMES
#define case_fd(fd, events) csp_case_fd(fd, events)
#define choice_fd(fd, events) csp_choice_fd(fd, events)
#endif
