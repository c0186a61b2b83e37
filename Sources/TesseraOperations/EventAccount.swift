import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// What the book keeps of a decision: the decision, and where each of its grants was booked.
struct EventAccount: Codable {
    /// What was decided.
    let decision: Decision
    /// The number of the first part that each grant was booked as; 0 for grants that book nothing.
    let parts: [Int]

    /// The text that stands in the book.
    var text: String {
        get throws { try CompactText.text(of: self) }
    }

    /// Reads what ``text`` wrote.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for anything else.
    init(text: String) throws(LedgerError) {
        self = try CompactText.value(EventAccount.self, of: text)
    }

    init(decision: Decision, parts: [Int]) {
        self.decision = decision
        self.parts = parts
    }
}

extension BookedOperation {
    /// The event as the rules see it, with what was decided about it; `nil` for other operations.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if it cannot be read.
    func loyaltyEvent() throws(LedgerError) -> (event: LoyaltyEvent, account: EventAccount)? {
        guard let (record, judgement) = judgement else { return nil }
        let account = try EventAccount(text: judgement.account)
        return (try record.loyaltyEvent(operation, place), account)
    }
}

extension EventRecord {
    /// The event as the rules see it.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for a kind or facts that are none.
    func loyaltyEvent(
        _ operation: OperationID, _ place: Place?
    ) throws(LedgerError) -> LoyaltyEvent {
        guard let kind = EventKind(rawValue: kind) else { throw .ledgerDamaged }
        return LoyaltyEvent(
            operation: operation, kind: kind, member: member, occurredAt: occurredAt,
            shop: place?.shop, till: place?.till, worker: place?.operator,
            facts: try CompactText.value(EventFacts.self, of: facts))
    }
}
