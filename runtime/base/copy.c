// SPDX-License-Identifier: MIT
// copy.c: one runtime in a process, and all of it.
//
// Owns the note by which one copy of the runtime finds another. A program has
// the whole runtime or nothing of it, and exports it (cspcc says so to the
// linker): so whatever a shared library wants is the program's, also where the
// library brings libcsprt.so along, which then lies idle. Two copies in use are
// a mistake in how something was linked, and end the program at once. Called
// by registry.c and rt.c, one of which is in every program that uses csp.h.
#include "base/copy.h"

#include <link.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/stop.h"

// The whole archive, by a name of each member (members.c).
__attribute__((used)) static void (*const *const whole)(void) = cspi_members;

// An ELF note, which the dynamic linker's list of files leads to.
typedef ElfW(Nhdr) note_head;
typedef ElfW(Phdr) file_part;
struct note {
    note_head head;
    char name[8];
};
#define NAME "csprt"
#ifdef __clang__ // its AddressSanitizer would put a red zone behind the note
#define AS_IT_IS no_sanitize("address")
#else
#define AS_IT_IS
#endif
static const struct note note
    __attribute__((section(".note.csprt"), used, aligned(4), AS_IT_IS)) = {
        {sizeof NAME, 0, 1}, NAME};

struct search {
    const char *own, *other; // names of files; NULL: not met
};

static size_t padded(size_t bytes, size_t align)
{
    return (bytes + align - 1) & ~(align - 1);
}

// The note of a runtime in this part of a file; NULL: none.
static const void *note_in(const char *at, const file_part *part)
{
    const char *end = at + part->p_memsz;
    size_t align = part->p_align == 8 ? 8 : 4;
    while (end - at >= (ptrdiff_t)sizeof note) {
        if (memcmp(at, &note, sizeof note) == 0) return at;
        const note_head *head = (const note_head *)(const void *)at;
        at += sizeof *head + padded(head->n_namesz, align);
        at += padded(head->n_descsz, align);
    }
    return NULL;
}

// Idle where another is found: that one was asked first for every name.
static bool is_shared_runtime(const char *file)
{
    const char *slash = strrchr(file, '/');
    return strncmp(slash ? slash + 1 : file, "libcsprt.so", 11) == 0;
}

static int look(struct dl_phdr_info *file, size_t size, void *arg)
{
    struct search *search = arg;
    (void)size;
    for (int i = 0; i < file->dlpi_phnum; i++) {
        const file_part *part = &file->dlpi_phdr[i];
        if (part->p_type != PT_NOTE) continue;
        const char *at = (const char *)(file->dlpi_addr + part->p_vaddr);
        const void *found = note_in(at, part);
        if (found == &note)
            search->own = file->dlpi_name;
        else if (found && !is_shared_runtime(file->dlpi_name))
            search->other = file->dlpi_name;
    }
    return 0;
}

static const char *shown(const char *file)
{
    return *file ? file : "the program";
}

static void check(void)
{
    struct search search = {NULL, NULL};
    dl_iterate_phdr(look, &search);
    if (!search.own || !search.other) return;
    cspi_stop("two runtimes in one process, in %s and in %s (see \"Shared "
              "libraries\" in cspcc's BUILDING.md)",
              shown(search.own), shown(search.other));
}

void cspi_copy_check(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, check);
}
