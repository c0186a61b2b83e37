import GRDB
import TesseraLedger

/// What SQLite's errors mean at the till.
///
/// - Source: L8.
enum StoreFailure {
    /// The answer to an error that met a caller before anything was committed.
    static func answer(to error: any Error) -> LedgerError {
        if let known = error as? LedgerError { return known }
        guard let database = error as? DatabaseError else { return .ledgerDamaged }
        switch database.resultCode {
        case .SQLITE_FULL: return .diskFull
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_ERROR,
            .SQLITE_MISMATCH, .SQLITE_SCHEMA:
            return .ledgerDamaged
        case .SQLITE_IOERR: return .ledgerFailed
        default: return .unavailable
        }
    }

    /// The answer to an error that met somebody who opened the book or asked it something: nothing
    /// was being booked, so nothing is in doubt.
    static func answer(toQuestion error: any Error) -> LedgerError {
        if let database = error as? DatabaseError,
            database.extendedResultCode == .SQLITE_IOERR_SHMSIZE
        {
            // The index of the log cannot grow: that is what a full disk looks like to a reader.
            return .diskFull
        }
        let answer = answer(to: error)
        return answer == .ledgerFailed ? .unavailable : answer
    }

    /// Returns whether the store may go on after an error before the commit, once the transaction
    /// was rolled back. After an error of the disk nobody knows what the next sync would keep.
    static func isSurvivable(_ error: any Error) -> Bool {
        switch answer(to: error) {
        case .ledgerFailed: false
        case .ledgerDamaged: isOfOneJob(error)
        default: true
        }
    }

    /// Returns whether the error belongs to what one caller asked and not to the file.
    static func isOfOneJob(_ error: any Error) -> Bool {
        guard let database = error as? DatabaseError else { return true }
        return database.resultCode == .SQLITE_CONSTRAINT
    }
}
