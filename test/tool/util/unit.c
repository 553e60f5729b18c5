// RUN: %clang -fsanitize=address -I%source_dir/tool %s %source_dir/tool/base/arena.c %source_dir/tool/base/vec.c %source_dir/tool/base/intern.c -D_GNU_SOURCE -o %t && %t
// REQUIRES: proc
// Arenas, arrays, text and names, small and large.
#include "base/base.h"

#include <string.h>

#define CHECK(what) ((what) ? (void)0 : die("%s", #what))

static void arrays(struct arena *arena)
{
    VEC(int) numbers = {0};
    struct text text = {.arena = arena};
    for (int i = 0; i < 100000; i++) {
        vec_push(arena, &numbers, i);
        text_printf(&text, "%d,", i % 10);
    }
    CHECK(numbers.count == 100000 && numbers.at[99999] == 99999);
    CHECK(text.count == 200000 && text.at[199998] == '9');
    CHECK(strlen(text.at) == text.count);
}

static void names(struct arena *arena)
{
    struct intern *intern = intern_create(arena);
    const char *first = intern_s(intern, "n0");
    for (int i = 1; i < 50000; i++)
        CHECK(intern_s(intern, arena_printf(arena, "n%d", i)) != first);
    CHECK(intern_s(intern, "n0") == first && intern_n(intern, "n0x", 2) == first);
    CHECK(intern_n(intern, "a\0b", 3) != intern_n(intern, "a\0c", 3));
    CHECK(strcmp(intern_s(intern, ""), "") == 0);
}

int main(void)
{
    struct arena *arena = arena_create();
    char *large = arena_alloc(arena, 5000000), *small = arena_alloc(arena, 1);
    CHECK((uintptr_t)small % _Alignof(max_align_t) == 0 && *small == 0);
    memset(large, 1, 5000000);
    CHECK(strcmp(arena_strndup(arena, "abcd", 2), "ab") == 0);
    arrays(arena);
    names(arena);
    arena_destroy(arena);
    return 0;
}
