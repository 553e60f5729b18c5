// RUN: %program %s
// csp_dump tells of each function that waits its variables by type: numbers,
// text, structs by member, enums by name, arrays, channels, and who called it.
#include <csp.h>
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
    signed low : 3;
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
    int numbers[12] = {3, -1}; // ERR-RE: called by serve at .*:@LINE+3$
    char *nowhere = (char *)16, *text = "a \"word\"\n";
    // ERR: numbers = {3, -1, 0, 0, 0, 0, 0, 0, ...}
    take(jobs, 'm', true, 0.5f); // ERR: nowhere = 0x10
    take(jobs, *nowhere, *text, (float)numbers[conn.fd]); // ERR: text = "a \"word\"\n"
} // ERR: conn = {fd = 7, name = "peer", at = {x = 1, y = -2}, colour = GREEN, low = -2, load = 1.5, tail = "abc", any = {byte = 255}}

int main(void)
{
    chan(struct conn) jobs = chan_make(struct conn, 3);
    struct conn conn = {7, "peer", {1, -2}, GREEN, -2, 1.5, "abc", {255}};
    go serve(jobs, conn);
    go serve(jobs, conn);
    csp_sleep(CSP_MS);
    csp_dump(2); // ERR: csp: dump: 3 tasks on 1 workers
    return 0; // ERR-RE: main at .*: running$
}
