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

// Runs a program to its end, silently, with this process's environment.
//   words: the program and its arguments, a line for each.
//   nanoseconds: how long it took, from before it is started until after it has ended.
//   peak_kib: the most memory it had at once.
// Returns its exit status, or -1 if it could not be started or was killed.
int tessera_run(const char *words, int64_t *nanoseconds, long *peak_kib);

// Starts a program that stays, with this process's environment and with no signal blocked.
//   words: the program and its arguments, a line for each.
//   log: the file that its standard error is written to.
// Returns its process id, or -1.
int tessera_start(const char *words, const char *log);

// Asks a program to end and waits until it has; after five seconds it is killed.
void tessera_end(int process);

// The book as a bare loop over SQLite: the statements that one redemption costs, prepared once.
typedef struct tessera_book tessera_book;

// Opens a book that was made and issued by the ledger itself; `shop`, `till` and the accounts of the
// first redemption must be in it. Returns NULL if SQLite refuses.
tessera_book *tessera_book_open(const char *path);
// Redeems so many vouchers from a position on, `group` of them in a transaction, numbered after the
// operations that are there. Returns SQLITE_OK, or SQLite's code.
int tessera_book_redeem(tessera_book *book, int64_t position, long count, long group);
void tessera_book_close(tessera_book *book);

#endif
