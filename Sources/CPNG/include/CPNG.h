// libpng's simplified interface as two calls, because its errors leave by longjmp, which must not
// cross Swift frames. The library is opened when the first picture is read or written.
#ifndef TESSERA_CPNG_H
#define TESSERA_CPNG_H

#include <stddef.h>
#include <stdint.h>

/// Binds the functions of an opened libpng 1.6; returns 1 if all of them are there, otherwise 0.
/// Called once, before anything else here.
int tessera_png_bind(void *library);

/// Reads a picture of exactly `width` × `height` as 8-bit grey on white paper into `grey`, which
/// has room for width × height bytes. Returns 1, or 0 if the file does not hold such a picture.
int tessera_png_read(
    const uint8_t *bytes, size_t byte_count, uint32_t width, uint32_t height, uint8_t *grey);

/// Returns how many bytes a picture of this size needs at most when written.
size_t tessera_png_largest(uint32_t width, uint32_t height);

/// Writes an 8-bit grey picture; returns the bytes used of `capacity`, or 0 if memory ran out.
size_t tessera_png_write(
    const uint8_t *grey, uint32_t width, uint32_t height, uint8_t *bytes, size_t capacity);

#endif
