// Packs bytes as gzip has them (RFC 1952), with zlib.
#pragma once
#include <stddef.h>
// How many bytes there are at most when so many are packed.
size_t tessera_packed_bound(size_t count);
// Packs; gives how many bytes were written, 0 if it could not be done in so much room.
size_t tessera_pack(const unsigned char *bytes, size_t count, unsigned char *out, size_t room);
