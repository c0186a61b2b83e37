import TesseraLoyalty
import TesseraModel

extension ProgrammeWords {
    /// Lines of a basket, `drinks and pastry except tea`.
    mutating func scope() throws(Fault) -> Scope {
        var (categories, items): ([String], [String]) = ([], [])
        let isFees = take("fees")
        if isFees {
            if take("of") { categories = try names("a category") }
        } else if take("item") {
            items = [try name("an item")]
            while take("and") || take("or") {
                _ = take("item")
                items.append(try name("an item"))
            }
        } else if !take("goods") {
            categories = try names("a category")
        }
        let besides = take("except") ? try names("a category") : []
        return Scope(categories: categories, items: items, besides: besides, isFees: isFees)
    }

    /// One or several events, in the singular or with an s.
    mutating func events() throws(Fault) -> Set<EventKind> {
        var kinds = [try event()]
        while take("and") || take("or") { kinds.append(try event()) }
        return Set(kinds)
    }

    /// An event, in the singular or with an s.
    mutating func event() throws(Fault) -> EventKind {
        let word = try name("an event")
        if let kind = EventKind(rawValue: word) { return kind }
        if word.hasSuffix("s"), let kind = EventKind(rawValue: String(word.dropLast())) {
            return kind
        }
        return try ProgrammeValues.event(word)
    }

    /// Events, and maybe of which lines.
    mutating func filter() throws(Fault) -> EventFilter {
        let kinds = try events()
        return EventFilter(kinds: kinds, scope: take("of") ? try scope() : .goods)
    }

    /// A number of days, `30 days`.
    mutating func days(in range: ClosedRange<Int>) throws(Fault) -> Int {
        let count = try expect("a number from \(range.lowerBound) to \(range.upperBound)") {
            ProgrammeValues.whole($0, in: range)
        }
        try expect(counted: "days")
        return count
    }

    /// A minute of the day after "at", `at 09:00`.
    mutating func atMinute() throws(Fault) -> Int {
        try expect("at")
        return try expect("a time such as 09:00") { ProgrammeValues.minute($0) }
    }
}

extension ProgrammeReader {
    /// A line of words, read to its end.
    func words<Value>(
        _ node: ProgrammeNode?, _ wanted: String,
        _ reading: (inout ProgrammeWords) throws(ProgrammeError.Fault) -> Value
    ) -> Value? {
        value(node, wanted) { text throws(Fault) in
            var words = try ProgrammeWords(text)
            let value = try reading(&words)
            try words.end()
            return value
        }
    }

    /// Lines of a basket, in words or as a section; `yes` for all goods where that is allowed.
    func scope(_ node: ProgrammeNode?, orYes: Bool = false) -> Scope? {
        guard let node else { return nil }
        if orYes, node.isPlain, node.text == "yes" { return .goods }
        guard node.pairs != nil else {
            return words(node, "lines such as drinks and pastry") {
                words throws(Fault) in try words.scope()
            }
        }
        guard let section = section(node, ["categories", "items", "besides", "fees"]) else {
            return nil
        }
        func names(_ key: String) -> [String] {
            items(section[key], of: key).compactMap { prose($0, 1...64, isOneLine: true) }
        }
        return Scope(
            categories: names("categories"), items: names("items"), besides: names("besides"),
            isFees: yesOrNo(section["fees"]))
    }

    /// How long something is good.
    func lifetime(_ node: ProgrammeNode?) -> Lifetime? {
        words(node, "a time such as 12 months") { words throws(Fault) in
            if words.take("endless") { return .endless }
            if words.take("until") {
                return .until(try words.expect("a day such as 2026-11-22") { Day(text: $0) })
            }
            if words.take("to") {
                for word in ["the", "end", "of"] { try words.expect(word) }
                if words.take("the") {
                    try words.expect("year")
                    return .endOfYear(0)
                }
                if words.take("next") {
                    try words.expect("year")
                    return .endOfYear(1)
                }
                try words.expect("year")
                return .endOfYear(
                    try words.expect("a number from 0 to 100") {
                        ProgrammeValues.whole($0, in: 0...100)
                    })
            }
            let count = try words.expect("a number") {
                ProgrammeValues.whole($0, in: 1...36_500)
            }
            if words.take(counted: "days") { return .days(count) }
            guard count <= 1_200 else { throw words.fault(expected: "days") }
            try words.expect(counted: "months")
            return .months(count)
        }
    }
}
