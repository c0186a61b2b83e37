#include "CJPEG.h"

#include <dlfcn.h>
#include <string.h>
#include <turbojpeg.h>

typedef struct {
    __typeof__(&tjInitDecompress) start;
    __typeof__(&tjDecompressHeader3) header;
    __typeof__(&tjDecompress2) decode;
    __typeof__(&tjGetErrorStr2) sentence;
    __typeof__(&tjDestroy) end;
} jpeg_functions;

static jpeg_functions jpeg;

int tessera_jpeg_bind(void *library) {
    jpeg_functions found = {
        .start = (__typeof__(found.start))dlsym(library, "tjInitDecompress"),
        .header = (__typeof__(found.header))dlsym(library, "tjDecompressHeader3"),
        .decode = (__typeof__(found.decode))dlsym(library, "tjDecompress2"),
        .sentence = (__typeof__(found.sentence))dlsym(library, "tjGetErrorStr2"),
        .end = (__typeof__(found.end))dlsym(library, "tjDestroy"),
    };
    if (!found.start || !found.header || !found.decode || !found.sentence
        || !found.end) return 0;
    jpeg = found;
    return 1;
}

// A warning comes back like an error, and an error that follows a warning is counted as a warning,
// so the sentence decides. These warn of stray bytes and odd markers; the picture is whole.
static const char *const harmless[] = {
    "extraneous bytes before marker", "unknown JFIF revision", "Unknown Adobe color transform",
    "Invalid SOS parameters",
};

static tessera_jpeg_answer answer(tjhandle reader, int status) {
    if (status == 0) return TESSERA_JPEG_READ;
    const char *sentence = jpeg.sentence(reader);
    for (size_t index = 0; index < sizeof harmless / sizeof *harmless; index++)
        if (strstr(sentence, harmless[index])) return TESSERA_JPEG_READ;
    return TESSERA_JPEG_DAMAGED;
}

tessera_jpeg_answer tessera_jpeg_size(
    const uint8_t *bytes, size_t byte_count, int *width, int *height
) {
    int subsampling = 0, colours = 0;
    tjhandle reader = jpeg.start();
    if (!reader) return TESSERA_JPEG_OUT_OF_MEMORY;
    int status = jpeg.header(reader, bytes, byte_count, width, height, &subsampling, &colours);
    tessera_jpeg_answer result = answer(reader, status);
    jpeg.end(reader);
    return result;
}

tessera_jpeg_answer tessera_jpeg_read(
    const uint8_t *bytes, size_t byte_count, int width, int height, uint8_t *grey
) {
    tjhandle reader = jpeg.start();
    if (!reader) return TESSERA_JPEG_OUT_OF_MEMORY;
    // A small progressive file may ask for thousands of passes over a large picture.
    int status = jpeg.decode(
        reader, bytes, byte_count, grey, width, width, height, TJPF_GRAY, TJFLAG_LIMITSCANS);
    tessera_jpeg_answer result = answer(reader, status);
    jpeg.end(reader);
    return result;
}
