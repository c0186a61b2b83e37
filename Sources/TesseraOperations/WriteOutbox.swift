import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// All messages that were ever written, in the order of their times; none to members who were
    /// erased.
    ///
    /// - Throws: ``LedgerError``.
    /// - Source: M36, M41, M45–M47; F39.
    package func messages() async throws -> [OutgoingMessage] {
        var history: [PastEvent] = []
        try await eachEvent { history.append($0) }
        var isGone: [MemberNumber: Bool] = [:]
        var messages: [OutgoingMessage] = []
        for message in Outbox(of: history).messages {
            if isGone[message.member] == nil {
                isGone[message.member] = try await ledger.member(message.member).profile == nil
            }
            if isGone[message.member] == false { messages.append(message) }
        }
        return messages
    }

    /// The messages that may be sent now, in the order of their times.
    ///
    /// A message keeps its name for ever, and stays due: whoever sends it keeps the names of what
    /// was sent.
    ///
    /// - Parameter first: Only those that became due on this day or later; `nil` for all.
    /// - Returns: None that became needless before it was due.
    /// - Throws: ``LedgerError``.
    package func dueMessages(from first: Day? = nil) async throws -> [OutgoingMessage] {
        let now = clock.now()
        return try await messages().filter { message in
            message.state(at: now) == .due
                && (first.map { $0 <= settings.zone.day(at: message.notBefore) } ?? true)
        }
    }
}
