// Counts what a program has allocated, and the most it had since allocations_begin(). Loaded before the C library:
//
//     clang -shared -fPIC -O2 Benchmarks/allocations.c -o allocations.so
//     LD_PRELOAD=./allocations.so extraction-bench rounds
//
// A block that is moved by realloc counts twice while it moves, though the kernel may have moved it without a copy.
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

// The C library's own, under the names that it keeps for programs that define malloc themselves.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_long live, peak;

static void *taken(void *block) {
    if (!block) return NULL;
    long size = (long)malloc_usable_size(block);
    long now = atomic_fetch_add(&live, size) + size;
    long most = atomic_load(&peak);
    while (now > most && !atomic_compare_exchange_weak(&peak, &most, now)) {
    }
    return block;
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }

int posix_memalign(void **block, size_t alignment, size_t size) {
    void *found = taken(__libc_memalign(alignment, size));
    if (!found) return ENOMEM;
    *block = found;
    return 0;
}

void *realloc(void *block, size_t size) {
    long before = (long)malloc_usable_size(block);
    void *moved = __libc_realloc(block, size);
    if (moved) taken(moved);
    // The old block is gone, unless there was no memory for the new one.
    if (moved || size == 0) atomic_fetch_sub(&live, before);
    return moved;
}

void free(void *block) {
    atomic_fetch_sub(&live, (long)malloc_usable_size(block));
    __libc_free(block);
}

// From here on the peak is what is allocated now, which is returned.
long allocations_begin(void) {
    long now = atomic_load(&live);
    atomic_store(&peak, now);
    return now;
}

long allocations_peak(void) { return atomic_load(&peak); }
