// RUN: %program %s
// csp_dump tells of each function that waits its variables by type: numbers,
// text, structs by member, enums by name, arrays, channels, and who called it.
#include <csp_sync.h>
#include <stdint.h>
// UNSUPPORTED: stress
// WORKERS: 1
// FLAGS: -Wno-csp-one-sided

enum colour { RED, GREEN = 5 };
struct conn {
    int fd;
    const char *name;
    struct { short x, y; } at;
    enum colour colour;
    signed low : 3, : 0;
    enum colour few : 4;
    double load;
    char tail[8];
    union { uint8_t byte; } any;
};

static int take(chan(struct conn) jobs, char mark, bool quick, float half)
{
    uint64_t most = UINT64_MAX;
    struct conn got = {0};
    while (chan_recv(jobs, &got)) // ERR-RE: take at .*:@LINE: receive jobs, in a task begun as serve x 2$
        most -= (uint64_t)got.fd; // ERR:       waits on chan(struct conn), 0 of 3 in it, 2 wait to receive
    return (int)most + quick + mark + (half > 0); // ERR-RE: ^      jobs = channel 0x[0-9a-f]+ \(0 of 3\)$
} // ERR:       mark = 'm'
// ERR:       quick = true
// ERR:       half = 0.5
// ERR:       most = 18446744073709551615

static void serve(chan(struct conn) jobs, struct conn conn)
{
    int numbers[12] = {3, -1}; // ERR-RE: called by serve at .*:@LINE+10$
    csp_rwlock door = CSP_RWLOCK_INIT; // ERR: door = {csp_line = nobody waits, csp_holders = 0}
    csp_mutex lock = CSP_MUTEX_INIT; // ERR: lock = free mutex
    __extension__ unsigned __int128 wide = (unsigned __int128)1 << 64; // ERR: wide = 18446744073709551616
    int squares[conn.fd], pairs[2][conn.fd]; // ERR: squares = {0, 1, 4, 9, 16, 25, 36}
    pairs[1][0] = numbers[0]; // ERR-RE: pairs = 0x[0-9a-f]+$
    for (int i = 0; i < conn.fd; i++)
        squares[i] = i * i;
    char *nowhere = (char *)16, *text = "a \"w\xc3\xb6rd\xff\"\n";
    // ERR: numbers = {3, -1, 0, 0, 0, 0, 0, 0, ...}
    take(jobs, 'm', true, 0.5f); // ERR: nowhere = 0x10
    take(jobs, *nowhere + (char)squares[pairs[1][0]], *text + (char)wide, (float)numbers[conn.fd]); // ERR: text = "a \"wörd\xff\"\n"
    csp_mutex_lock(&lock), csp_rwlock_rdlock(&door);
} // ERR: conn = {fd = 7, name = "peer", at = {x = 1, y = -2}, colour = GREEN, low = -2, few = GREEN, load = 1.5, tail = "abc", any = {byte = 255}}

int main(void)
{
    chan(struct conn) jobs = chan_make(struct conn, 3);
    struct conn conn = {7, "peer", {1, -2}, GREEN, -2, GREEN, 1.5, "abc", {255}};
    go serve(jobs, conn);
    go serve(jobs, conn);
    csp_sleep(CSP_MS);
    csp_dump(2); // ERR: csp: dump: 3 tasks on 1 worker
    return 0; // ERR-RE: main at .*: running$
}
