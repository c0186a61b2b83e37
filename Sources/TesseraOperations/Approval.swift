import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// Who does something, who agreed to it, and why that is believed.
package struct Approval: Hashable, Sendable {
    /// Who does it; `nil` if nobody is named.
    package let worker: OperatorID?
    /// Who agreed; `nil` for nobody.
    package let second: OperatorID?
    /// Who asks, and vouches for the second person where there is no proof.
    package let asker: AccessActor
    /// Where the second person proved to be there; `nil` if the asker's word is all there is.
    package let proof: AccessSource?

    /// Nobody named, and nobody who agreed.
    package static let none = Approval(worker: nil, second: nil)

    /// Who does something, and who agreed.
    package init(
        worker: OperatorID?, second: OperatorID?, asker: AccessActor = .terminal,
        proof: AccessSource? = nil
    ) {
        self.worker = worker
        self.second = second
        self.asker = asker
        self.proof = proof
    }
}

extension Counter {
    /// Refuses what nobody agreed to who may, and writes down who did.
    ///
    /// - Parameters:
    ///   - approval: Who does it, and who agreed.
    ///   - act: What is done, a word for the access log: `issue`.
    ///   - needed: What was needed, for the refusal.
    ///   - actual: What was there, for the refusal.
    ///   - operation: Under which name.
    ///   - isTrial: Whether nothing comes of it, so that there is nothing to write down.
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; infrastructure errors.
    /// - Source: domain-model concept 12; M16, M31, M32.
    func requireAgreement(
        _ approval: Approval, to act: String, needed: String, actual: String,
        _ operation: OperationID, isTrial: Bool = false
    ) async throws {
        func refusal(_ why: String) -> LedgerError {
            .eventRefused([
                Refusal(code: "approval_required", needed: needed, actual: "\(actual), \(why)")
            ])
        }
        guard let second = approval.second else { throw refusal("nobody agreed") }
        guard second != approval.worker else { throw refusal("\(second) cannot agree alone") }
        guard case .operator(let known)? = try await ledger.party(.operator(second)),
            known.end == nil, known.role == .admin || known.role == .supervisor
        else { throw refusal("\(second) may not agree") }
        if isTrial { return }
        let what = "\(act) op_\(operation.text)"
        if let proof = approval.proof {
            try await log(
                .agreed, by: .operator(second),
                about: approval.worker.map { "operator:\($0)" } ?? approval.asker.text,
                from: proof, reason: what)
        } else {
            try await log(
                .vouched, by: approval.asker, about: "operator:\(second)",
                reason: approval.worker.map { "\(what) of operator:\($0)" } ?? what)
        }
    }
}
