// The examples of the service's document, as they were recorded by the tests.
#pragma once
#include <stddef.h>
// Where they begin.
const unsigned char *tessera_samples_pointer(void);
extern const size_t tessera_samples_count;
