import TesseraModel

/// What can be wrong with a journal, its checkpoints, or a replay of it.
package enum JournalError: ExplainedError {
    /// The file cannot be read; the system's reason.
    case sourceFailed(reason: String)
    /// The first line is not that of a journal.
    case notAJournal
    /// The journal was written by a later version of the program.
    case formatNewer(version: Int64, known: Int64)
    /// A line is no record in its one spelling; the field that is wrong, if one is.
    case unreadableRecord(line: Int, field: String?)
    /// A record has another number than the next: records are missing, doubled or out of order.
    case outOfOrder(line: Int, expected: Int64, found: Int64)
    /// A record is not the one that was sealed under its number.
    case recordChanged(line: Int, sequence: Int64, operation: OperationID)
    /// The file ends before its last line.
    case journalCut(line: Int)
    /// The last line says something else than the records before it.
    case endMismatch(line: Int, field: String)
    /// Something follows the last line.
    case bytesAfterEnd(line: Int)
    /// A journal is imported only into an empty book; how many operations it has.
    case bookNotEmpty(operations: Int)
    /// An operation comes to something else when it is booked again.
    case rebookedOtherwise(sequence: Int64, operation: OperationID)
    /// An operation cannot be booked again; the code of the reason.
    case notRebooked(sequence: Int64, operation: OperationID, code: String)
    /// A line of the file with checkpoints is none.
    case unreadableCheckpoint(line: Int)
    /// A checkpoint was not signed with the key.
    case checkpointForged(line: Int)
    /// A checkpoint stands behind a later one.
    case checkpointOutOfOrder(line: Int)
    /// The file holds no public key for checkpoints.
    case notACheckpointKey

    package var code: String {
        switch self {
        case .sourceFailed: "journal_unreadable"
        case .notAJournal: "not_a_journal"
        case .formatNewer: "journal_newer"
        case .unreadableRecord: "journal_record_unreadable"
        case .outOfOrder: "journal_out_of_order"
        case .recordChanged: "journal_record_changed"
        case .journalCut: "journal_cut"
        case .endMismatch: "journal_end_mismatch"
        case .bytesAfterEnd: "journal_bytes_after_end"
        case .bookNotEmpty: "book_not_empty"
        case .rebookedOtherwise: "journal_rebooked_otherwise"
        case .notRebooked: "journal_not_rebooked"
        case .unreadableCheckpoint: "checkpoint_unreadable"
        case .checkpointForged: "checkpoint_forged"
        case .checkpointOutOfOrder: "checkpoint_out_of_order"
        case .notACheckpointKey: "not_a_checkpoint_key"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .sourceFailed, .notAJournal, .formatNewer, .unreadableRecord, .journalCut,
            .unreadableCheckpoint, .notACheckpointKey:
            .invalid
        case .outOfOrder, .recordChanged, .endMismatch, .bytesAfterEnd, .rebookedOtherwise,
            .notRebooked, .checkpointForged, .checkpointOutOfOrder:
            .notGenuine
        case .bookNotEmpty: .conflict
        }
    }

    static func unreadable(_ fault: RecordFault, line: Int) -> JournalError {
        switch fault {
        case .field(let name) where !name.isEmpty: .unreadableRecord(line: line, field: name)
        case .field, .notJSON, .otherSpelling: .unreadableRecord(line: line, field: nil)
        }
    }
}
