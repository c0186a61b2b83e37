/// An error that can be read out at the till.
///
/// Every module has one enumeration that conforms; its cases carry what happened as data, and the
/// sentences here are made from that data and nowhere else.
package protocol ExplainedError: Error, Hashable, Sendable {
    /// The stable `snake_case` name programs match on; never renamed once released.
    var code: String { get }
    /// Whose move it is now; decides the exit status and the HTTP status.
    var kind: ErrorKind { get }
    /// What happened, in one sentence for a cashier; never contains a secret.
    var message: String { get }
    /// What to do next, if there is something to do.
    var hint: String? { get }
    /// The ``message`` with its times told to a certain reader.
    func message(told telling: Telling) -> String
}

extension ExplainedError {
    package func message(told telling: Telling) -> String { message }
}

/// Whose move it is after an answer that was not a yes.
package enum ErrorKind: String, Sendable, CaseIterable {
    /// It cannot be understood: send something else.
    case invalid
    /// It was understood, and it is not ours.
    case notGenuine
    /// It is ours, and the answer is no.
    case refused
    /// The caller may not ask that.
    case notAllowed
    /// There is no such thing.
    case notFound
    /// The same operation id with other content, or a stale edit.
    case conflict
    /// It is out of reach: the same request may succeed later.
    case unavailable
    /// It is set up wrongly: only the operator can help.
    case misconfigured
}
