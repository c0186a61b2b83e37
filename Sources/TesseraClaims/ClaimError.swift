import TesseraLedger
import TesseraModel

/// What can be wrong with a till's log and with the files that travel.
package enum ClaimError: ExplainedError {
    /// A record of the log, by its number, is not what was written.
    case logDamaged(record: Int64, ClaimFault)
    /// Another process works with the log.
    case logInUse(processID: Int32)
    /// The disk did not say that it kept the record; the log must be read again.
    case logFailed
    /// The disk is full; nothing was recorded.
    case diskFull
    /// The file was changed, cut or is none of its sort.
    case damaged(ClaimFile)
    /// The file was written by a later version of the program.
    case newer(ClaimFile, version: UInt8)
    /// A record of an upload, counted from 1, cannot be read.
    case recordUnreadable(number: Int, ClaimFault)
    /// The records of an upload are of several devices or do not follow one another.
    case uploadUnsound(sequence: Int64)
    /// The receipt was not signed by the issuer of the pairing.
    case receiptNotGenuine
    /// The receipt is for another till or another pairing of it.
    case receiptElsewhere(TillID, epoch: UInt32)
    /// There is no such file or folder.
    case fileMissing(String)
    /// The system does not let this user do that with the file.
    case fileNotPermitted(String)
    /// The file holds a key and others can read it.
    case readableByOthers(String)
    /// The system refused for another reason.
    case fileFailed(String, errorNumber: Int32)

    package var code: String {
        switch self {
        case .logDamaged: "log_damaged"
        case .logInUse: "till_in_use"
        case .logFailed: "log_failed"
        case .diskFull: "disk_full"
        case .damaged(.pairing): "pairing_damaged"
        case .damaged(.upload): "upload_damaged"
        case .damaged(.receipt): "receipt_damaged"
        case .damaged(.log): "log_damaged"
        case .newer: "till_file_newer"
        case .recordUnreadable: "claim_unreadable"
        case .uploadUnsound: "upload_unsound"
        case .receiptNotGenuine: "receipt_not_genuine"
        case .receiptElsewhere: "receipt_elsewhere"
        case .fileMissing: "file_missing"
        case .fileNotPermitted: "file_not_permitted"
        case .readableByOthers: "key_file_readable_by_others"
        case .fileFailed: "file_failed"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .logDamaged, .damaged(.log), .fileNotPermitted, .readableByOthers: .misconfigured
        case .logInUse, .logFailed, .diskFull, .fileFailed: .unavailable
        case .damaged, .newer, .recordUnreadable, .uploadUnsound: .invalid
        case .receiptNotGenuine: .notGenuine
        case .receiptElsewhere: .notAllowed
        case .fileMissing: .notFound
        }
    }
}
