import TesseraLedger

/// What went wrong between this program and the server, before it means anything at the till.
package enum PostgresFailure: Error, Hashable, Sendable {
    /// The server answered with an error, and what it was asked is undone.
    case server(SQLState, constraint: String?)
    /// No connection could be made; nothing was asked.
    case unconnected(PostgresError)
    /// The connection broke or went silent. With `isOpen`, what was asked may have been done.
    case lost(isOpen: Bool)
    /// It is done here, and may be undone by the loss of this one server.
    case unreplicated
    /// The answer is not of the form that was asked for.
    case unreadable
    /// The deadline passed before anything was asked.
    case late

    /// Whether what was asked may or may not have been done.
    package var isOpen: Bool {
        switch self {
        case .lost(let isOpen): isOpen
        case .unreplicated: true
        default: false
        }
    }

    /// Whether the same may be tried again at once with the same operation id.
    ///
    /// - Source: L9, L11.
    package var isWorthRetrying: Bool {
        switch self {
        case .server(let state, _): state.isOfConcurrency || state.endsConnection
        case .lost, .unreplicated: true
        case .unconnected, .unreadable, .late: false
        }
    }

    /// Whether the connection is of no more use.
    var endsConnection: Bool {
        switch self {
        case .server(let state, _): state.endsConnection
        case .lost, .unreadable, .unconnected: true
        case .unreplicated, .late: false
        }
    }

    /// The answer to a booking: while it is open whether it is done, neither a yes nor a no.
    package var bookingAnswer: LedgerError { isOpen ? .outcomeUnknown : answer }

    /// The answer to a question.
    package var answer: LedgerError {
        switch self {
        case .server(let state, _):
            if state.isOfFullDisk { return .diskFull }
            if state.isOfDamage { return .ledgerDamaged }
            if state.isOfDisk { return .ledgerFailed }
            return .unavailable
        case .unreadable: return .ledgerDamaged
        case .unconnected, .lost, .unreplicated, .late: return .unavailable
        }
    }
}

/// The five characters that a server names its errors with.
package struct SQLState: Hashable, Sendable {
    /// The characters, `23505`.
    package let text: String

    /// The code of some characters.
    package init(_ text: String) { self.text = text }

    /// A row with this key is there already.
    package static let uniqueViolation = SQLState("23505")
    /// A balance or another bound would be broken.
    package static let checkViolation = SQLState("23514")
    /// Transactions got into each other's way.
    package static let serializationFailure = SQLState("40001")
    /// Transactions waited for each other.
    package static let deadlock = SQLState("40P01")
    /// A type or another thing with this name is there already.
    package static let duplicateObject = SQLState("42710")
    /// A relation with this name is there already.
    package static let duplicateTable = SQLState("42P07")
    /// A relation is not there.
    package static let undefinedTable = SQLState("42P01")
    /// A trigger refused.
    package static let raised = SQLState("P0001")
    /// The role may not do that.
    package static let insufficientPrivilege = SQLState("42501")
    /// The server cancelled the statement: it took too long, or somebody asked for it.
    package static let cancelled = SQLState("57014")
    /// The server takes no writes.
    package static let readOnly = SQLState("25006")

    /// Whether the same may succeed when it is simply done again.
    var isOfConcurrency: Bool { text == "40001" || text == "40P01" }
    /// Whether the server ends the connection with it, or will.
    var endsConnection: Bool {
        text.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25006"].contains(text)
    }
    /// Whether there is no room left.
    var isOfFullDisk: Bool { text == "53100" }
    /// Whether the disk under the server failed.
    var isOfDisk: Bool { text.hasPrefix("58") }
    /// Whether the book is damaged, or has another form than this program knows.
    var isOfDamage: Bool {
        text.hasPrefix("XX") || text.hasPrefix("22") || text.hasPrefix("23")
            || text.hasPrefix("42") || text == "P0001"
    }
}
