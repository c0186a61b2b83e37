#include "samples.h"
// Part of C23, and of this compiler before that.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char tessera_samples[] = {
#embed "samples.json"
};
const unsigned char *tessera_samples_pointer(void) { return tessera_samples; }
const size_t tessera_samples_count = sizeof tessera_samples;
