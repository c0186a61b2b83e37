// A disk's diary: every write, cut, sync and removal that SQLite asks of the system while it is kept.
//
// The recorder stands between SQLite and its usual file system and passes everything on. What it saw
// goes into one file, in order, so that the states a power cut may leave can be made from it.
//
// An entry is 22 bytes and what was written, integers in the machine's order:
//   what (1), whose (1), offset (8), aside (8), count (4), then `count` bytes of a write.
#ifndef TESSERA_CRECORDER_H
#define TESSERA_CRECORDER_H

#include <stdint.h>

enum {
    TESSERA_WRITTEN = 0,  // bytes at an offset
    TESSERA_CUT = 1,      // the file's new length stands in offset
    TESSERA_SYNCED = 2,
    TESSERA_MADE = 3,     // the file was not there before
    TESSERA_REMOVED = 4,  // offset is 1 if the folder was synced as well
    TESSERA_MARKED = 5    // a word of the one who records: offset and aside are theirs
};

enum { TESSERA_BOOK = 0, TESSERA_LOG = 1, TESSERA_JOURNAL = 2, TESSERA_NOBODY = 255 };

// Begins a diary in a new file and makes every book that is opened from here on write into it.
// Returns 0, or -1 if the file cannot be made or a diary is kept already.
int tessera_recorder_begin(const char *path);

// Writes a word of one's own between what the disk is asked.
void tessera_recorder_mark(int64_t kind, int64_t number);

// Ends the diary. All books opened since must be closed.
// Returns 0, or -1 if not all of it could be written.
int tessera_recorder_end(void);

#endif
