// What the figures of `make bench` stand over, in C, so that the floor is as low as it can be.
#ifndef TESSERA_CFLOOR_H
#define TESSERA_CFLOOR_H

#include <stddef.h>
#include <stdint.h>

// A kept EVP_MAC: HMAC-SHA-256 fetched and keyed once.
typedef struct tessera_floor tessera_floor;

// Returns NULL if OpenSSL has no HMAC.
tessera_floor *tessera_floor_keyed(const uint8_t *key, size_t byte_count);
// Makes the tag of one message so many times. Returns 1 if every step succeeded.
int tessera_floor_macs(
    tessera_floor *floor, const uint8_t *message, size_t byte_count, long times, uint8_t tag[32]);
void tessera_floor_free(tessera_floor *floor);

// How often this process has asked the heap for memory since it began.
long tessera_heap_requests(void);

#endif
