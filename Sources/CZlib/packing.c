#include "packing.h"
#include <zlib.h>

size_t tessera_packed_bound(size_t count) { return compressBound((uLong)count) + 32; }

size_t tessera_pack(const unsigned char *bytes, size_t count, unsigned char *out, size_t room) {
    z_stream stream = {0};
    // 15 bits of window, and 16 for the frame of gzip in place of zlib's own.
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    int end = deflate(&stream, Z_FINISH);
    size_t written = stream.total_out;
    deflateEnd(&stream);
    return end == Z_STREAM_END ? written : 0;
}
