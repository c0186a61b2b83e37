import TesseraModel

// The file's name follows the type it words; the cases and codes stand in JournalError.swift.
extension JournalError {
    package var message: String {
        switch self {
        case .sourceFailed(let reason): "The journal cannot be read: \(reason)."
        case .notAJournal: "The first line is not that of a journal."
        case .formatNewer(let version, let known):
            "The journal has form \(version), and this program knows forms up to \(known)."
        case .unreadableRecord(let line, .some(let field)):
            "Line \(line) of the journal has no \(field) that can be read."
        case .unreadableRecord(let line, .none):
            "Line \(line) of the journal is not as it was written."
        case .outOfOrder(let line, let expected, let found):
            "Line \(line) of the journal has number \(found) where \(expected) follows."
        case .recordChanged(let line, let sequence, let operation):
            "Operation \(operation.text), number \(sequence) in line \(line), "
                + "is not the one that was sealed."
        case .journalCut(let line): "The journal ends after line \(line), before its last line."
        case .endMismatch(let line, let field):
            "The last line of the journal, line \(line), has another \(field) than what is "
                + "before it."
        case .bytesAfterEnd(let line): "Line \(line) follows the last line of the journal."
        case .bookNotEmpty(let operations):
            "The book holds \(operations.counted("operation")) already, so nothing was put there."
        case .rebookedOtherwise(let sequence, let operation):
            "Operation \(operation.text), number \(sequence), comes to something else when it is "
                + "booked again."
        case .notRebooked(let sequence, let operation, let code):
            "Operation \(operation.text), number \(sequence), cannot be booked again: \(code)."
        case .unreadableCheckpoint(let line):
            "Line \(line) of the checkpoints is not as it was written."
        case .checkpointForged(let line):
            "Line \(line) of the checkpoints was not signed with this key."
        case .checkpointOutOfOrder(let line):
            "Line \(line) of the checkpoints is older than the one before it."
        case .notACheckpointKey: "The file holds no public key for checkpoints."
        }
    }

    package var hint: String? {
        switch self {
        case .sourceFailed: "Check the name of the file and who may read it."
        case .notAJournal: "Give a file that was written by: tessera ledger export."
        case .formatNewer: "Install the version of tessera that wrote it, or a later one."
        case .unreadableRecord, .outOfOrder, .recordChanged, .endMismatch, .bytesAfterEnd:
            "Compare with another copy; what stands before that line is as it was sealed."
        case .journalCut: "Copy the file again; it was not written to its end."
        case .bookNotEmpty:
            "Name a place without a book; tessera init makes an empty one in another folder."
        case .rebookedOtherwise, .notRebooked:
            "The journal was made by other rules or was changed before it was sealed; "
                + "leave the half-filled book aside."
        case .unreadableCheckpoint: "Ask whoever keeps the checkpoints for another copy."
        case .checkpointForged: "Check that the key is the issuer's; if it is, ask who wrote this."
        case .checkpointOutOfOrder: "Give the file as it was kept, each checkpoint after the last."
        case .notACheckpointKey: "Give the file that tessera ledger checkpoint --key-out wrote."
        }
    }
}
