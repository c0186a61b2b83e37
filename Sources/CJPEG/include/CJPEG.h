// libturbojpeg as two calls that answer instead of leaving by longjmp. The library is opened when
// the first photograph is read.
#ifndef TESSERA_CJPEG_H
#define TESSERA_CJPEG_H

#include <stddef.h>
#include <stdint.h>

/// What became of a file.
typedef enum {
    TESSERA_JPEG_READ,
    TESSERA_JPEG_DAMAGED,
    TESSERA_JPEG_OUT_OF_MEMORY,
} tessera_jpeg_answer;

/// Binds the functions of an opened libturbojpeg; returns 1 if all of them are there, otherwise 0.
/// Called once, before anything else here.
int tessera_jpeg_bind(void *library);

/// Reads how large the picture is, without decoding it.
tessera_jpeg_answer tessera_jpeg_size(
    const uint8_t *bytes, size_t byte_count, int *width, int *height);

/// Reads a picture of exactly `width` × `height` as 8-bit grey into `grey`, which has room for
/// width × height bytes.
tessera_jpeg_answer tessera_jpeg_read(
    const uint8_t *bytes, size_t byte_count, int width, int height, uint8_t *grey);

#endif
