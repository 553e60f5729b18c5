// SPDX-License-Identifier: MIT
// fault.c: which system calls fail on purpose. Owns the state of the choice.
//
// The n-th call of the process draws the n-th number of the seed: with one
// worker a run can be had again.
#include "base/fault.h"

#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/public.h"
#include <csp/fd.h>

atomic_uint cspi_fault_permille;
static uint64_t seed;
static atomic_ullong drawn;
static unsigned kinds = ~0u; // a bit for each that may fail

static const char *const names[CSP__FAULT_KINDS] = {
    [CSP__FAULT_READ] = "read",       [CSP__FAULT_WRITE] = "write",
    [CSP__FAULT_SHORT] = "short",     [CSP__FAULT_ACCEPT] = "accept",
    [CSP__FAULT_CONNECT] = "connect", [CSP__FAULT_OPEN] = "open",
    [CSP__FAULT_RESOLVE] = "resolve", [CSP__FAULT_ADD] = "add",
    [CSP__FAULT_WAIT] = "wait",       [CSP__FAULT_EVENT] = "event",
    [CSP__FAULT_CLOSE] = "close",     [CSP__FAULT_LATE] = "late",
};

// "read,write": its bits; 0 if one is unknown.
static unsigned read_kinds(const char *text)
{
    unsigned bits = 0;
    for (size_t n; *text; text += n + (text[n] == ',')) {
        n = strcspn(text, ",");
        unsigned kind = CSP__FAULT_KINDS;
        while (--kind > 0)
            if (strlen(names[kind]) == n && !memcmp(names[kind], text, n))
                break;
        if (kind == 0) return 0;
        bits |= 1u << kind;
    }
    return bits;
}

const char *cspi_fault_init(const char *text)
{
    char *end = NULL;
    if (!text) return NULL;
    seed = strtoull(text, &end, 10);
    unsigned long permille = *end == ':' ? strtoul(end + 1, &end, 10) : 1001;
    if (*end == ':') kinds = read_kinds(end + 1);
    if (permille > 1000 || (*end && *end != ':') || kinds == 0)
        return "SEED:PERMILLE, the second up to 1000, or SEED:PERMILLE:KINDS";
    atomic_store(&cspi_fault_permille, (unsigned)permille);
    return NULL;
}

// splitmix64 of the seed and the number of the draw.
static uint32_t draw(void)
{
    uint64_t x = seed + (atomic_fetch_add(&drawn, 1) + 1) * 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return (uint32_t)((x ^ x >> 31) >> 16);
}

// An errno of those that a kind may have; ended by 0.
static int one_of(const int *errors, uint32_t random)
{
    unsigned n = 0;
    while (errors[n])
        n++;
    return errors[random % n];
}

static const int reads[] = {EINTR, EAGAIN, EAGAIN, ECONNRESET, 0},
                 writes[] = {EINTR, EAGAIN, EAGAIN, EPIPE, 0},
                 accepts[] = {EINTR,   EAGAIN, ECONNABORTED, EMFILE, ENFILE,
                              ENOBUFS, 0},
                 connects[] = {EINTR, ECONNREFUSED, ENETUNREACH, 0},
                 opens[] = {EMFILE, ENFILE, ENOMEM, 0},
                 resolves[] = {EAI_AGAIN, 0}, adds[] = {ENOMEM, ENOSPC, 0},
                 waits[] = {ENOSYS, 0}, closes[] = {EINTR, EIO, 0};

int cspi_fault_choose(int kind)
{
    if (!(kinds & 1u << kind)) return 0;
    uint32_t random = draw();
    if (random % 1000 >= atomic_load(&cspi_fault_permille)) return 0;
    random /= 1000;
    switch ((enum csp__fault)kind) {
    case CSP__FAULT_READ: return one_of(reads, random);
    case CSP__FAULT_WRITE: return one_of(writes, random);
    case CSP__FAULT_SHORT: return 1 + (int)(random % 16);
    case CSP__FAULT_ACCEPT: return one_of(accepts, random);
    case CSP__FAULT_CONNECT: return one_of(connects, random);
    case CSP__FAULT_OPEN: return one_of(opens, random);
    case CSP__FAULT_RESOLVE: return one_of(resolves, random);
    case CSP__FAULT_ADD: return one_of(adds, random);
    case CSP__FAULT_WAIT: return one_of(waits, random);
    case CSP__FAULT_EVENT: return 1 + (int)(random % 3);
    case CSP__FAULT_CLOSE: return one_of(closes, random);
    case CSP__FAULT_LATE: return 1;
    case CSP__FAULT_KINDS: break;
    }
    return 0;
}
