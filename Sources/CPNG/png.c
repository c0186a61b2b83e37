#include "CPNG.h"

#include <dlfcn.h>
#include <png.h>
#include <string.h>

typedef struct {
    __typeof__(&png_image_begin_read_from_memory) begin_read;
    __typeof__(&png_image_finish_read) finish_read;
    __typeof__(&png_image_free) release;
    __typeof__(&png_image_write_to_memory) write;
} png_functions;

static png_functions png;

int tessera_png_bind(void *library) {
    png_functions found = {
        .begin_read =
            (__typeof__(found.begin_read))dlsym(library, "png_image_begin_read_from_memory"),
        .finish_read = (__typeof__(found.finish_read))dlsym(library, "png_image_finish_read"),
        .release = (__typeof__(found.release))dlsym(library, "png_image_free"),
        .write = (__typeof__(found.write))dlsym(library, "png_image_write_to_memory"),
    };
    if (!found.begin_read || !found.finish_read || !found.release || !found.write) return 0;
    png = found;
    return 1;
}

static png_image grey_image(uint32_t width, uint32_t height) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = width;
    image.height = height;
    image.format = PNG_FORMAT_GRAY;
    return image;
}

int tessera_png_read(
    const uint8_t *bytes, size_t byte_count, uint32_t width, uint32_t height, uint8_t *grey
) {
    png_image image = grey_image(0, 0);
    if (!png.begin_read(&image, bytes, byte_count)) return 0;
    if (image.width != width || image.height != height) {
        png.release(&image);
        return 0;
    }
    image.format = PNG_FORMAT_GRAY;
    // A code on a see-through ground is meant to be seen on paper.
    const png_color paper = {255, 255, 255};
    return png.finish_read(&image, &paper, grey, (png_int_32)width, NULL);
}

size_t tessera_png_largest(uint32_t width, uint32_t height) {
    png_image image = grey_image(width, height);
    return PNG_IMAGE_PNG_SIZE_MAX(image);
}

size_t tessera_png_write(
    const uint8_t *grey, uint32_t width, uint32_t height, uint8_t *bytes, size_t capacity
) {
    png_image image = grey_image(width, height);
    png_alloc_size_t used = capacity;
    if (!png.write(&image, bytes, &used, 0, grey, (png_int_32)width, NULL)) return 0;
    return used;
}
