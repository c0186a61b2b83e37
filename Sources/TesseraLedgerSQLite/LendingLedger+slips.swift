import TesseraLedger
import TesseraModel

extension LendingLedger {
    package func slip(
        _ name: String, at time: Timestamp
    ) async throws(LedgerError) -> Slip? {
        try await ask { book throws(LedgerError) in try await book.slip(name, at: time) }
    }

    package func slips(
        under prefix: String, after name: String?, limit: Int, at time: Timestamp
    ) async throws(LedgerError) -> [Slip] {
        try await ask { book throws(LedgerError) in
            try await book.slips(under: prefix, after: name, limit: limit, at: time)
        }
    }

    package func write(
        _ value: [UInt8], as name: String, replacing version: Int64?, expiresAt: Timestamp?,
        at time: Timestamp
    ) async throws(LedgerError) -> Slip {
        try await change { book throws(LedgerError) in
            try await book.write(
                value, as: name, replacing: version, expiresAt: expiresAt, at: time)
        }
    }

    package func removeSlip(
        _ name: String, replacing version: Int64?
    ) async throws(LedgerError) {
        try await change { book throws(LedgerError) in
            try await book.removeSlip(name, replacing: version)
        }
    }

    package func sweepSlips(at time: Timestamp) async throws(LedgerError) -> Int {
        try await change { book throws(LedgerError) in try await book.sweepSlips(at: time) }
    }
}
