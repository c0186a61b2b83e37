import TesseraModel

/// A fault of ours on a line of a file.
enum EventImportError: ExplainedError {
    /// Something that has no words of its own.
    case failed(String)

    var code: String { "event_import_failed" }
    var kind: ErrorKind { .unavailable }
    var message: String {
        switch self {
        case .failed(let what): "This line met a fault of ours: \(what)"
        }
    }
    var hint: String? { "Import the file again; what was recorded is not recorded twice." }
}
