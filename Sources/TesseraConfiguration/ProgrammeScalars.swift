import TesseraLoyalty
import TesseraModel

/// Single values under the keys of a programme file.
extension ProgrammeReader {
    /// A yes or a no, without quotes; no if it was left out.
    func yesOrNo(_ node: ProgrammeNode?) -> Bool {
        guard let node else { return false }
        if node.isPlain, node.text == "yes" { return true }
        if !node.isPlain || node.text != "no" {
            report(.wrongType(node.name, wanted: "yes or no"), at: node.line)
        }
        return false
    }

    /// A key that can only say yes.
    func yes(_ node: ProgrammeNode) {
        if !node.isPlain || node.text != "yes" {
            report(.wrongType(node.name, wanted: "yes"), at: node.line)
        }
    }

    /// A whole number within a range.
    func number(_ node: ProgrammeNode?, in range: ClosedRange<Int>) -> Int? {
        value(node, "a whole number") { text throws(Fault) in
            guard ProgrammeValues.fixed(text, decimals: 0) != nil else {
                throw .wrongType(node?.name ?? "", wanted: "a whole number")
            }
            guard let number = ProgrammeValues.whole(text, in: range) else {
                throw .outOfRange(
                    node?.name ?? "",
                    allowed: "from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    /// An amount in the programme's currency, in minor units.
    func amount(_ node: ProgrammeNode?, atLeast least: Int64 = 1) -> Int64? {
        value(node, "an amount such as \(sample)") { text throws(Fault) in
            let amount = try amount(text, of: node?.name ?? "")
            guard amount >= least else {
                throw .outOfRange(node?.name ?? "", allowed: "more than 0")
            }
            return amount
        }
    }

    /// An amount from its characters, zero included.
    func amount(_ text: String, of key: String) throws(Fault) -> Int64 {
        let allowed: String
        do {
            return try AmountText(for: currency).minorUnits(of: text)
        } catch {
            switch error {
            case .notANumber: throw .wrongType(key, wanted: "an amount such as \(sample)")
            case .tooManyDecimals(0): allowed = "an amount without decimals"
            case .tooManyDecimals(let most): allowed = "an amount with \(most) decimals at most"
            case .marks(let suggestions):
                allowed = "an amount such as \(suggestions.first ?? sample)"
            case .tooLarge: allowed = "an amount that can be reckoned with"
            }
        }
        throw .outOfRange(key, allowed: allowed)
    }

    /// An amount as this currency is written, for messages.
    var sample: String { AmountText(for: currency).plain(12 * currency.minorUnitsPerUnit) }

    /// More than no units with so many decimals, in the smallest of them.
    func units(_ node: ProgrammeNode?, decimals: Int) -> Int64? {
        value(node, "a number of units") { text throws(Fault) in
            let form = decimals == 0 ? "whole" : "with \(decimals.counted("decimal")) at most"
            guard let units = ProgrammeValues.fixed(text, decimals: decimals), units > 0 else {
                throw .outOfRange(node?.name ?? "", allowed: "a number more than 0, \(form)")
            }
            return units
        }
    }

    /// Per cent in basis points.
    func percent(_ node: ProgrammeNode?, atLeast least: Int) -> Int? {
        value(node, "per cent") { text throws(Fault) in
            guard let points = ProgrammeValues.basisPoints(text), points >= least else {
                let from = least == 0 ? "from 0" : "above 0"
                throw .outOfRange(
                    node?.name ?? "", allowed: "\(from) to 100 %, with two decimals at most")
            }
            return points
        }
    }

    /// A calendar day.
    func day(_ node: ProgrammeNode?) -> Day? {
        value(node, "a day such as 2026-11-22") { text throws(Fault) in
            guard let day = Day(text: text) else {
                throw .wrongType(node?.name ?? "", wanted: "a day such as 2026-11-22")
            }
            return day
        }
    }

    /// A text of one or several lines within a number of characters.
    func prose(_ node: ProgrammeNode?, _ range: ClosedRange<Int>, isOneLine: Bool) -> String? {
        value(node, "a text") { text throws(Fault) in
            guard range.contains(text.count), !isOneLine || text.isOneLine,
                range.lowerBound == 0 || !text.trimmed.isEmpty
            else {
                let sort = isOneLine ? "one line of" : "a text of"
                throw .outOfRange(
                    node?.name ?? "",
                    allowed: "\(sort) \(range.lowerBound) to \(range.upperBound) characters")
            }
            return text
        }
    }

    /// A name that the shop chose.
    func name(_ node: ProgrammeNode?) -> String? {
        value(node, "a name") { text throws(Fault) in
            guard text.isProgrammeName else {
                throw .outOfRange(node?.name ?? "", allowed: ProgrammeNames.form)
            }
            return text
        }
    }

    /// A name that must be among the known ones of its sort.
    func name(_ node: ProgrammeNode?, as named: ProgrammeError.Named, in known: [String]) -> String?
    {
        value(node, "a name") { text throws(Fault) in
            try ProgrammeNames.check(text, as: named, in: known)
            return text
        }
    }

    /// A word of a closed set; a default if it was left out.
    func choice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
        _ node: ProgrammeNode?, or missing: Choice
    ) -> Choice {
        value(node, "a word", ProgrammeValues.choice) ?? missing
    }

    /// Events, none twice.
    func events(_ node: ProgrammeNode?) -> [EventKind] {
        var events: [EventKind] = []
        for item in items(node, of: "events") {
            guard let event = value(item, "an event", ProgrammeValues.event) else { continue }
            if events.contains(event) {
                report(.doubledName(.event, event.rawValue), at: item.line)
            }
            events.append(event)
        }
        return events
    }
}
