import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// A case after something was done with it.
package struct WorkedCase: Sendable {
    /// The case as it was when that was recorded.
    package let found: Case
    /// What was recorded.
    package let event: RecordedEvent
}

extension Counter {
    /// All cases, in the order in which they were opened.
    ///
    /// - Throws: ``LedgerError``.
    /// - Source: M31, M42, M50; R8.
    package func cases() async throws -> CaseFile {
        var history: [PastEvent] = []
        try await eachEvent { history.append($0) }
        return CaseFile(of: history)
    }

    /// The case that an operation opened.
    ///
    /// - Throws: ``CaseError/unknown(_:)``; ``LedgerError``.
    package func openedCase(by operation: OperationID) async throws -> Case {
        guard let found = try await cases().opened(by: operation) else {
            throw CaseError.unknown(operation)
        }
        return found
    }

    /// Assigns, resolves or closes a case.
    ///
    /// - Parameters:
    ///   - opened: The operation that opened it.
    ///   - action: What is done.
    ///   - owner: Who is to look after it, for ``Case/Action/assign`` and for nothing else.
    ///   - worker: Who does it; `nil` for nobody named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: The case as it is then, the first answer for a repeated id.
    /// - Throws: ``CaseError``; ``LedgerError/unknownOperator(_:)`` and
    ///   ``LedgerError/operatorDismissed(_:at:)`` for an owner who does not work here;
    ///   ``LedgerError/operatorNotAllowed(_:_:)``; as ``record(_:book:operation:isTrial:)``.
    /// - Source: M31; F28.
    package func work(
        on opened: OperationID, _ action: Case.Action, owner: OperatorID? = nil,
        by worker: OperatorID?, operation: OperationID
    ) async throws -> WorkedCase {
        var facts = EventFacts()
        facts.about = opened
        facts.action = action.rawValue
        facts.owner = owner
        let place = Place(shop: settings.defaultShop, till: settings.till, operator: worker)
        try await admit(worker, to: .redeem, at: nil, operation)
        // What was answered before is answered again, whatever became of the case since then.
        if try await ledger.operation(operation) == nil {
            if let owner { try await expectWorking(owner) }
            let asked = LoyaltyEvent(
                operation: operation, kind: .casework, member: nil, occurredAt: clock.now(),
                facts: facts)
            if let problem = try await cases().caseProblem(with: asked) {
                throw CaseError(problem, of: opened)
            }
        }
        let event = try await record(
            EventReport(kind: .casework, place: place, facts: facts), operation: operation)
        guard let found = try await cases(through: operation).opened(by: opened) else {
            throw CaseError.unknown(opened)
        }
        return WorkedCase(found: found, event: event)
    }

    /// The cases as they were when an event was recorded, whatever became of them since then.
    private func cases(through last: OperationID) async throws -> CaseFile {
        var history: [PastEvent] = []
        var isOver = false
        try await eachEvent { past in
            if !isOver { history.append(past) }
            isOver = isOver || past.event.operation == last
        }
        return CaseFile(of: history)
    }

    private func expectWorking(_ owner: OperatorID) async throws(LedgerError) {
        guard case .operator(let known)? = try await ledger.party(.operator(owner)) else {
            throw .unknownOperator(owner)
        }
        if let end = known.end { throw .operatorDismissed(owner, at: end.time) }
    }
}
