// libpq as the store on PostgreSQL uses it. The library is opened at the first connection and not when
// the command starts, so that a command on a SQLite book does not pay for it or need it.
//
// All calls are libpq's own, one to one, but for `tessera_pq_open_library` and `tessera_pq_watch`. A
// connection is used by one thread at a time; connections are independent of each other.
#ifndef TESSERA_CPOSTGRES_H
#define TESSERA_CPOSTGRES_H

#include <stdint.h>

struct pg_conn;
struct pg_result;

/// What the socket of a connection under construction waits for.
typedef enum {
    TESSERA_PQ_FAILED,
    TESSERA_PQ_WAITS_TO_READ,
    TESSERA_PQ_WAITS_TO_WRITE,
    TESSERA_PQ_CONNECTED,
} tessera_pq_progress;

/// What a result is.
typedef enum {
    TESSERA_PQ_DONE,
    TESSERA_PQ_ROWS,
    TESSERA_PQ_ERROR,
    TESSERA_PQ_SKIPPED,
    TESSERA_PQ_SYNC,
} tessera_pq_outcome;

/// Parts of an error.
typedef enum {
    TESSERA_PQ_SQLSTATE,
    TESSERA_PQ_CONSTRAINT,
    TESSERA_PQ_MESSAGE,
} tessera_pq_part;

/// Whether a transaction is open.
typedef enum {
    TESSERA_PQ_IDLE,
    TESSERA_PQ_IN_TRANSACTION,
    TESSERA_PQ_IN_FAILED_TRANSACTION,
    TESSERA_PQ_UNCERTAIN,
} tessera_pq_transaction;

/// Opens libpq and binds its functions; may be called from any thread and any number of times.
/// Returns 1 if libpq can be used, otherwise 0.
int tessera_pq_open_library(void);

struct pg_conn *tessera_pq_start(const char *const *keywords, const char *const *values);
tessera_pq_progress tessera_pq_go_on(struct pg_conn *connection);
int tessera_pq_is_open(const struct pg_conn *connection);
int tessera_pq_socket(const struct pg_conn *connection);
/// The latest error; of the server's own errors the code alone.
const char *tessera_pq_problem(const struct pg_conn *connection);
int tessera_pq_set_nonblocking(struct pg_conn *connection);
tessera_pq_transaction tessera_pq_transaction_status(const struct pg_conn *connection);
void tessera_pq_finish(struct pg_conn *connection);

/// Sets `*unreplicated` to 1 whenever the server warns that a commit might not have been replicated.
void tessera_pq_watch(struct pg_conn *connection, int32_t *unreplicated);

int tessera_pq_send_text(struct pg_conn *connection, const char *sql);
int tessera_pq_send_prepare(
    struct pg_conn *connection, const char *name, const char *sql, int count,
    const uint32_t *types);
/// Parameters and results are in binary format.
int tessera_pq_send_execute(
    struct pg_conn *connection, const char *name, int count, const char *const *values,
    const int *byte_counts, const int *formats);
int tessera_pq_enter_pipeline(struct pg_conn *connection);
int tessera_pq_leave_pipeline(struct pg_conn *connection);
int tessera_pq_sync(struct pg_conn *connection);
int tessera_pq_flush(struct pg_conn *connection);
int tessera_pq_consume(struct pg_conn *connection);
int tessera_pq_is_busy(struct pg_conn *connection);
struct pg_result *tessera_pq_result(struct pg_conn *connection);

tessera_pq_outcome tessera_pq_outcome_of(const struct pg_result *result);
const char *tessera_pq_part_of(const struct pg_result *result, tessera_pq_part part);
int tessera_pq_row_count(const struct pg_result *result);
int tessera_pq_column_count(const struct pg_result *result);
int tessera_pq_is_null(const struct pg_result *result, int row, int column);
const char *tessera_pq_bytes(const struct pg_result *result, int row, int column);
int tessera_pq_byte_count(const struct pg_result *result, int row, int column);
void tessera_pq_clear(struct pg_result *result);

#endif
