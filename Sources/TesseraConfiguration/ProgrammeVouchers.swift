import TesseraLoyalty
import TesseraModel

/// Vouchers that a rule or a draw issues.
extension ProgrammeReader {
    private static let promises = ["gift", "percent", "amount", "right"]

    /// A voucher to be issued.
    ///
    /// - Parameters:
    ///   - node: The section.
    ///   - last: The last day on which it can be issued; `nil` if there is none.
    ///   - others: Further keys that may stand in the section.
    /// - Returns: The voucher; `nil` after a mistake that leaves nothing to go on with.
    func voucher(_ node: ProgrammeNode, last: Day?, others: [String] = []) -> IssueTerms? {
        let keys = ["good_for", "minimum", "cap", "bound", "label", "per_piece"]
        guard let section = section(node, ProgrammeReader.promises + keys + others) else {
            return nil
        }
        let present = section.present(ProgrammeReader.promises)
        if present.count > 1 {
            report(.contradiction(.together(present[0], present[1])), at: node.line)
        } else if present.isEmpty, section.misspelt.isEmpty {
            report(
                .wrongType(node.name, wanted: "a gift, percent, amount or right"), at: node.line)
        }
        let promise = promise(in: section)
        let lifetime = lifetime(required("good_for", in: section))
        let perPiece = section["per_piece"].flatMap { scope($0, orYes: true) }
        let terms = IssueTerms(
            promise: promise ?? .right(uses: 1), lifetime: lifetime ?? .endless,
            isBound: yesOrNo(section["bound"]),
            label: prose(section["label"], 0...60, isOneLine: true) ?? "", perPiece: perPiece)
        if promise != nil, lifetime != nil { compareWithPolicy(terms, section, last: last) }
        return terms
    }

    private func promise(in section: ProgrammeSection) -> IssueTerms.Promise? {
        for (key, fitting) in [("minimum", ["percent", "amount"]), ("cap", ["percent"])] {
            if let node = section[key], section.present(fitting).isEmpty {
                let without = fitting.joined(separator: " or ")
                report(.contradiction(.alone(key, without: without)), at: node.line)
            }
        }
        let minimum = amount(section["minimum"]) ?? 0
        let cap = amount(section["cap"]) ?? 0
        if let gift = section["gift"] {
            return gift.text == "amount" ? .giftOfAmount : amount(gift).map { .gift($0) }
        }
        if let percent = section["percent"] {
            return self.percent(percent, atLeast: 1)
                .map { .percent($0, minimum: minimum, cap: cap) }
        }
        if let amount = section["amount"] {
            return self.amount(amount).map { .amount($0, minimum: minimum) }
        }
        return words(section["right"], "uses such as 10 uses") { words throws(Fault) in
            let uses = try words.expect("a number from 1 to 65535") {
                ProgrammeValues.whole($0, in: 1...65_535)
            }
            if !words.isAtEnd { try words.expect(counted: "uses") }
            return .right(uses: uses)
        }
    }

    /// Refuses a gift that the policy does not allow, before anybody holds one.
    private func compareWithPolicy(_ terms: IssueTerms, _ section: ProgrammeSection, last: Day?) {
        switch terms.promise {
        case .gift(let amount):
            if let most = policy.loadCap, amount > most, let node = section["gift"] {
                let text = AmountText(for: currency)
                report(.aboveLoadCap(text.shown(amount), most: text.shown(most)), at: node.line)
            }
        case .giftOfAmount: break
        default: return
        }
        guard let floor = policy.expiryFloorDays, let node = section["good_for"] else { return }
        switch terms.lifetime.leastDays(last: last) {
        case .endless: break
        case .days(let days) where days >= floor: break
        case .days(let days): report(.belowFloor(days: days, least: floor), at: node.line)
        case .unknown: report(.belowFloor(days: nil, least: floor), at: node.line)
        }
    }
}

extension Lifetime {
    /// The fewest days that something can be good.
    enum Least {
        case endless
        case days(Int)
        /// Fewer and fewer, for it ends on a day and may be issued for ever.
        case unknown
    }

    /// The fewest days that something can be good if it may be issued to the end of a day; the
    /// first and the last day included.
    func leastDays(last: Day?) -> Least {
        if case .until(let end) = self {
            return last.map { .days(max(0, end.number - $0.number + 1)) } ?? .unknown
        }
        // The calendar repeats itself after four years, but for the years before a century.
        let least = (0..<1_461).map { first -> Int in
            let day = Day(civilNumber: first)
            return self.last(from: day).map { $0.number - day.number + 1 } ?? .max
        }.min()
        return least.flatMap { $0 == .max ? nil : .days($0) } ?? .endless
    }
}
