// The diary of a disk, as a VFS of SQLite: https://www.sqlite.org/vfs.html
#include "CRecorder.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// A file as SQLite holds it; the usual file system's own file follows in the same memory.
typedef struct {
    sqlite3_file base;
    uint8_t whose;
    sqlite3_file *real;
} recorded_file;

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static FILE *diary;
static int is_incomplete;
static sqlite3_vfs *usual;
static sqlite3_vfs recorder;

static void enter(
    uint8_t what, uint8_t whose, int64_t offset, int64_t aside, const void *bytes, uint32_t count) {
    uint8_t head[22];
    head[0] = what;
    head[1] = whose;
    memcpy(head + 2, &offset, 8);
    memcpy(head + 10, &aside, 8);
    memcpy(head + 18, &count, 4);
    // Temporary files and files of others are nobody's.
    if (whose == TESSERA_NOBODY && what != TESSERA_MARKED) return;
    pthread_mutex_lock(&guard);
    if (diary
        && (fwrite(head, sizeof head, 1, diary) != 1
            || (count > 0 && fwrite(bytes, count, 1, diary) != 1)))
        is_incomplete = 1;
    pthread_mutex_unlock(&guard);
}

static uint8_t owner(const char *path) {
    static const char *const endings[] = {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-journal"};
    size_t length = path ? strlen(path) : 0;
    for (uint8_t whose = 0; whose < 3; whose++) {
        size_t ending = strlen(endings[whose]);
        if (length > ending && path[length - ending - 1] == '/'
            && strcmp(path + length - ending, endings[whose]) == 0)
            return whose;
    }
    return TESSERA_NOBODY;
}

#define REAL(file) (((recorded_file *)(file))->real)
#define PASS(name, ...) REAL(file)->pMethods->name(REAL(file), __VA_ARGS__)

static int close_file(sqlite3_file *file) {
    int code = REAL(file)->pMethods ? REAL(file)->pMethods->xClose(REAL(file)) : SQLITE_OK;
    file->pMethods = NULL;
    return code;
}
static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return PASS(xRead, bytes, count, offset);
}
static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    int code = PASS(xWrite, bytes, count, offset);
    if (code == SQLITE_OK)
        enter(TESSERA_WRITTEN, ((recorded_file *)file)->whose, offset, 0, bytes, (uint32_t)count);
    return code;
}
static int cut_file(sqlite3_file *file, sqlite3_int64 size) {
    int code = PASS(xTruncate, size);
    if (code == SQLITE_OK) enter(TESSERA_CUT, ((recorded_file *)file)->whose, size, 0, NULL, 0);
    return code;
}
static int sync_file(sqlite3_file *file, int flags) {
    int code = PASS(xSync, flags);
    if (code == SQLITE_OK) enter(TESSERA_SYNCED, ((recorded_file *)file)->whose, 0, 0, NULL, 0);
    return code;
}
static int size_of_file(sqlite3_file *file, sqlite3_int64 *size) { return PASS(xFileSize, size); }
static int lock_file(sqlite3_file *file, int level) { return PASS(xLock, level); }
static int unlock_file(sqlite3_file *file, int level) { return PASS(xUnlock, level); }
static int is_reserved(sqlite3_file *file, int *answer) {
    return PASS(xCheckReservedLock, answer);
}
static int control_file(sqlite3_file *file, int question, void *argument) {
    return PASS(xFileControl, question, argument);
}
static int sector_size(sqlite3_file *file) {
    return REAL(file)->pMethods->xSectorSize(REAL(file));
}
static int characteristics(sqlite3_file *file) {
    return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file));
}
// The index of the log is memory shared by processes; a power cut takes it, so it is not recorded.
static int map_index(sqlite3_file *file, int page, int size, int extend, void volatile **map) {
    return PASS(xShmMap, page, size, extend, map);
}
static int lock_index(sqlite3_file *file, int offset, int count, int flags) {
    return PASS(xShmLock, offset, count, flags);
}
static void order_index(sqlite3_file *file) {
    REAL(file)->pMethods->xShmBarrier(REAL(file));
}
static int unmap_index(sqlite3_file *file, int remove) { return PASS(xShmUnmap, remove); }

// Version 2: without xFetch nothing is written past the recorder through mapped memory.
static const sqlite3_io_methods methods = {
    2, close_file, read_file, write_file, cut_file, sync_file, size_of_file, lock_file,
    unlock_file, is_reserved, control_file, sector_size, characteristics, map_index, lock_index,
    order_index, unmap_index, NULL, NULL};

static int open_file(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *given) {
    (void)vfs;
    recorded_file *mine = (recorded_file *)file;
    mine->whose = owner(path);
    mine->real = (sqlite3_file *)(mine + 1);
    int is_new = mine->whose != TESSERA_NOBODY && access(path, F_OK) != 0;
    int code = usual->xOpen(usual, path, mine->real, flags, given);
    file->pMethods = mine->real->pMethods ? &methods : NULL;
    if (code == SQLITE_OK && is_new) enter(TESSERA_MADE, mine->whose, 0, 0, NULL, 0);
    return code;
}
static int remove_file(sqlite3_vfs *vfs, const char *path, int sync_folder) {
    (void)vfs;
    int code = usual->xDelete(usual, path, sync_folder);
    if (code == SQLITE_OK) enter(TESSERA_REMOVED, owner(path), sync_folder, 0, NULL, 0);
    return code;
}

int tessera_recorder_begin(const char *path) {
    if (diary) return -1;
    usual = sqlite3_vfs_find(NULL);
    if (!usual || usual == &recorder) return -1;
    is_incomplete = 0;
    diary = fopen(path, "wbx");
    if (!diary) return -1;
    recorder = *usual;
    recorder.zName = "tessera-recorder";
    recorder.szOsFile = (int)sizeof(recorded_file) + usual->szOsFile;
    recorder.xOpen = open_file;
    recorder.xDelete = remove_file;
    return sqlite3_vfs_register(&recorder, 1) == SQLITE_OK ? 0 : -1;
}

void tessera_recorder_mark(int64_t kind, int64_t number) {
    enter(TESSERA_MARKED, TESSERA_NOBODY, kind, number, NULL, 0);
}

int tessera_recorder_end(void) {
    if (!diary) return -1;
    sqlite3_vfs_unregister(&recorder);
    sqlite3_vfs_register(usual, 1);
    pthread_mutex_lock(&guard);
    if (fclose(diary) != 0) is_incomplete = 1;
    diary = NULL;
    pthread_mutex_unlock(&guard);
    return is_incomplete ? -1 : 0;
}
