// RUN: %program %s
// Of several deadlines the earliest ends the select, wherever it stands.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    for (int i = 0; i < 3; i++) {
        int64_t ns[3] = {3600 * CSP_S, 3600 * CSP_S, 3600 * CSP_S};
        ns[i] = CSP_MS;
        select {
        case_after(ns[0]): puts("0"); break; // OUT: 0
        case_after(ns[1]): puts("1"); break; // OUT: 1
        case_after(ns[2]): puts("2"); break; // OUT: 2
        }
    }
    return 0;
}
