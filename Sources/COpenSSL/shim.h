// OpenSSL 3 as Swift sees it, plus the one thing Swift cannot say well: an HMAC-SHA-256 whose key is
// kept as two compression states. The kept states make a tag of a short message two compressions and
// no allocation; they are 64 immutable bytes that any number of threads may share without a lock.
#ifndef TESSERA_COPENSSL_SHIM_H
#define TESSERA_COPENSSL_SHIM_H

// SHA256_Transform is deprecated since OpenSSL 3.0 and still the only way to run one compression.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <string.h>

// The states of SHA-256 after the block `key xor ipad` and after the block `key xor opad` (RFC 2104).
typedef struct {
    uint32_t inner[8];
    uint32_t outer[8];
} tessera_mac_states;

static inline void tessera_first_block(uint32_t out[8], const uint8_t key[64], uint8_t pad) {
    uint8_t block[64];
    SHA256_CTX context;
    for (int index = 0; index < 64; index++) block[index] = key[index] ^ pad;
    SHA256_Init(&context);
    SHA256_Transform(&context, block);
    memcpy(out, context.h, 32);
    OPENSSL_cleanse(block, sizeof block);
    OPENSSL_cleanse(&context, sizeof context);
}

static inline void tessera_mac_keep(tessera_mac_states *states, const uint8_t *key, size_t byte_count) {
    uint8_t whole[64] = {0};
    if (byte_count > 64) SHA256(key, byte_count, whole);
    else memcpy(whole, key, byte_count);
    tessera_first_block(states->inner, whole, 0x36);
    tessera_first_block(states->outer, whole, 0x5c);
    OPENSSL_cleanse(whole, sizeof whole);
}

static inline void tessera_put_be32(uint8_t *out, uint32_t word) {
    word = __builtin_bswap32(word);
    memcpy(out, &word, 4);
}

// Writes a state big-endian, in whole vectors: the compression that follows reads whole vectors, and
// waits for narrower writes to reach memory.
static inline void tessera_put_state(uint8_t *out, const uint32_t state[8]) {
    typedef uint8_t run __attribute__((vector_size(16)));
    for (int half = 0; half < 2; half++) {
        run words;
        memcpy(&words, state + 4 * half, 16);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        words = __builtin_shufflevector(
            words, words, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
#endif
        memcpy(out + 16 * half, &words, 16);
    }
}

// The outer half of HMAC: the kept state of the key takes in the state that the context ends with.
static inline void tessera_mac_outer(const tessera_mac_states *states, SHA256_CTX *context) {
    // Behind the 32 bytes: the end bit, zeros, and the length of (64 + 32) bytes, which are 768 bits.
    static const uint8_t padding[32] = {[0] = 0x80, [30] = 0x03};
    uint8_t block[64];
    tessera_put_state(block, context->h);
    memcpy(block + 32, padding, 32);
    memcpy(context->h, states->outer, 32);
    SHA256_Transform(context, block);
}

static inline void tessera_mac(
    const tessera_mac_states *states, const uint8_t *message, size_t byte_count, uint8_t tag[32]
) {
    SHA256_CTX context;
    uint8_t block[64];
    size_t rest = byte_count;
    memcpy(context.h, states->inner, 32);
    for (; rest >= 64; rest -= 64, message += 64) SHA256_Transform(&context, message);
    memcpy(block, message, rest);
    block[rest] = 0x80;
    memset(block + rest + 1, 0, 63 - rest);
    if (rest > 55) {
        SHA256_Transform(&context, block);
        memset(block, 0, 64);
    }
    // The length counts the key block that the kept state has already taken in.
    uint64_t bits = (uint64_t)(byte_count + 64) * 8;
    tessera_put_be32(block + 56, (uint32_t)(bits >> 32));
    tessera_put_be32(block + 60, (uint32_t)bits);
    SHA256_Transform(&context, block);
    tessera_mac_outer(states, &context);
    tessera_put_state(tag, context.h);
}

// The only block of a message of at most 55 bytes, padded; 64 bytes must be there to read. The padding
// is masked in: to copy a number of bytes that is not known is to write narrowly again.
static inline void tessera_only_block(uint8_t out[64], const uint8_t *message, size_t byte_count) {
    typedef uint8_t block __attribute__((vector_size(64)));
    static const uint8_t ones[128] = {[0 ... 63] = 0xFF};
    block text, kept, kept_and_next;
    memcpy(&text, message, 64);
    memcpy(&kept, ones + 64 - byte_count, 64);
    memcpy(&kept_and_next, ones + 63 - byte_count, 64);
    text = (text & kept) | ((kept ^ kept_and_next) & 0x80);
    // The length counts the key block, too; all of it fits into the last two bytes.
    size_t bits = (byte_count + 64) * 8;
    text[62] = (uint8_t)(bits >> 8);
    text[63] = (uint8_t)bits;
    memcpy(out, &text, 64);
}

// Whether the bytes behind a message are the leftmost sixteen of its tag, in constant time.
// `room` says how many bytes there are to read from `message` on, the sixteen behind it included.
static inline int tessera_mac_ends(
    const tessera_mac_states *states, const uint8_t *message, size_t byte_count, size_t room
) {
    uint8_t tag[32];
    uint64_t made[2], found[2];
    if (byte_count <= 55 && room >= 64) {
        SHA256_CTX context;
        uint8_t block[64];
        tessera_only_block(block, message, byte_count);
        memcpy(context.h, states->inner, 32);
        SHA256_Transform(&context, block);
        tessera_mac_outer(states, &context);
        tessera_put_state(tag, context.h);
    } else {
        tessera_mac(states, message, byte_count, tag);
    }
    memcpy(made, tag, 16);
    memcpy(found, message + byte_count, 16);
    return ((made[0] ^ found[0]) | (made[1] ^ found[1])) == 0;
}

// HKDF-SHA-256. Here and not in Swift, because OSSL_PARAM keeps the pointers it is given and a Swift
// string lends one for the length of a call only. Returns 1 when `output` is filled.
static inline int tessera_hkdf(
    const uint8_t *secret, size_t secret_count, const uint8_t *salt, size_t salt_count,
    const uint8_t *info, size_t info_count, uint8_t *output, size_t output_count
) {
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)secret, secret_count),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_count),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_count),
        OSSL_PARAM_construct_end(),
    };
    EVP_KDF *method = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *context = method ? EVP_KDF_CTX_new(method) : NULL;
    int done = context ? EVP_KDF_derive(context, output, output_count, parameters) : 0;
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(method);
    return done == 1;
}

#endif
