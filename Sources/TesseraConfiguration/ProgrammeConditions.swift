import TesseraLoyalty
import TesseraModel

/// Conditions: lines of words, and lists and mappings that combine them.
extension ProgrammeReader {
    /// A condition; ``Condition/always`` if it was left out.
    func condition(_ node: ProgrammeNode?) -> Condition {
        guard let node else { return .always }
        if node.items != nil {
            let conditions = items(node, of: "conditions").map(condition)
            return conditions.count == 1 ? conditions[0] : .all(conditions)
        }
        if node.pairs != nil { return combination(node) }
        return words(node, "a condition") { words throws(Fault) in
            words.take("not") ? .not(try term(&words)) : try term(&words)
        } ?? .always
    }

    private func combination(_ node: ProgrammeNode) -> Condition {
        let known = ["any", "all", "not"]
        guard let section = section(node, known) else { return .always }
        let present = section.present(known)
        if present.count > 1 {
            report(.contradiction(.together(present[0], present[1])), at: node.line)
        }
        if let any = section["any"] { return .any(items(any, of: "conditions").map(condition)) }
        if let all = section["all"] { return .all(items(all, of: "conditions").map(condition)) }
        if let not = section["not"] { return .not(condition(not)) }
        if section.misspelt.isEmpty {
            report(.wrongType(node.name, wanted: "any, all or not, with conditions"), at: node.line)
        }
        return .always
    }

    private func term(_ words: inout ProgrammeWords) throws(Fault) -> Condition {
        if words.take("always") { return .always }
        if words.take("member") { return .isMember }
        if words.take("own") { return .aboutOwn }
        if words.take("presents") { return .presents }
        if words.take("approved") { return .approved }
        if words.take("another") {
            try words.expect("person")
            return .isNotSelf
        }
        if words.take("chance") { return try chance(&words) }
        if words.take("tier") { return try tier(&words) }
        if words.take("segment") {
            let segment = try words.name("a segment")
            try ProgrammeNames.check(segment, as: .segment, in: names.segments)
            return .segment(segment)
        }
        // "has" is followed by the word it has.
        if words.take(WordFact.has.rawValue) {
            try words.expect(WordFact.title.rawValue)
            return .word(.has, among: try words.names("a title"))
        }
        for fact in WordFact.allCases where fact != .has {
            if words.take(fact.rawValue) { return try word(fact, &words) }
        }
        return try comparison(&words)
    }

    private func chance(_ words: inout ProgrammeWords) throws(Fault) -> Condition {
        let points = try words.expect("a number above 0 to 100 with two decimals at most") {
            ProgrammeValues.basisPoints($0).flatMap { $0 > 0 ? $0 : nil }
        }
        try words.expect("%")
        return .chance(points)
    }

    private func tier(_ words: inout ProgrammeWords) throws(Fault) -> Condition {
        let ladder = try words.name("a tier")
        guard names.ladders.contains(where: { $0.name == ladder }) else {
            throw .unknown(.tier, ladder, in: names.ladders.map(\.name))
        }
        let isExact = words.take("is")
        if !isExact {
            try words.expect("at")
            try words.expect("least")
        }
        let level = try words.name("a level")
        try names.check(level: level, of: ladder)
        return isExact ? .on(ladder: ladder, level: level) : .atLeast(ladder: ladder, level: level)
    }

    private func word(_ fact: WordFact, _ words: inout ProgrammeWords) throws(Fault) -> Condition {
        switch fact {
        case .code:
            // Codes arrive in capitals, and another spelling would never be met.
            var codes: [String] = []
            repeat {
                codes.append(
                    try words.expect("a code in capitals") {
                        $0 == $0.uppercased() && $0.isProgrammeName ? $0 : nil
                    })
            } while words.take("or") || words.take("and")
            return .word(fact, among: codes)
        case .action:
            let actions = try words.names("an action")
            for action in actions {
                try ProgrammeNames.check(
                    action, as: .choice, in: ["assign", "resolve", "close"])
            }
            return .word(fact, among: actions)
        default:
            return .word(fact, among: try words.names("a \(fact.rawValue)"))
        }
    }

    private func comparison(_ words: inout ProgrammeWords) throws(Fault) -> Condition {
        let figure = try figure(&words)
        for comparison in Comparison.allCases where words.take(comparison.rawValue) {
            return .compare(figure.metric, comparison, try number(&words, in: figure.unit))
        }
        throw words.fault()
    }
}

extension Condition {
    /// Whether it can only hold for somebody with a card.
    var impliesMember: Bool {
        switch self {
        case .isMember, .atLeast, .on, .segment: true
        case .all(let conditions): conditions.contains(where: \.impliesMember)
        case .any(let conditions):
            !conditions.isEmpty && conditions.allSatisfy(\.impliesMember)
        default: false
        }
    }
}
