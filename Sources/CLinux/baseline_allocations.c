#define _GNU_SOURCE
#include "cl_baseline_allocations.h"

#include <dlfcn.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static _Thread_local int64_t allocations;

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static int (*real_posix_memalign)(void **, size_t, size_t);

static void *count_malloc(size_t bytes) {
    allocations++;
    return real_malloc(bytes);
}

static void *count_calloc(size_t count, size_t bytes) {
    allocations++;
    return real_calloc(count, bytes);
}

static void *count_realloc(void *block, size_t bytes) {
    allocations++;
    return real_realloc(block, bytes);
}

static void *count_aligned_alloc(size_t alignment, size_t bytes) {
    allocations++;
    return real_aligned_alloc(alignment, bytes);
}

static int count_posix_memalign(void **block, size_t alignment, size_t bytes) {
    allocations++;
    return real_posix_memalign(block, alignment, bytes);
}

/* What is called instead of what. */
static const struct {
    const char *name;
    void *counting;
    void *real;
} counted[] = {
    { "malloc", count_malloc, &real_malloc },
    { "calloc", count_calloc, &real_calloc },
    { "realloc", count_realloc, &real_realloc },
    { "aligned_alloc", count_aligned_alloc, &real_aligned_alloc },
    { "posix_memalign", count_posix_memalign, &real_posix_memalign },
};

/* The parts of a loaded file through which it calls others (elf(5)). */
struct imports {
    ElfW(Addr) base;
    const ElfW(Sym) *symbols;
    const char *names;
    const ElfW(Rela) *relocations[2];
    size_t bytes[2];
};

static struct imports find_imports(const struct dl_phdr_info *file) {
    struct imports imports = { .base = file->dlpi_addr };
    const ElfW(Dyn) *entry = NULL;
    for (int index = 0; index < file->dlpi_phnum; index++)
        if (file->dlpi_phdr[index].p_type == PT_DYNAMIC)
            entry = (const void *)(file->dlpi_addr + file->dlpi_phdr[index].p_vaddr);
    for (; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        const void *address = (const void *)entry->d_un.d_ptr;
        switch (entry->d_tag) {
        case DT_SYMTAB: imports.symbols = address; break;
        case DT_STRTAB: imports.names = address; break;
        case DT_RELA: imports.relocations[0] = address; break;
        case DT_RELASZ: imports.bytes[0] = entry->d_un.d_val; break;
        case DT_JMPREL: imports.relocations[1] = address; break;
        case DT_PLTRELSZ: imports.bytes[1] = entry->d_un.d_val; break;
        }
    }
    return imports;
}

static void redirect(void **slot, const char *name) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (size_t index = 0; index < sizeof counted / sizeof counted[0]; index++) {
        if (strcmp(name, counted[index].name) != 0) continue;
        /* The linker has made the table of addresses read-only. */
        void *start = (void *)((uintptr_t)slot & ~(page - 1));
        if (mprotect(start, page, PROT_READ | PROT_WRITE) == 0) *slot = counted[index].counting;
    }
}

static int redirect_file(struct dl_phdr_info *file, size_t size, void *unused) {
    (void)size;
    (void)unused;
    struct imports imports = find_imports(file);
    for (int table = 0; table < 2; table++) {
        const ElfW(Rela) *relocation = imports.relocations[table];
        if (relocation == NULL) continue;
        for (size_t index = 0; index < imports.bytes[table] / sizeof *relocation; index++) {
            size_t symbol = ELF64_R_SYM(relocation[index].r_info);
            if (symbol == 0) continue;
            redirect(
                (void **)(imports.base + relocation[index].r_offset),
                imports.names + imports.symbols[symbol].st_name);
        }
    }
    return 0;
}

int64_t cl_baseline_allocations(void) {
    static bool counts;
    if (!counts) {
        counts = true;
        for (size_t index = 0; index < sizeof counted / sizeof counted[0]; index++) {
            void *real = dlsym(RTLD_DEFAULT, counted[index].name);
            memcpy(counted[index].real, &real, sizeof real);
        }
        dl_iterate_phdr(redirect_file, NULL);
    }
    return allocations;
}
