import TesseraAnswers
import TesseraLedger
import TesseraModel

// How claims of tills that worked without a network are told.

extension ClaimVerdict.Ruling {
    /// The verdict as people read it.
    var spoken: String {
        switch self {
        case .accepted: "accepted"
        case .acceptedLate: "accepted, uploaded after the last day"
        case .overLimit: "the voucher did not cover it"
        case .undone: "put back at the till"
        case .forged: "not ours: forged"
        case .notValidThen: "not good at that time"
        case .tooLate: "uploaded too late"
        case .notAccepted: "not in the agreement"
        case .deviceRevoked: "the device was given up"
        case .quarantined: "the log has two futures"
        case .wrongMAC: "not from that device"
        }
    }
}

extension BookedOperation {
    /// A claim as a voucher's story tells it.
    func spoken(_ verdict: ClaimVerdict, _ terms: Terms) -> String {
        var parts: [String] = []
        if verdict.paid > 0 { parts.append("took \(terms.shown(verdict.paid))") }
        let lost = verdict.lostByIssuer + verdict.lostByAcceptor
        if lost > 0 { parts.append("\(terms.shown(lost)) not covered") }
        if verdict.returned > 0 { parts.append("put back \(terms.shown(verdict.returned))") }
        if let balance = verdict.balance { parts.append("\(terms.shown(balance)) left") }
        let what = parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))"
        return "offline, \(verdict.ruling.spoken)\(what)"
    }
}

extension Terms {
    fileprivate func shown(_ amount: Int64) -> String { balanceShown(amount) ?? "nothing" }
}

extension BookedOperation {
    /// A claim that somebody should look at, as a row of a table.
    ///
    /// - Parameters:
    ///   - zone: The issuer's.
    ///   - terms: What the voucher promises; `nil` if it was never issued.
    /// - Returns: Its cells; `nil` for something else than a claim.
    func conflictRow(_ zone: IssuerZone, _ terms: Terms?) -> [String]? {
        guard let (claim, verdict) = claim else { return nil }
        var (taken, shownLost) = ("", "")
        if case .redeem(_, let demand, let amount, _) = claim.act {
            let lost = verdict.lostByIssuer + verdict.lostByAcceptor
            taken = demand.shown(amount, terms)
            shownLost = lost == 0 ? "nothing" : demand.shown(lost, terms)
        }
        return [
            zone.listed(claim.occurredAt), claim.device.text, place?.shop?.text ?? "",
            claim.position?.voucherText ?? "", taken, shownLost, verdict.ruling.spoken,
            operation.redemptionText,
        ]
    }
}

extension Demand {
    /// An amount in the unit of what was asked; everything that is left is known only by what the
    /// voucher promises.
    fileprivate func shown(_ amount: Int64, _ terms: Terms?) -> String {
        switch self {
        case .amount(let money):
            Money(minorUnits: amount, currency: money.currency).shown
        case .everything: terms?.balanceShown(amount) ?? "all of it"
        case .uses, .purchase: Quantity.uses(amount).shown
        }
    }
}
