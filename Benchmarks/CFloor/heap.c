// Counts requests to the heap. The linker is told to lead every call of the five functions here
// (--wrap in Package.swift): Swift's objects and arrays and OpenSSL's buffers all come through.
#include "CFloor.h"
#include <stdatomic.h>

static atomic_long requests;

long tessera_heap_requests(void) { return atomic_load(&requests); }

static void count(void) { atomic_fetch_add_explicit(&requests, 1, memory_order_relaxed); }

extern void *__real_malloc(size_t);
extern void *__real_calloc(size_t, size_t);
extern void *__real_realloc(void *, size_t);
extern void *__real_aligned_alloc(size_t, size_t);
extern int __real_posix_memalign(void **, size_t, size_t);

extern void *__wrap_malloc(size_t);
extern void *__wrap_calloc(size_t, size_t);
extern void *__wrap_realloc(void *, size_t);
extern void *__wrap_aligned_alloc(size_t, size_t);
extern int __wrap_posix_memalign(void **, size_t, size_t);

void *__wrap_malloc(size_t size) {
    count();
    return __real_malloc(size);
}

void *__wrap_calloc(size_t number, size_t size) {
    count();
    return __real_calloc(number, size);
}

void *__wrap_realloc(void *old, size_t size) {
    count();
    return __real_realloc(old, size);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size) {
    count();
    return __real_aligned_alloc(alignment, size);
}

int __wrap_posix_memalign(void **out, size_t alignment, size_t size) {
    count();
    return __real_posix_memalign(out, alignment, size);
}
