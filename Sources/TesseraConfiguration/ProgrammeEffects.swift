import TesseraLoyalty
import TesseraModel

/// An effect as it stands in the file, for the checks that need its rule.
struct ProgrammeEffect {
    /// The word that says what it is.
    let word: String
    let line: Int
    let effect: Effect
    /// Whether its amount is made from a basket.
    var needsBasket = false
}

/// What may follow from a rule.
extension ProgrammeReader {
    private static let benefits = [
        "percent", "amount", "fixed_price", "item", "waiver", "multiply",
    ]
    private static let quantified = ["credit", "debit", "enter"]
    private static let effects =
        benefits + quantified
        + ["issue", "revoke", "place", "open_case", "message", "accept"]

    /// The keys that may stand beside the word of an effect.
    private static func keys(beside word: String?) -> [String] {
        let amounts = ["units", "per", "of", "rounding", "most"]
        switch word {
        case "multiply": return ["on"]
        case "credit": return amounts + ["to"]
        case "debit", "enter": return amounts
        case .some(let word) where benefits.contains(word): return ["on", "cap", "phase"]
        default: return []
        }
    }

    /// A list of effects; empty if it was left out.
    func effects(_ node: ProgrammeNode?, last: Day?) -> [ProgrammeEffect] {
        items(node, of: "effects").compactMap { effect($0, last: last) }
    }

    private func effect(_ node: ProgrammeNode, last: Day?) -> ProgrammeEffect? {
        let present = node.pairs?.map(\.key.name).filter(ProgrammeReader.effects.contains) ?? []
        let known =
            present.isEmpty
            ? ProgrammeReader.effects
                + ProgrammeReader.effects.flatMap { ProgrammeReader.keys(beside: $0) }
            : ProgrammeReader.effects + ProgrammeReader.keys(beside: present.first)
        guard let section = section(node, known) else { return nil }
        guard let word = present.first, let value = section[word] else {
            if section.misspelt.isEmpty {
                report(
                    .wrongType(node.name, wanted: "an effect such as percent, credit or issue"),
                    at: node.line)
            }
            return nil
        }
        if present.count > 1 {
            report(.contradiction(.together(word, present[1])), at: node.line)
            return nil
        }
        if ProgrammeReader.benefits.contains(word) {
            return benefit(word, value, section)
                .map { ProgrammeEffect(word: word, line: node.line, effect: .benefit($0)) }
        }
        if ProgrammeReader.quantified.contains(word) {
            return quantified(word, value, section)
        }
        return act(word, value, last: last)
            .map { ProgrammeEffect(word: word, line: node.line, effect: $0) }
    }

    private func benefit(
        _ word: String, _ value: ProgrammeNode, _ section: ProgrammeSection
    ) -> Benefit? {
        let scope = section["on"].map { self.scope($0) ?? .goods }
        let cap = amount(section["cap"])
        let isWhole = scope == nil && (word == "percent" || word == "amount")
        let isOfPieces = word == "item" || word == "fixed_price"
        let phase = choice(
            section["phase"], or: isOfPieces ? BenefitPhase.pieces : isWhole ? .basket : .lines)
        return benefitKind(word, value).map {
            Benefit(kind: $0, scope: scope ?? .goods, cap: cap, phase: phase.number)
        }
    }

    private func benefitKind(_ word: String, _ value: ProgrammeNode) -> Benefit.Kind? {
        switch word {
        case "percent": return percent(value, atLeast: 1).map { .percent($0) }
        case "amount": return amount(value).map { .amount($0) }
        case "fixed_price": return amount(value, atLeast: 0).map { .fixedPrice($0) }
        case "multiply":
            return self.value(value, "a number") { text throws(Fault) in
                guard let times = ProgrammeValues.fixed(text, decimals: 2),
                    (101...100_000).contains(times)
                else {
                    throw .outOfRange(
                        word, allowed: "above 1 to 1000, with two decimals at most")
                }
                return .multiplier(Int(times))
            }
        case "item":
            guard let section = section(value, ["buy", "free", "groups"]) else { return nil }
            let buy = number(required("buy", in: section), in: 0...1_000)
            let free = number(required("free", in: section), in: 1...1_000)
            let groups = number(section["groups"], in: 1...10_000)
            return .item(buy: buy ?? 0, free: free ?? 1, groups: groups)
        default:
            yes(value)
            return .waiver
        }
    }

    private func quantified(
        _ word: String, _ value: ProgrammeNode, _ section: ProgrammeSection
    ) -> ProgrammeEffect? {
        let name: String? =
            word == "enter"
            ? self.name(value, as: .draw, in: names.draws)
            : self.name(value, as: .asset, in: names.assets.map(\.name))
        let decimals = word == "enter" ? 0 : names.assets.first { $0.name == name }?.scale
        let figure = words(section["of"], "a figure such as basket paid") { words throws(Fault) in
            try self.figure(&words)
        }
        // The decimals of an asset that is not known cannot be wrong.
        let amount = quantity(section, decimals: decimals ?? 6, of: figure)
        let recipient = choice(section["to"], or: Recipient.member)
        guard let name, let amount else { return nil }
        let effect: Effect =
            switch word {
            case "credit": .credit(asset: name, amount, to: recipient)
            case "debit": .debit(asset: name, amount)
            default: .enter(draw: name, amount)
            }
        return ProgrammeEffect(
            word: word, line: value.line, effect: effect,
            needsBasket: figure?.needsBasket ?? false)
    }

    private func quantity(
        _ section: ProgrammeSection, decimals: Int, of figure: ProgrammeFigure?
    ) -> Amount? {
        let units = self.units(required("units", in: section), decimals: decimals)
        let most = self.units(section["most"], decimals: decimals)
        let rounding = choice(section["rounding"], or: Rounding.down)
        guard section["of"] != nil else {
            for key in section.present(["per", "rounding"]) {
                report(
                    .contradiction(.alone(key, without: "of")),
                    at: section[key]?.line ?? section.line)
            }
            return units.map { Amount(units: $0, most: most) }
        }
        let node = required("per", in: section)
        guard let figure else { return nil }
        let step = words(node, "a number") { words throws(Fault) in
            let start = words
            let step = try number(&words, in: figure.unit)
            guard step > 0 else { throw start.fault(expected: "a number more than 0") }
            return step
        }
        guard let units, let step else { return nil }
        return Amount(
            units: units, per: step, of: figure.metric, rounding: rounding, most: most)
    }

    private func act(_ word: String, _ value: ProgrammeNode, last: Day?) -> Effect? {
        switch word {
        case "issue":
            let terms = voucher(value, last: last, others: ["to"])
            let to = value.pairs?.first { $0.key.name == "to" }?.value
            let recipient = choice(to, or: Recipient.member)
            return terms.map { .issue($0, to: recipient) }
        case "place":
            guard let section = section(value, ["tier", "level"]) else { return nil }
            let tier = name(required("tier", in: section))
            let level = name(required("level", in: section))
            guard let tier, let level else { return nil }
            return attempt(at: value.line) { () throws(Fault) in
                try names.check(level: level, of: tier)
                return .place(ladder: tier, level: level)
            }
        case "open_case":
            guard let section = section(value, ["kind", "hours"]) else { return nil }
            let kind = name(required("kind", in: section))
            let hours = number(required("hours", in: section), in: 1...8_760)
            guard let kind, let hours else { return nil }
            return .open(kind: kind, dueHours: hours)
        case "message": return message(value)
        default:
            yes(value)
            return word == "accept" ? .accept : .revoke
        }
    }

    private func message(_ value: ProgrammeNode) -> Effect? {
        guard let section = section(value, ["text", "after_days", "unless"]) else { return nil }
        let text = name(required("text", in: section), as: .message, in: names.messages)
        let days = number(section["after_days"], in: 0...3_650)
        let unless = events(section["unless"])
        return text.map { .notify(Message(template: $0, delayDays: days ?? 0, unless: unless)) }
    }
}

/// What is reckoned first.
private enum BenefitPhase: String, CaseIterable {
    case pieces, lines, basket

    var number: Int {
        switch self {
        case .pieces: 1
        case .lines: 2
        case .basket: 3
        }
    }
}
