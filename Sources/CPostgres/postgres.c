#include "CPostgres.h"

#include <dlfcn.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif

#define FUNCTIONS(each)                                                                             \
    each(PQconnectStartParams) each(PQconnectPoll) each(PQstatus) each(PQsocket)                    \
    each(PQerrorMessage) each(PQsetnonblocking) each(PQtransactionStatus) each(PQfinish)            \
    each(PQsetNoticeReceiver) each(PQsetErrorVerbosity) each(PQsendQuery) each(PQsendPrepare) each(PQsendQueryPrepared)       \
    each(PQenterPipelineMode) each(PQexitPipelineMode) each(PQpipelineSync) each(PQflush)           \
    each(PQconsumeInput) each(PQisBusy) each(PQgetResult) each(PQresultStatus)                      \
    each(PQresultErrorField) each(PQntuples) each(PQnfields) each(PQgetisnull) each(PQgetvalue)     \
    each(PQgetlength) each(PQclear)

#define FIELD(name) __typeof__(&name) name;
static struct { FUNCTIONS(FIELD) } pq;

// A static program that opens a library gets a second C library with it. Two things that both keep for
// each thread must then be looked after. Both are harmless in a program that has only one.
//
// The second library's tables of character classes are set only in the thread that opened it; a first
// uselocale sets them in another.
static locale_t (*use_locale)(locale_t);
static __thread int is_thread_ready;
// Both count thread-specific keys from 0 and keep their values in the same slots. The second one's are
// pushed behind all that the program will make, and within the first 32, which need no heap.
enum { FIRST_KEY = 20 };

static int part_thread_keys(void) {
    void *library = dlopen("libc.so.6", RTLD_NOW | RTLD_LOCAL);
    if (!library) return 0;
    use_locale = (__typeof__(use_locale))dlsym(library, "uselocale");
    __typeof__(&pthread_key_create) create =
        (__typeof__(create))dlsym(library, "pthread_key_create");
    if (!use_locale || !create) return 0;
    FILE **theirs = dlsym(library, "stdout");
    if (!theirs || *theirs == stdout) return theirs != NULL;
    pthread_key_t key;
    do {
        if (create(&key, NULL)) return 0;
    } while (key < FIRST_KEY - 1);
    return 1;
}

static int is_bound;

#define BIND(name)                                                                                  \
    if (!(pq.name = (__typeof__(pq.name))dlsym(library, #name))) return;

static void bind(void) {
    // Never closed again: the bound functions are used until the process ends.
    if (!part_thread_keys()) return;
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    FUNCTIONS(BIND)
    is_bound = 1;
}

int tessera_pq_open_library(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, bind);
    return is_bound;
}

static void make_thread_ready(void) {
    if (is_thread_ready) return;
    use_locale(LC_GLOBAL_LOCALE);
    is_thread_ready = 1;
}

struct pg_conn *tessera_pq_start(const char *const *keywords, const char *const *values) {
    make_thread_ready();
    PGconn *connection = pq.PQconnectStartParams(keywords, values, 0);
    // While connecting, the text of an error is the only place where its code can be had.
    if (connection) pq.PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE);
    return connection;
}

tessera_pq_progress tessera_pq_go_on(PGconn *connection) {
    make_thread_ready();
    switch (pq.PQconnectPoll(connection)) {
    case PGRES_POLLING_READING: return TESSERA_PQ_WAITS_TO_READ;
    case PGRES_POLLING_WRITING: return TESSERA_PQ_WAITS_TO_WRITE;
    case PGRES_POLLING_OK: return TESSERA_PQ_CONNECTED;
    default: return TESSERA_PQ_FAILED;
    }
}

int tessera_pq_is_open(const PGconn *connection) {
    return pq.PQstatus(connection) == CONNECTION_OK;
}

int tessera_pq_socket(const PGconn *connection) { return pq.PQsocket(connection); }

const char *tessera_pq_problem(const PGconn *connection) { return pq.PQerrorMessage(connection); }

int tessera_pq_set_nonblocking(PGconn *connection) {
    return pq.PQsetnonblocking(connection, 1) == 0;
}

tessera_pq_transaction tessera_pq_transaction_status(const PGconn *connection) {
    switch (pq.PQtransactionStatus(connection)) {
    case PQTRANS_IDLE: return TESSERA_PQ_IDLE;
    case PQTRANS_INTRANS: return TESSERA_PQ_IN_TRANSACTION;
    case PQTRANS_INERROR: return TESSERA_PQ_IN_FAILED_TRANSACTION;
    default: return TESSERA_PQ_UNCERTAIN;
    }
}

void tessera_pq_finish(PGconn *connection) {
    make_thread_ready();
    pq.PQfinish(connection);
}

// The name of the function that warned is the same in every language the server may speak.
static void receive_notice(void *unreplicated, const PGresult *notice) {
    const char *function = pq.PQresultErrorField(notice, PG_DIAG_SOURCE_FUNCTION);
    const char *detail = pq.PQresultErrorField(notice, PG_DIAG_MESSAGE_DETAIL);
    if ((function && strcmp(function, "SyncRepWaitForLSN") == 0)
        || (detail && strstr(detail, "might not have been replicated")))
        *(int32_t *)unreplicated = 1;
}

void tessera_pq_watch(PGconn *connection, int32_t *unreplicated) {
    pq.PQsetNoticeReceiver(connection, receive_notice, unreplicated);
}

int tessera_pq_send_text(PGconn *connection, const char *sql) {
    make_thread_ready();
    return pq.PQsendQuery(connection, sql);
}

int tessera_pq_send_prepare(
    PGconn *connection, const char *name, const char *sql, int count, const uint32_t *types
) {
    make_thread_ready();
    return pq.PQsendPrepare(connection, name, sql, count, types);
}

int tessera_pq_send_execute(
    PGconn *connection, const char *name, int count, const char *const *values,
    const int *byte_counts, const int *formats
) {
    make_thread_ready();
    return pq.PQsendQueryPrepared(connection, name, count, values, byte_counts, formats, 1);
}

int tessera_pq_enter_pipeline(PGconn *connection) { return pq.PQenterPipelineMode(connection); }
int tessera_pq_leave_pipeline(PGconn *connection) { return pq.PQexitPipelineMode(connection); }
int tessera_pq_sync(PGconn *connection) { return pq.PQpipelineSync(connection); }
int tessera_pq_flush(PGconn *connection) { return pq.PQflush(connection); }

int tessera_pq_consume(PGconn *connection) {
    make_thread_ready();
    return pq.PQconsumeInput(connection);
}

int tessera_pq_is_busy(PGconn *connection) { return pq.PQisBusy(connection); }
PGresult *tessera_pq_result(PGconn *connection) { return pq.PQgetResult(connection); }

tessera_pq_outcome tessera_pq_outcome_of(const PGresult *result) {
    switch (pq.PQresultStatus(result)) {
    case PGRES_COMMAND_OK: return TESSERA_PQ_DONE;
    case PGRES_TUPLES_OK: return TESSERA_PQ_ROWS;
    case PGRES_PIPELINE_ABORTED: return TESSERA_PQ_SKIPPED;
    case PGRES_PIPELINE_SYNC: return TESSERA_PQ_SYNC;
    default: return TESSERA_PQ_ERROR;
    }
}

const char *tessera_pq_part_of(const PGresult *result, tessera_pq_part part) {
    int codes[] = {PG_DIAG_SQLSTATE, PG_DIAG_CONSTRAINT_NAME, PG_DIAG_MESSAGE_PRIMARY};
    return pq.PQresultErrorField(result, codes[part]);
}

int tessera_pq_row_count(const PGresult *result) { return pq.PQntuples(result); }
int tessera_pq_column_count(const PGresult *result) { return pq.PQnfields(result); }

int tessera_pq_is_null(const PGresult *result, int row, int column) {
    return pq.PQgetisnull(result, row, column);
}

const char *tessera_pq_bytes(const PGresult *result, int row, int column) {
    return pq.PQgetvalue(result, row, column);
}

int tessera_pq_byte_count(const PGresult *result, int row, int column) {
    return pq.PQgetlength(result, row, column);
}

void tessera_pq_clear(PGresult *result) { pq.PQclear(result); }
