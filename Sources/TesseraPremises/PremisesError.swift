import TesseraModel

/// What can be wrong with the place where a shop is, before anybody works there.
package enum PremisesError: ExplainedError {
    /// A file cannot be read; the path and the system's reason.
    case fileUnreadable(String, reason: String)
    /// The clock was set by the environment, and the keys are live.
    case clockSetWithLiveKeys
    /// A file is no table; what is wrong with it.
    case notATable(file: String, String)
    /// A table has rows that cannot be issued; how many rows there are, and how many are bad.
    case badRows(file: String, rows: Int, problems: Int)

    package var code: String {
        switch self {
        case .fileUnreadable: "file_unreadable"
        case .clockSetWithLiveKeys: "clock_set_with_live_keys"
        case .notATable: "not_a_table"
        case .badRows: "bad_rows"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .fileUnreadable, .notATable, .badRows: .invalid
        case .clockSetWithLiveKeys: .misconfigured
        }
    }

    package var message: String {
        switch self {
        case .fileUnreadable(let path, let reason): "\(path) cannot be read: \(reason)."
        case .clockSetWithLiveKeys: "TESSERA_NOW sets the clock, and this shop's keys are live."
        case .notATable(let file, let what): "\(file) is not a table: \(what)."
        case .badRows(let file, let rows, let problems):
            "\(file): \(rows.counted("row")), \(problems) with problems. Nothing was issued."
        }
    }

    package var hint: String? {
        switch self {
        case .fileUnreadable: "Check the name and who may read it."
        case .clockSetWithLiveKeys: "Unset TESSERA_NOW."
        case .notATable: "Save it as CSV with one row of column names."
        case .badRows: "Mend the rows, or use --skip-bad to issue the others."
        }
    }
}
