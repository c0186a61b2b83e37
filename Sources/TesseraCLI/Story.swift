import TesseraAnswers
import TesseraLedger
import TesseraModel

/// Everything that was booked on one voucher, oldest first, for people and for programs.
struct Story {
    let events: [BookedOperation]
    let terms: Terms
    let telling: Telling

    /// One line an event, in the issuer's zone.
    var lines: [String] {
        var table = Table("WHEN", "WHERE", "OPERATION", "WHAT")
        for event in events {
            table.add(
                telling.zone.listed(event.time), event.spokenPlace, event.name,
                event.spoken(terms, telling))
        }
        return table.lines(withHead: false).map { "  \($0)" }
    }
}

extension BookedOperation {
    /// The operation as commands take it; one that used the voucher is a redemption.
    fileprivate var name: String {
        if use != nil { return operation.redemptionText }
        // What a till took is a redemption there, whatever became of it here.
        if case .redeem? = claim?.0.act { return operation.redemptionText }
        if case .held = outcome { return operation.holdText }
        return "op_\(operation.text)"
    }

    fileprivate var spokenPlace: String {
        guard let place else { return "office" }
        let worker = place.operator.map { " by \($0)" } ?? ""
        // A till that puts back says no shop.
        guard let shop = place.shop else {
            return worker.isEmpty ? "office" : "\(place.till)\(worker)"
        }
        return "\(place.till) in \(shop)\(worker)"
    }

    fileprivate func spoken(_ terms: Terms, _ telling: Telling) -> String {
        let times = Telling(zone: telling.zone, now: nil)
        switch outcome {
        case .issued(let batches):
            if case .replace = wish {
                return "replaced \(position?.voucherText ?? "a voucher") by "
                    + (batches.first?.first.voucherText ?? "nothing")
            }
            return "issued with \(batches.first?.id.text ?? "nothing")"
        case .enrolled:
            guard case .enrol(let member, _) = wish else { return "issued to a member" }
            return "issued to \(member.text)"
        case .redeemed(let taken, let balance, _):
            let source = refersTo.map { " of \($0.holdText)" } ?? ""
            return "took \(terms.amount(taken))\(source), \(terms.amount(balance)) left"
        case .held(let amount, let available, _, let until):
            return "put aside \(terms.amount(amount)) until \(times.clock(until)), "
                + "\(terms.amount(available)) free"
        case .released(let amount, _):
            return "gave back \(terms.amount(amount)) of \(refersTo?.holdText ?? "a hold")"
        case .refused(let error): return "refused: \(error.message(told: times))"
        case .returned(let amount, let balance):
            let source = refersTo?.redemptionText ?? "a redemption"
            var why = ""
            if case .reverse(_, _, let reason) = wish { why = ": \(reason)" }
            return "put back \(terms.amount(amount)) of \(source), "
                + "\(terms.amount(balance)) left\(why)"
        case .changed(let changed):
            guard case .change(_, let action) = wish else { return "changed" }
            return action.spoken(terms, changed.balance)
        case .covered(let parts): return "covered a basket with \(parts.count) vouchers"
        case .limited(let id): return "set \(id.text)"
        case .limitEnded: return "ended a limit"
        case .holding(_, let balance): return "left \(balance) on an account"
        case .claimed(let verdict): return spoken(verdict, terms)
        case .judged(let judgement):
            guard case .event(let event) = wish else { return "judged" }
            let parts = judgement.parts.count.counted("part")
            return "\(event.kind.split(separator: "_").joined(separator: " ")), \(parts)"
        case .published(let version): return "published version \(version) of the programme"
        case .agreed, .paired, .kit, .settled, .done:
            if case .erase(_, _, let reason) = wish { return "erased: \(reason)" }
            return "noted"
        }
    }
}

extension Terms {
    func amount(_ balance: Int64) -> String { balanceShown(balance) ?? "nothing" }

    func signedAmount(_ change: Int64) -> String {
        (change > 0 ? "+" : "") + amount(change)
    }
}

extension Standing {
    /// The standing as a person reads it.
    func spoken(_ zone: IssuerZone) -> String {
        switch self {
        case .inactive: "not sold yet"
        case .active: "good"
        case .blocked(let time, let reason): "blocked \(zone.listed(time)): \(reason)"
        }
    }
}
