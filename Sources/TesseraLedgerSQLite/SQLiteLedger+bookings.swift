import GRDB
import TesseraLedger
import TesseraModel

extension SQLiteLedger {
    package func book(_ request: BookingRequest) async throws(LedgerError) -> Booked {
        try await book { keeper, db in try keeper.book(request, db) }
    }

    package func book(
        _ requests: [BookingRequest]
    ) async throws(LedgerError) -> [Booked] {
        try await book(weight: requests.count) { keeper, db in try keeper.book(requests, db) }
    }

    package func rebook(
        _ booked: BookedOperation, profile: SealedProfile?
    ) async throws(LedgerError) -> BookedOperation {
        try await book { keeper, db in try keeper.rebook(booked, profile: profile, db) }
    }

    package func seal(_ operations: [SealedOperation]) async throws(LedgerError) {
        try await book { _, db in try SealRow.keep(operations, db) }
    }

    package func countWrongCode(
        at till: TillID, time: Timestamp
    ) async throws(LedgerError) -> Int {
        let hour = time.seconds / 3_600
        return try await book { _, db in
            // Only the current hour is ever asked for.
            try db.run("DELETE FROM wrong_code WHERE hour < ?", [(hour - 24).databaseValue])
            try db.run(
                """
                INSERT INTO wrong_code (till, hour, count) VALUES (?, ?, 1)
                ON CONFLICT (till, hour) DO UPDATE SET count = count + 1
                """, [till.text.databaseValue, hour.databaseValue])
            return try BookReader.wrongCodes(at: till, hour: hour, db)
        }
    }

    package func forgiveWrongCodes(at till: TillID) async throws(LedgerError) {
        try await book { _, db in
            try db.run("DELETE FROM wrong_code WHERE till = ?", [till.text.databaseValue])
        }
    }

    package func admitLiveStep(
        _ step: Int64, of position: VoucherPosition
    ) async throws(LedgerError) {
        try await book { _, db in
            let admitted = try db.row(
                """
                INSERT INTO live_step (position, step) VALUES (?, ?)
                ON CONFLICT (position) DO UPDATE SET step = excluded.step
                WHERE excluded.step > step RETURNING step
                """, [Int64(position.number).databaseValue, step.databaseValue])
            guard admitted != nil else { throw LedgerError.liveCodeUsed }
        }
    }
}
