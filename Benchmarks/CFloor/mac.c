#include "CFloor.h"
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdlib.h>

struct tessera_floor {
    EVP_MAC *method;
    EVP_MAC_CTX *context;
};

tessera_floor *tessera_floor_keyed(const uint8_t *key, size_t byte_count) {
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end(),
    };
    tessera_floor *floor = calloc(1, sizeof *floor);
    if (floor == NULL) return NULL;
    floor->method = EVP_MAC_fetch(NULL, "HMAC", NULL);
    floor->context = floor->method ? EVP_MAC_CTX_new(floor->method) : NULL;
    if (floor->context == NULL || EVP_MAC_init(floor->context, key, byte_count, parameters) != 1) {
        tessera_floor_free(floor);
        return NULL;
    }
    return floor;
}

int tessera_floor_macs(
    tessera_floor *floor, const uint8_t *message, size_t byte_count, long times, uint8_t tag[32]
) {
    size_t written = 0;
    int done = 1;
    for (long index = 0; index < times; index++) {
        done &= EVP_MAC_init(floor->context, NULL, 0, NULL);
        done &= EVP_MAC_update(floor->context, message, byte_count);
        done &= EVP_MAC_final(floor->context, tag, &written, 32);
    }
    return done == 1 && written == 32;
}

void tessera_floor_free(tessera_floor *floor) {
    if (floor == NULL) return;
    EVP_MAC_CTX_free(floor->context);
    EVP_MAC_free(floor->method);
    free(floor);
}
