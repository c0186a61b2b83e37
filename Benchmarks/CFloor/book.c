// One redemption of a gift card as SQLite sees it, without anything around it: the statements and
// values of TesseraLedgerSQLite, prepared once, with the same pragmas, the same checkpoints and, like
// GRDB's, a connection without a mutex. The batch is not looked up: the ledger knows it by heart.
#include "CFloor.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { FIND_OPERATION, FIND_VOUCHER, TAKE, RECORD, MOVE, BEGIN, COMMIT, STATEMENTS };

static const char *const sql[STATEMENTS] = {
    "SELECT number FROM operation WHERE id = ?",
    "SELECT position FROM voucher WHERE position = ?",
    "INSERT INTO voucher (position, batch, standing, last_day, balance, used_at, used_place) "
    "VALUES (?1, ?2, 1, ?3, ?4, ?5, ?8) "
    "ON CONFLICT (position) DO UPDATE SET balance = balance - ?6, used_at = ?5, used_place = ?8 "
    "WHERE standing = 1 AND balance >= ?6 AND last_day >= ?7 AND held = 0",
    "INSERT INTO operation (number, id, kind, time, place, position, demand, asked, currency, "
    "moved, balance, discount, refers, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO transfer (operation, leg, debit, credit, amount) VALUES (?, ?, ?, ?, ?)",
    "BEGIN IMMEDIATE TRANSACTION",
    "COMMIT TRANSACTION",
};

struct tessera_book {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    int64_t next, time, place, debit, credit;
    long pages;
};

// Runs a statement to its end and makes it ready again.
static int finish(sqlite3_stmt *statement) {
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        if (sqlite3_column_type(statement, 0) == SQLITE_NULL) return SQLITE_CORRUPT;
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int64_t number(sqlite3 *db, const char *question) {
    sqlite3_stmt *statement = NULL;
    int64_t found = -1;
    if (sqlite3_prepare_v2(db, question, -1, &statement, NULL) == SQLITE_OK
        && sqlite3_step(statement) == SQLITE_ROW)
        found = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return found;
}

tessera_book *tessera_book_open(const char *path) {
    tessera_book *book = calloc(1, sizeof *book);
    int done = book && sqlite3_open_v2(
                       path, &book->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
            == SQLITE_OK
        && sqlite3_exec(
               book->db,
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
               "PRAGMA wal_autocheckpoint = 0",
               NULL, NULL, NULL) == SQLITE_OK;
    for (int index = 0; done && index < STATEMENTS; index++)
        done = sqlite3_prepare_v3(
                   book->db, sql[index], -1, SQLITE_PREPARE_PERSISTENT, &book->statements[index],
                   NULL) == SQLITE_OK;
    if (!done) {
        if (book) tessera_book_close(book);
        return NULL;
    }
    book->next = number(book->db, "SELECT max(number) + 1 FROM operation");
    book->time = number(book->db, "SELECT max(time) FROM operation");
    book->place = number(book->db, "SELECT place FROM operation WHERE kind = 0 LIMIT 1");
    book->debit = number(book->db, "SELECT debit FROM transfer ORDER BY operation DESC LIMIT 1");
    book->credit = number(book->db, "SELECT credit FROM transfer ORDER BY operation DESC LIMIT 1");
    return book;
}

static int redeem(tessera_book *book, int64_t position) {
    sqlite3_stmt **made = book->statements;
    const int64_t amount = 5000, last_day = 2707, today = 2526;
    unsigned char id[16] = {2};
    int64_t order = __builtin_bswap64((uint64_t)book->next);
    int failed = 0;
    memcpy(id + 8, &order, 8);
    sqlite3_bind_blob(made[FIND_OPERATION], 1, id, 16, SQLITE_TRANSIENT);
    failed |= finish(made[FIND_OPERATION]);
    sqlite3_bind_int64(made[FIND_VOUCHER], 1, position);
    failed |= finish(made[FIND_VOUCHER]);
    const int64_t taken[] = {position, 1, last_day, 0, book->time, amount, today, book->place};
    for (int index = 0; index < 8; index++)
        sqlite3_bind_int64(made[TAKE], index + 1, taken[index]);
    failed |= finish(made[TAKE]) || sqlite3_changes(book->db) != 1;
    // number, id, kind, time, place, position, demand, moved, balance; the others stay null.
    const int64_t row[] = {book->next, 0, 0, book->time, book->place, position, 0, -1, -1, amount, 0};
    for (int index = 0; index < 11; index++)
        if (row[index] >= 0) sqlite3_bind_int64(made[RECORD], index + 1, row[index]);
    sqlite3_bind_blob(made[RECORD], 2, id, 16, SQLITE_TRANSIENT);
    failed |= finish(made[RECORD]);
    const int64_t moved[] = {book->next, 0, book->debit, book->credit, amount};
    for (int index = 0; index < 5; index++)
        sqlite3_bind_int64(made[MOVE], index + 1, moved[index]);
    failed |= finish(made[MOVE]);
    book->next++;
    return failed;
}

int tessera_book_redeem(tessera_book *book, int64_t position, long count, long group) {
    int failed = 0;
    for (long done = 0; done < count && !failed; done += group) {
        long size = count - done < group ? count - done : group;
        failed |= finish(book->statements[BEGIN]);
        for (long index = 0; index < size && !failed; index++)
            failed |= redeem(book, position + done + index);
        failed |= finish(book->statements[COMMIT]);
        book->pages += 4 + 3 * size;
        if (book->pages >= 2000) {
            book->pages = 0;
            failed |= sqlite3_wal_checkpoint_v2(
                book->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        }
    }
    return failed;
}

void tessera_book_close(tessera_book *book) {
    for (int index = 0; index < STATEMENTS; index++) sqlite3_finalize(book->statements[index]);
    sqlite3_close(book->db);
    free(book);
}
