import Synchronization
import TesseraLedger
import TesseraModel

/// The book in a PostgreSQL database, for any number of processes at once.
///
/// Bookings have connections of their own, and so have questions, the short ones another than the
/// long ones: an export keeps no till waiting.
///
/// - Source: L1–L5, L9–L13.
package final class PostgresLedger: Ledger {
    /// How many connections questions have.
    private static let readers = 2

    let zone: IssuerZone
    let known: Recollection
    private let writers: PostgresPool?
    /// Whether it was opened to work in.
    var mayBook: Bool { writers != nil }
    private let reading: PostgresPool
    let looking: PostgresPool
    private let redeemer: HotRedeemer?

    private init(
        _ address: PostgresAddress, zone: IssuerZone, lastRecorded: Timestamp?,
        writers: PostgresPool?, _ limits: PostgresLimits
    ) {
        self.zone = zone
        known = Recollection(lastRecorded: lastRecorded)
        self.writers = writers
        redeemer = writers.map { HotRedeemer($0) }
        reading = PostgresPool(
            address, connections: PostgresLedger.readers, limits: limits, group: 1)
        looking = PostgresPool(address, connections: 1, limits: limits)
    }

    /// Makes an empty book in a database, unless there is one.
    ///
    /// - Parameters:
    ///   - address: The database, which must exist, and the schema, if one is named.
    ///   - epoch: Eight random bytes by which devices tell this book from one that was restored.
    /// - Returns: Whether the book was made now; `false` if there was one, which is left alone.
    /// - Throws: ``PostgresError``; `LedgerError.ledgerNewer(schema:known:)`;
    ///   `LedgerError.unavailable`.
    @discardableResult
    package static func create(at address: PostgresAddress, epoch: UInt64) async throws -> Bool {
        try await once(address) { connection in
            try PostgresSchema.migrate(on: connection)
            return try BookSettings.makeEpoch(epoch, on: connection)
        }
    }

    /// Opens the book to work in.
    ///
    /// - Parameters:
    ///   - address: Where it is.
    ///   - zone: The issuer's zone, in which days begin and end.
    ///   - wall: The clock that must not be behind the book.
    ///   - connections: How many bookings may be under way at once, at least 1.
    ///   - limits: How long the server may take.
    /// - Returns: A ledger that works until it is closed or nobody holds it any more.
    /// - Throws: ``PostgresError``; `LedgerError.ledgerNewer(schema:known:)`,
    ///   `LedgerError.zoneChanged(book:asked:)`,
    ///   `LedgerError.clockBehind(wall:lastRecorded:)`, `LedgerError.unavailable`.
    /// - Source: L5, L11, R8, R10.
    package static func open(
        at address: PostgresAddress, zone: IssuerZone, wall: any WallClock,
        connections: Int = 8, limits: PostgresLimits = PostgresLimits()
    ) async throws -> PostgresLedger {
        let last = try await once(address, limits) { connection in
            try BookSettings.find(on: connection, at: address)
            try PostgresSchema.migrate(on: connection)
            try BookSettings.bind(zone, on: connection)
            return try BookSettings.lastRecorded(on: connection)
        }
        _ = try LedgerClock(lastRecorded: last).reading(wall.now())
        return PostgresLedger(
            address, zone: zone, lastRecorded: last,
            writers: PostgresPool(address, connections: connections, limits: limits), limits)
    }

    /// Opens the book for questions only.
    ///
    /// - Parameters:
    ///   - address: Where it is.
    ///   - zone: The issuer's zone, in which days begin and end.
    ///   - limits: How long the server may take.
    /// - Returns: A ledger that answers whatever would be booked with `LedgerError.unavailable`.
    /// - Throws: ``PostgresError``; `LedgerError.ledgerNewer(schema:known:)`;
    ///   `LedgerError.unavailable`.
    package static func openForReading(
        at address: PostgresAddress, zone: IssuerZone, limits: PostgresLimits = PostgresLimits()
    ) async throws -> PostgresLedger {
        try await once(address, limits) { try BookSettings.find(on: $0, at: address) }
        return PostgresLedger(address, zone: zone, lastRecorded: nil, writers: nil, limits)
    }

    /// Answers what has queued up and lets go of the server; later calls throw
    /// `LedgerError.unavailable`.
    package func close() async {
        await writers?.close()
        await reading.close()
        await looking.close()
    }

    deinit {
        writers?.stop()
        reading.stop()
        looking.stop()
    }

    /// One errand on a connection of its own, told in words that say what is wrong with the
    /// database.
    private static func once<Answer: Sendable>(
        _ address: PostgresAddress, _ limits: PostgresLimits = PostgresLimits(),
        _ errand: @escaping @Sendable (PostgresConnection) throws -> Answer
    ) async throws -> Answer {
        let pool = PostgresPool(address, connections: 1, limits: limits)
        let result: Result<Answer, any Error>
        do {
            result = .success(try await pool.run(errand))
        } catch PostgresFailure.unconnected(let reason) {
            result = .failure(reason)
        } catch let failure as PostgresFailure {
            result = .failure(failure.answer)
        } catch {
            result = .failure(error)
        }
        await pool.close()
        return try result.get()
    }

    /// Books in a transaction, again from its beginning when others got in the way.
    ///
    /// - Parameters:
    ///   - wishes: What is booked.
    ///   - pin: What it is about; all of that goes through one connection.
    ///   - work: What is done; it may be done several times, of which one counts.
    /// - Returns: What the work returned the time that was committed.
    /// - Throws: What the work throws of `LedgerError`; infrastructure errors.
    /// - Source: L9.
    func write<Answer: Sendable>(
        _ wishes: [Wish], pin: Int64?,
        _ work: @escaping @Sendable (inout PostgresPaper) throws -> Answer
    ) async throws(LedgerError) -> Answer {
        let (zone, known) = (zone, known)
        return try await booking(pin: pin) { connection in
            let lock = wishes.lazy.compactMap(PostgresPaper.lock).first
            var attempt = 1
            while true {
                do {
                    var paper = PostgresPaper(zone: zone, for: wishes, connection, known)
                    let answer = try connection.transaction {
                        if let lock { try connection.run(lock) }
                        let answer = try work(&paper)
                        try paper.finish()
                        return answer
                    }
                    known.keep(paper.accounts)
                    if let latest = paper.latest { known.recorded(latest) }
                    return answer
                } catch PostgresFailure.server(.uniqueViolation, _)
                    where attempt < PostgresWorker.attempts
                {
                    // Somebody else was first with this id; his answer is there now.
                    attempt += 1
                }
            }
        }
    }

    /// Does something that carries an id or may be done twice, on a connection for bookings.
    func booking<Answer: Sendable>(
        pin: Int64? = nil, _ work: @escaping @Sendable (PostgresConnection) throws -> Answer
    ) async throws(LedgerError) -> Answer {
        guard let writers else { throw .unavailable }
        do {
            return try await writers.run(pin: pin, work)
        } catch {
            throw LedgerError(of: error) { $0.bookingAnswer }
        }
    }

    /// Books a redemption in one statement, together with others that wait.
    func redeem(_ hot: HotRedemption) async throws(LedgerError) -> HotRedeemer.Outcome {
        guard let redeemer else { throw .unavailable }
        return try await redeemer.redeem(hot)
    }

    /// Asks something that is one statement, or whose statements need not see one moment.
    func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (PostgresConnection) throws -> Answer
    ) async throws(LedgerError) -> Answer {
        do {
            return try await reading.run(question)
        } catch {
            throw LedgerError(of: error)
        }
    }

    /// Asks something whose statements all see the same moment.
    func askAtOneMoment<Answer: Sendable>(
        _ question: @escaping @Sendable (PostgresConnection) throws -> Answer
    ) async throws -> Answer {
        let begun = Atomic(false)
        do {
            return try await reading.run { connection in
                do {
                    return try connection.snapshot {
                        begun.store(true, ordering: .relaxed)
                        return try question(connection)
                    }
                } catch let failure as PostgresFailure where begun.load(ordering: .relaxed) {
                    // What was handed out cannot be taken back, so it is not asked again.
                    throw failure.answer
                }
            }
        } catch let failure as PostgresFailure {
            throw failure.answer
        }
    }
}

extension PostgresConnection {
    /// Runs `body` in a transaction that sees one moment and changes nothing.
    func snapshot<Answer>(_ body: () throws -> Answer) throws -> Answer {
        try transaction {
            try run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return try body()
        }
    }
}
