#include "CQREncode.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <qrencode.h>

typedef struct {
    __typeof__(&QRinput_new2) input_new;
    __typeof__(&QRinput_append) input_append;
    __typeof__(&QRinput_free) input_free;
    __typeof__(&QRcode_encodeInput) encode;
    __typeof__(&QRcode_free) code_free;
} qr_functions;

static qr_functions qr;

int tessera_qr_bind(void *library) {
    qr_functions found = {
        .input_new = (__typeof__(found.input_new))dlsym(library, "QRinput_new2"),
        .input_append = (__typeof__(found.input_append))dlsym(library, "QRinput_append"),
        .input_free = (__typeof__(found.input_free))dlsym(library, "QRinput_free"),
        .encode = (__typeof__(found.encode))dlsym(library, "QRcode_encodeInput"),
        .code_free = (__typeof__(found.code_free))dlsym(library, "QRcode_free"),
    };
    if (!found.input_new || !found.input_append || !found.input_free
        || !found.encode || !found.code_free) return 0;
    qr = found;
    return 1;
}

tessera_qr_answer tessera_qr_draw(
    const uint8_t *text, size_t byte_count, int quartile, uint8_t *modules, int *side
) {
    if (byte_count > INT_MAX) return TESSERA_QR_TOO_LONG;
    QRinput *input = qr.input_new(0, quartile ? QR_ECLEVEL_Q : QR_ECLEVEL_M);
    if (!input) return TESSERA_QR_OUT_OF_MEMORY;

    // Appending by hand is what forces the mode: QRcode_encodeString would choose one by itself.
    errno = 0;
    QRcode *code = NULL;
    if (qr.input_append(input, QR_MODE_AN, (int)byte_count, text) == 0) code = qr.encode(input);
    int reason = errno;
    qr.input_free(input);
    if (!code) return reason == ERANGE ? TESSERA_QR_TOO_LONG : TESSERA_QR_OUT_OF_MEMORY;

    *side = code->width;
    for (int index = 0; index < code->width * code->width; index++)
        modules[index] = code->data[index] & 1;
    qr.code_free(code);
    return TESSERA_QR_DRAWN;
}
