// RUN: %program %s
// Values of 8 bytes, 4 KB and 64 KB arrive whole, by copy and by handle: a copy
// is the receiver's own, behind a handle both see one object (row R4).
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CARRIER(name, n)                                                       \
    struct name { unsigned char bytes[n]; };                                   \
    static void give_##name(chan(struct name) by_copy,                         \
                            chan(struct name *) by_handle, chan(int) done)     \
    {                                                                          \
        struct name *mine = malloc(sizeof *mine);                              \
        for (int round = 0; round < 3; round++) {                              \
            memset(mine, 'a' + round, sizeof *mine);                           \
            chan_send(by_copy, *mine);                                         \
            chan_get(done);                                                    \
            printf("%c", mine->bytes[n - 1]);                                  \
            chan_send(by_handle, mine);                                        \
            chan_get(done);                                                    \
            printf("%c ", mine->bytes[n - 1]);                                 \
        }                                                                      \
        printf("%zu bytes\n", sizeof *mine);                                   \
        free(mine);                                                            \
    }                                                                          \
    static void pass_##name(int capacity)                                      \
    {                                                                          \
        chan(struct name) by_copy = chan_make(struct name, capacity);          \
        chan(struct name *) by_handle = chan_make(struct name *, capacity);    \
        chan(int) done = chan_make(int, 0);                                    \
        task(void) giver = spawn(give_##name(by_copy, by_handle, done));       \
        for (int round = 0; round < 3; round++) {                              \
            struct name copy, *handle = NULL;                                  \
            chan_recv(by_copy, &copy);                                         \
            for (int i = 0; i < n; i++)                                        \
                if (copy.bytes[i] != 'a' + round) exit(1);                     \
            memset(&copy, 'x', sizeof copy);                                   \
            chan_send(done, 1);                                                \
            chan_recv(by_handle, &handle);                                     \
            memset(handle, 'A' + round, sizeof *handle);                       \
            chan_send(done, 1);                                                \
        }                                                                      \
        join(giver);                                                           \
        chan_release(by_copy);                                                 \
        chan_release(by_handle);                                               \
        chan_release(done);                                                    \
    }
CARRIER(word, 8)
CARRIER(page, 4096)
CARRIER(block, 65536)

int main(void)
{
    pass_word(0);  // OUT: aA bB cC 8 bytes
    pass_page(0);  // OUT: aA bB cC 4096 bytes
    pass_block(0); // OUT: aA bB cC 65536 bytes
    pass_block(2); // OUT: aA bB cC 65536 bytes
    return 0;
}
