// The memory of the WebAssembly module: what a C library would bring.
//
// Room is handed out in powers of two and kept by size when it is given back, so that the next
// picture of the same size needs no more.
#include <stddef.h>
#include <stdint.h>

enum { HEADER = 16, SIZES = 32, PAGE = 65536 };

extern unsigned char __heap_base;
static uintptr_t end;
static void *spare[SIZES];

void *malloc(size_t count) {
    unsigned size = 5;
    while (size < SIZES - 1 && ((size_t)1 << size) < count + HEADER) size++;
    if (((size_t)1 << size) < count + HEADER || count + HEADER < count) return NULL;
    unsigned char *room = spare[size];
    if (room) {
        spare[size] = *(void **)(room + HEADER);
    } else {
        if (!end) end = ((uintptr_t)&__heap_base + HEADER - 1) & -(uintptr_t)HEADER;
        uintptr_t next = end + ((uintptr_t)1 << size);
        uintptr_t held = __builtin_wasm_memory_size(0) * (uintptr_t)PAGE;
        if (next < end) return NULL;
        if (next > held) {
            size_t pages = (next - held + PAGE - 1) / PAGE;
            if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) return NULL;
        }
        room = (unsigned char *)end;
        end = next;
        *(unsigned *)room = size;
    }
    return room + HEADER;
}

void free(void *room) {
    if (!room) return;
    unsigned char *start = (unsigned char *)room - HEADER;
    unsigned size = *(unsigned *)start;
    *(void **)room = spare[size];
    spare[size] = start;
}

int posix_memalign(void **room, size_t alignment, size_t count) {
    // Nothing here asks for more than a header's sixteen.
    if (alignment > HEADER) return 22;
    *room = malloc(count);
    return *room ? 0 : 12;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    unsigned char *out = to;
    for (const unsigned char *in = from; count; count--) *out++ = *in++;
    return to;
}

void *memmove(void *to, const void *from, size_t count) {
    unsigned char *out = to;
    const unsigned char *in = from;
    if (out < in) return memcpy(to, from, count);
    while (count--) out[count] = in[count];
    return to;
}

void *memset(void *to, int value, size_t count) {
    for (unsigned char *out = to; count; count--) *out++ = (unsigned char)value;
    return to;
}
