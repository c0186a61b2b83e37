// The files that browsers are given, as they stand below pages/.
#pragma once
#include <stddef.h>
struct tessera_page {
    // As it is asked for behind /pages/, words/en.json.
    const char *name;
    const unsigned char *bytes;
    size_t count;
};
const struct tessera_page *tessera_pages(void);
extern const size_t tessera_page_count;
