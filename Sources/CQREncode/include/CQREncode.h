// libqrencode as one call. The library is opened when the first symbol is drawn and not when the
// command starts, so that a check at the till does not pay for it.
#ifndef TESSERA_CQRENCODE_H
#define TESSERA_CQRENCODE_H

#include <stddef.h>
#include <stdint.h>

/// What became of a text.
typedef enum {
    TESSERA_QR_DRAWN,
    /// The text has more characters than the largest symbol of this level holds.
    TESSERA_QR_TOO_LONG,
    TESSERA_QR_OUT_OF_MEMORY,
} tessera_qr_answer;

/// The side of the largest symbol, version 40, in modules.
enum { TESSERA_QR_LARGEST_SIDE = 177 };

/// Binds the functions of an opened libqrencode; returns 1 if all of them are there, otherwise 0.
/// Called once, before anything else here.
int tessera_qr_bind(void *library);

/// Draws `text` in alphanumeric mode, without ECI, in the smallest symbol that holds it, at level Q
/// (`quartile` is 1) or M (0). Writes side × side bytes, 1 for dark, rows from the top, into
/// `modules`, which has room for the largest symbol.
tessera_qr_answer tessera_qr_draw(
    const uint8_t *text, size_t byte_count, int quartile, uint8_t *modules, int *side);

#endif
