import TesseraModel

// Made from the very values that are carried out: F27.
extension Programme {
    /// An effect as people read it.
    func spoken(_ effect: Effect) -> String {
        switch effect {
        case .benefit(let benefit): spoken(benefit)
        case .credit(let asset, let amount, let recipient):
            "\(spoken(amount, of: asset)) to \(recipient.spoken)"
        case .debit(let asset, let amount): "\(spoken(amount, of: asset)) are taken"
        case .issue(let terms, let recipient):
            "\(spoken(terms)), to \(recipient.spoken)\(terms.isBound ? " alone" : "")"
        case .revoke: "the member's unused vouchers of this campaign are revoked"
        case .place(let ladder, let level): "\(ladder) becomes \(level)"
        case .enter(let draw, let amount): "\(spoken(amount, of: "tickets")) of \(draw)"
        case .open(let kind, let hours):
            "a case \(kind) is opened, to be resolved in \(hours.counted("hour"))"
        case .notify(let message): spoken(message)
        case .accept: "the return is accepted"
        }
    }

    /// A voucher as people read it: what it promises and how long.
    package func spoken(_ terms: IssueTerms) -> String {
        let promise =
            switch terms.promise {
            case .gift(let units): "a gift card of \(amounts.shown(units))"
            case .giftOfAmount: "a gift card of the event's amount"
            case .percent(let points, let minimum, let cap):
                "a voucher for \(spokenPercent(points)) off" + spokenMinimum(minimum)
                    + spokenMost(cap > 0 ? amounts.shown(cap) : nil)
            case .amount(let units, let minimum):
                "a voucher for \(amounts.shown(units)) off" + spokenMinimum(minimum)
            case .right(let uses): "a right with \(uses.counted("use"))"
            }
        let label = terms.label.isEmpty ? "" : " \"\(terms.label)\""
        let pieces = terms.perPiece.map { " for each piece\(spoken($0)) with a number" } ?? ""
        return "\(promise)\(label)\(pieces), \(terms.lifetime.spoken)"
    }

    private func spoken(_ benefit: Benefit) -> String {
        let lines = spokenLines(benefit.scope)
        let reduction =
            switch benefit.kind {
            case .percent(let points): "\(spokenPercent(points)) off\(lines)"
            case .amount(let units): "\(amounts.shown(units)) off\(lines)"
            case .fixedPrice(let units):
                "each piece\(spoken(benefit.scope)) costs "
                    + "\(amounts.shown(units)) at most"
            case .item(let buy, let free, let groups):
                spokenFree(buy, free, groups, benefit.scope)
            case .waiver: "nothing to pay for\(lines.isEmpty ? " the basket" : lines)"
            case .multiplier(let hundredths):
                "what is earned\(spoken(benefit.scope)) counts "
                    + "\(spokenPercent(hundredths).dropLast(2)) times"
            }
        return reduction + spokenMost(benefit.cap.map { amounts.shown($0) })
    }

    private func spokenFree(_ buy: Int, _ free: Int, _ groups: Int?, _ scope: Scope) -> String {
        let most = groups.map { ", \($0.counted("time")) at most" } ?? ""
        let cheapest = free == 1 ? "the cheapest is free" : "the cheapest \(free) are free"
        return buy == 0
            ? "of the pieces\(spoken(scope)) \(cheapest)\(most)"
            : "of each \(buy + free) pieces\(spoken(scope)) \(cheapest)\(most)"
    }

    private func spoken(_ amount: Amount, of name: String) -> String {
        let units = "\(spoken(units: amount.units, of: name)) \(name)"
        let most = spokenMost(amount.most.map { "\(spoken(units: $0, of: name))" })
        guard let metric = amount.metric else { return units + most }
        let rounding =
            switch amount.rounding {
            case .down: ""
            case .halfUp: ", half a step counts"
            case .up: ", a part of a step counts"
            }
        return "\(units) for each \(spoken(amount.step, of: metric)) of \(spoken(metric))"
            + rounding + most
    }

    private func spoken(_ message: Message) -> String {
        let later = message.delayDays > 0 ? " \(message.delayDays.counted("day")) later" : ""
        let kinds = message.unless.map(\.spoken).joined(separator: " or ")
        return "the message \(message.template)\(later)"
            + (kinds.isEmpty ? "" : ", unless there is a \(kinds) before")
    }

    private func spokenLines(_ scope: Scope) -> String {
        let text = spoken(scope)
        return text.hasPrefix(" of ") ? " \(text.dropFirst(4))" : text
    }

    private func spokenMinimum(_ units: Int64) -> String {
        units > 0 ? " from \(amounts.shown(units)) on" : ""
    }

    private func spokenMost(_ most: String?) -> String { most.map { ", \($0) at most" } ?? "" }
}

extension Recipient {
    fileprivate var spoken: String {
        switch self {
        case .member: "the member"
        case .referrer: "who brought the member"
        }
    }
}

extension Lifetime {
    /// How long something is good, as people read it.
    package var spoken: String {
        switch self {
        case .endless: "good without an end"
        case .days(let count): "good for \(count.counted("day"))"
        case .months(let count): "good for \(count.counted("month"))"
        case .until(let day): "good until \(day.spoken)"
        case .endOfYear(0): "good to the end of the year"
        case .endOfYear(1): "good to the end of next year"
        case .endOfYear(let years): "good to the end of the year \(years) years later"
        }
    }
}
