// zbar as one call. The library pulls in video and message-bus libraries, so it is opened when it is
// measured and not when the measuring program starts.
#ifndef TESSERA_CZBAR_H
#define TESSERA_CZBAR_H

#include <stddef.h>
#include <stdint.h>

/// One QR code: its bytes as they stand in the symbol, and the box around it in the picture.
/// The bytes are valid only until the receiver returns.
typedef struct {
    const uint8_t *bytes;
    size_t byte_count;
    int left, top, right, bottom;
} tessera_zbar_code;

/// Binds the functions of an opened libzbar; returns 1 if all of them are there, otherwise 0.
/// Called once, before anything else here.
int tessera_zbar_bind(void *library);

/// Hands every QR code of an 8-bit grey picture to `found`, in no particular order.
/// Returns 1, or 0 if memory ran out.
int tessera_zbar_read(
    const uint8_t *grey, unsigned width, unsigned height,
    void (*found)(void *context, const tessera_zbar_code *code), void *context);

#endif
