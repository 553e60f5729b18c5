// SPDX-License-Identifier: MIT
// base.h: memory, strings and arrays of the tool. An arena holds everything of
// one translation unit and is freed whole; names are interned, so that equal
// names are equal pointers. None of these functions fails: out of memory ends
// the process with exit code 70.
#ifndef CSPCC_UTIL_H
#define CSPCC_UTIL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// -- arena.c -----------------------------------------------------------------
struct arena;
struct arena *arena_create(void);
void arena_destroy(struct arena *arena);
// Zeroed, aligned for any type.
void *arena_alloc(struct arena *arena, size_t size);
// Where `memory`, or NULL, of `size` bytes has `more`: where it stands, if it
// was handed out last and there is room, or a copy.
void *arena_grow(struct arena *arena, void *memory, size_t size, size_t more);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_strdup(struct arena *arena, const char *text);
__attribute__((format(printf, 2, 3))) char *
arena_printf(struct arena *arena, const char *format, ...);
char *arena_vprintf(struct arena *arena, const char *format, va_list args);
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

// Prints "cspcc: internal error: file:line: ..." and ends with exit code 70.
__attribute__((noreturn, format(printf, 3, 4))) void
die_at(const char *file, int line, const char *format, ...);
#define die(...) die_at(__FILE__, __LINE__, __VA_ARGS__)

// -- vec.c -------------------------------------------------------------------
// A growing array: struct { T *at; size_t count, room; }. Memory comes from
// the arena and is not given back when the array moves.
#define VEC(T)                                                                 \
    struct {                                                                   \
        T *at;                                                                 \
        size_t count, room;                                                    \
    }
void *vec_grow(struct arena *arena, void *at, size_t *room, size_t element);
#define vec_push(arena, vec, value)                                            \
    ((vec)->count == (vec)->room                                               \
         ? (void)((vec)->at = vec_grow((arena), (vec)->at, &(vec)->room,       \
                                       sizeof *(vec)->at))                     \
         : (void)0,                                                            \
     (void)((vec)->at[(vec)->count++] = (value)))

// The elements are in the order of a member of theirs, a size_t: how many come
// before `key`, which is where the first one that does not stands.
#define vec_before(vec, member, key)                                           \
    vec_search((vec)->at, (vec)->count, sizeof *(vec)->at,                     \
               offsetof(__typeof__(*(vec)->at), member), (key))
size_t vec_search(const void *at, size_t count, size_t element, size_t member,
                  size_t key);

typedef VEC(const char *) strings;

// Text under construction, always NUL-terminated once something was added.
struct text {
    struct arena *arena;
    char *at;
    size_t count, room;
};
void text_add(struct text *text, const char *bytes, size_t length);
void text_puts(struct text *text, const char *string);
__attribute__((format(printf, 2, 3))) void
text_printf(struct text *text, const char *format, ...);
// A character of identifiers and numbers.
bool text_is_word(char c);
// As a string literal of C; a newline becomes a blank.
const char *text_quote(struct arena *arena, const char *string);

// -- bits.c ------------------------------------------------------------------
// Sets of numbers below a `count`, in bits_words(count) words.
size_t bits_words(size_t count);
uint64_t *bits_new(struct arena *arena, size_t count); // empty
bool bits_has(const uint64_t *set, size_t number);
void bits_set(uint64_t *set, size_t number);
void bits_clear(uint64_t *set, size_t number);
// Adds all of another set; true if that made a difference.
bool bits_add(uint64_t *set, const uint64_t *other, size_t words);

// -- read.c ------------------------------------------------------------------
// The bytes of a file, NUL-terminated; NULL with errno set if it cannot be
// read.
char *read_file(struct arena *arena, const char *path, size_t *size);

// -- map.c -------------------------------------------------------------------
union map_value {
    void *pointer;
    size_t number;
};
struct map {
    struct map_slot {
        uint64_t key;
        union map_value value;
        bool used;
    } *slots;
    size_t room, count; // room: a power of two
};
#define map_key(pointer) ((uint64_t)(uintptr_t)(pointer))
// The value at a key; map_put makes it, zeroed, if there is none, map_get
// gives NULL then. Good until the next map_put.
union map_value *map_put(struct arena *arena, struct map *map, uint64_t key);
union map_value *map_get(const struct map *map, uint64_t key);

// -- intern.c ----------------------------------------------------------------
struct intern;
struct intern *intern_create(struct arena *arena);
const char *intern_n(struct intern *intern, const char *text, size_t length);
const char *intern_s(struct intern *intern, const char *text);

#endif
