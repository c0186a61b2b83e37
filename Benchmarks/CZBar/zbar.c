#include "CZBar.h"

#include <dlfcn.h>
#include <zbar.h>

typedef struct {
    __typeof__(&zbar_image_scanner_create) scanner_create;
    __typeof__(&zbar_image_scanner_destroy) scanner_destroy;
    __typeof__(&zbar_image_scanner_set_config) scanner_set_config;
    __typeof__(&zbar_image_scanner_request_dbus) scanner_request_dbus;
    __typeof__(&zbar_image_create) image_create;
    __typeof__(&zbar_image_destroy) image_destroy;
    __typeof__(&zbar_image_set_format) image_set_format;
    __typeof__(&zbar_image_set_size) image_set_size;
    __typeof__(&zbar_image_set_data) image_set_data;
    __typeof__(&zbar_image_first_symbol) first_symbol;
    __typeof__(&zbar_symbol_next) symbol_next;
    __typeof__(&zbar_symbol_get_type) symbol_type;
    __typeof__(&zbar_symbol_get_data) symbol_data;
    __typeof__(&zbar_symbol_get_data_length) symbol_data_length;
    __typeof__(&zbar_symbol_get_loc_size) corner_count;
    __typeof__(&zbar_symbol_get_loc_x) corner_x;
    __typeof__(&zbar_symbol_get_loc_y) corner_y;
    __typeof__(&zbar_scan_image) scan;
} zbar_functions;

static zbar_functions zbar;

#define BIND(field, name) \
    ((found.field = (__typeof__(found.field))dlsym(library, name)) != NULL)

int tessera_zbar_bind(void *library) {
    zbar_functions found;
    int whole = BIND(scanner_create, "zbar_image_scanner_create")
        && BIND(scanner_destroy, "zbar_image_scanner_destroy")
        && BIND(scanner_set_config, "zbar_image_scanner_set_config")
        && BIND(scanner_request_dbus, "zbar_image_scanner_request_dbus")
        && BIND(image_create, "zbar_image_create")
        && BIND(image_destroy, "zbar_image_destroy")
        && BIND(image_set_format, "zbar_image_set_format")
        && BIND(image_set_size, "zbar_image_set_size")
        && BIND(image_set_data, "zbar_image_set_data")
        && BIND(first_symbol, "zbar_image_first_symbol")
        && BIND(symbol_next, "zbar_symbol_next")
        && BIND(symbol_type, "zbar_symbol_get_type")
        && BIND(symbol_data, "zbar_symbol_get_data")
        && BIND(symbol_data_length, "zbar_symbol_get_data_length")
        && BIND(corner_count, "zbar_symbol_get_loc_size")
        && BIND(corner_x, "zbar_symbol_get_loc_x")
        && BIND(corner_y, "zbar_symbol_get_loc_y")
        && BIND(scan, "zbar_scan_image");
    if (whole) zbar = found;
    return whole;
}

static tessera_zbar_code boxed(const zbar_symbol_t *symbol) {
    tessera_zbar_code code = {
        .bytes = (const uint8_t *)zbar.symbol_data(symbol),
        .byte_count = zbar.symbol_data_length(symbol),
    };
    unsigned count = zbar.corner_count(symbol);
    for (unsigned index = 0; index < count; index++) {
        int x = zbar.corner_x(symbol, index), y = zbar.corner_y(symbol, index);
        if (index == 0 || x < code.left) code.left = x;
        if (index == 0 || x > code.right) code.right = x;
        if (index == 0 || y < code.top) code.top = y;
        if (index == 0 || y > code.bottom) code.bottom = y;
    }
    return code;
}

static zbar_image_scanner_t *qr_scanner(void) {
    zbar_image_scanner_t *scanner = zbar.scanner_create();
    if (!scanner) return NULL;
    // A voucher is worth money to whoever listens on the message bus.
    zbar.scanner_request_dbus(scanner, 0);
    zbar.scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar.scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    // Without this zbar guesses a character set and rewrites the bytes.
    zbar.scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    return scanner;
}

int tessera_zbar_read(
    const uint8_t *grey, unsigned width, unsigned height,
    void (*found)(void *context, const tessera_zbar_code *code), void *context
) {
    zbar_image_scanner_t *scanner = qr_scanner();
    zbar_image_t *image = scanner ? zbar.image_create() : NULL;
    int whole = 0;
    if (image) {
        zbar.image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
        zbar.image_set_size(image, width, height);
        zbar.image_set_data(image, grey, (unsigned long)width * height, NULL);
        whole = zbar.scan(scanner, image) >= 0;
        const zbar_symbol_t *symbol = whole ? zbar.first_symbol(image) : NULL;
        for (; symbol; symbol = zbar.symbol_next(symbol)) {
            if (zbar.symbol_type(symbol) != ZBAR_QRCODE) continue;
            tessera_zbar_code code = boxed(symbol);
            found(context, &code);
        }
        zbar.image_destroy(image);
    }
    if (scanner) zbar.scanner_destroy(scanner);
    return whole;
}
