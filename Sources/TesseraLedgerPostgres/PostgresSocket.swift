internal import CPostgres
internal import Glibc

/// One connection of libpq that never waits longer than it is told to.
///
/// libpq is asked only for what does not block; all waiting is done here, on the socket and with a
/// deadline, so that a server that froze in the middle of a word is noticed. Used by one thread at
/// a time.
///
/// - Source: L11.
@safe
final class PostgresSocket {
    private let connection: OpaquePointer
    private let warning: UnsafeMutablePointer<Int32>
    private var bound = BoundValues()

    /// Connects to one of the hosts.
    ///
    /// - Parameters:
    ///   - host: The host.
    ///   - address: What it belongs to.
    ///   - limits: How long the server may take; the hosts of an address share the time for
    ///     connecting.
    /// - Throws: ``PostgresFailure/unconnected(_:)`` with the reason.
    init(
        to host: PostgresAddress.Host, of address: PostgresAddress, _ limits: PostgresLimits
    ) throws(PostgresFailure) {
        guard tessera_pq_open_library() == 1 else { throw .unconnected(.libraryMissing) }
        let settings = address.settings(at: host, within: limits)
        let share = Deadline(milliseconds: limits.connectMilliseconds / address.hosts.count)
        let started = unsafe PostgresSocket.withTexts(settings.map(\.keyword)) { keywords in
            unsafe PostgresSocket.withTexts(settings.map(\.value)) { values in
                unsafe tessera_pq_start(keywords, values)
            }
        }
        guard let started = unsafe started else {
            throw .unconnected(.serverUnreachable(address.shown))
        }
        unsafe connection = started
        unsafe warning = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        unsafe warning.initialize(to: 0)
        guard unsafe PostgresSocket.connect(connection, share) else {
            throw .unconnected(reason(address))
        }
        unsafe tessera_pq_watch(connection, warning)
        guard unsafe tessera_pq_set_nonblocking(connection) == 1 else {
            throw .unconnected(.serverUnreachable(address.shown))
        }
    }

    deinit {
        unsafe tessera_pq_finish(connection)
        unsafe warning.deallocate()
    }

    /// Whether a transaction is open.
    var transaction: tessera_pq_transaction {
        unsafe tessera_pq_transaction_status(connection)
    }

    /// Whether a warning about replication has come since this was last asked.
    func takeWarning() -> Bool {
        defer { unsafe warning.pointee = 0 }
        return unsafe warning.pointee != 0
    }

    // What follows queues a request; libpq's answer is whether it could be queued.

    func send(text sql: String) -> Bool {
        unsafe tessera_pq_send_text(connection, sql) == 1
    }

    func sendPrepare(_ statement: PostgresStatement) -> Bool {
        let types = statement.types.map(\.rawValue)
        return unsafe tessera_pq_send_prepare(
            connection, statement.name, statement.sql, Int32(types.count), types) == 1
    }

    func send(_ execution: PostgresExecution) -> Bool {
        unsafe bound.with(execution.values) { values, lengths, formats in
            unsafe tessera_pq_send_execute(
                connection, execution.statement.name, Int32(execution.values.count), values,
                lengths, formats) == 1
        }
    }

    func enterPipeline() -> Bool { unsafe tessera_pq_enter_pipeline(connection) == 1 }
    func leavePipeline() -> Bool { unsafe tessera_pq_leave_pipeline(connection) == 1 }
    func sync() -> Bool { unsafe tessera_pq_sync(connection) == 1 }

    /// The next result, once all that was queued is sent and the result is whole.
    ///
    /// - Returns: `nil` where libpq says that a request has no more results.
    /// - Throws: ``PostgresFailure/lost(isOpen:)`` when the connection broke or time is up.
    func next(before deadline: Deadline) throws(PostgresFailure) -> PostgresAnswer? {
        while true {
            let unsent = unsafe tessera_pq_flush(connection)
            guard unsent >= 0 else { throw .lost(isOpen: true) }
            if unsafe tessera_pq_is_busy(connection) == 0 { break }
            let isReady = PostgresSocket.wait(
                unsafe tessera_pq_socket(connection), toWrite: unsent == 1, deadline)
            guard isReady, unsafe tessera_pq_consume(connection) == 1 else {
                throw .lost(isOpen: true)
            }
        }
        guard let result = unsafe tessera_pq_result(connection) else { return nil }
        return unsafe PostgresAnswer(result)
    }

    private static func connect(_ connection: OpaquePointer, _ deadline: Deadline) -> Bool {
        // libpq's first wish is always to write.
        var progress = TESSERA_PQ_WAITS_TO_WRITE
        while true {
            let socket = unsafe tessera_pq_socket(connection)
            guard socket >= 0,
                wait(
                    socket, toRead: progress == TESSERA_PQ_WAITS_TO_READ,
                    toWrite: progress == TESSERA_PQ_WAITS_TO_WRITE, deadline)
            else { return false }
            progress = unsafe tessera_pq_go_on(connection)
            if progress == TESSERA_PQ_CONNECTED { return true }
            if progress == TESSERA_PQ_FAILED { return false }
        }
    }

    /// Waits until a socket is ready; `false` once the deadline has passed.
    private static func wait(
        _ socket: Int32, toRead: Bool = true, toWrite: Bool, _ deadline: Deadline
    ) -> Bool {
        let events = (toRead ? POLLIN : 0) | (toWrite ? POLLOUT : 0)
        while true {
            var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
            let remaining = deadline.remainingMilliseconds
            let ready = unsafe poll(&entry, 1, remaining)
            if ready > 0 { return true }
            if ready < 0, errno != EINTR { return false }
            if remaining == 0 { return false }
        }
    }

    /// Why no connection came about. The server's code stands at the end of what libpq says; what
    /// libpq itself found wrong has none.
    private func reason(_ address: PostgresAddress) -> PostgresError {
        let text = unsafe tessera_pq_problem(connection).map { unsafe String(cString: $0) } ?? ""
        let words = text.split { $0 == " " || $0 == "\n" }
        let state = words.last { word in
            word.utf8.count == 5
                && word.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                }
        }
        if let state, state.hasPrefix("28") { return .loginRefused(user: address.user) }
        if state == "3D000" { return .databaseMissing(address.database) }
        if text.contains("no password supplied") { return .loginRefused(user: address.user) }
        if text.contains("read-only") || text.contains("hot standby") {
            return .readOnly(address.shown)
        }
        return .serverUnreachable(address.shown)
    }

    /// Hands texts to C as a list that ends with a null pointer.
    private static func withTexts<Answer>(
        _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Answer
    ) -> Answer {
        let copies = unsafe texts.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        var list = unsafe copies.map { unsafe UnsafePointer($0) }
        unsafe list.append(nil)
        return unsafe body(list)
    }
}
