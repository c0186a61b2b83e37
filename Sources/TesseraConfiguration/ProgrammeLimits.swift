import TesseraLoyalty
import TesseraModel

/// Limits, budgets, caps and triggers: lines of words with numbers.
extension ProgrammeReader {
    /// A list of limits.
    func limits(_ node: ProgrammeNode?) -> [LimitRule] {
        guard node != nil else { return [] }
        return items(node, of: "limits").compactMap { item in
            guard let limit = words(item, "a limit such as 1 per member", self.limit) else {
                return nil
            }
            if case .rolling = limit.period, !limit.keys.contains(.member) {
                report(.contradiction(.rollingWithoutMember(item.text ?? "")), at: item.line)
            }
            return limit
        }
    }

    private func limit(_ words: inout ProgrammeWords) throws(Fault) -> LimitRule {
        let most = try most(&words)
        var keys: [LimitRule.Key] = []
        var period: LimitRule.Period?
        while period == nil, words.take("per") {
            period = try self.period(&words, or: LimitRule.Key.allCases.map(\.rawValue))
            guard period == nil else { break }
            let key = try words.expect("day") { LimitRule.Key(rawValue: $0) }
            keys.append(key)
        }
        if period == nil, words.take("in") {
            try words.expect("any")
            period = .rolling(days: try words.days(in: 1...36_500))
        }
        let isKept = words.take("even")
        if isKept {
            try words.expect("if")
            try words.expect("returned")
        }
        return LimitRule(
            keys: keys.isEmpty ? [.all] : keys, period: period ?? .ever, most: most,
            code: try refusalCode(&words), isKept: isKept)
    }

    /// A day, a month or a year after "per"; `nil` if one of some keys follows.
    private func period(
        _ words: inout ProgrammeWords, or keys: [String] = []
    ) throws(Fault) -> LimitRule.Period? {
        if words.take("day") { return .day }
        if words.take("year") { return .year }
        if words.take("month") {
            guard words.take("rolling") else { return .month(rollsOver: false) }
            try words.expect("over")
            return .month(rollsOver: true)
        }
        for key in keys where words.plain == key { return nil }
        for key in keys { _ = words.take(key) }
        throw words.fault()
    }

    private func refusalCode(_ words: inout ProgrammeWords) throws(Fault) -> String? {
        guard words.take("as") else { return nil }
        let code: String = try words.expect("a code of small letters, digits and _") { word in
            let isCode = word.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 95
            }
            return isCode && word.utf8.count <= 32 ? word : nil
        }
        return code
    }

    private func most(_ words: inout ProgrammeWords) throws(Fault) -> LimitRule.Most {
        let start = words
        // Characters of a number; in what unit, the next word says.
        let number = try words.expect("a number") { $0.first?.isNumber == true ? $0 : nil }
        func again(_ unit: ProgrammeFigure.Unit) throws(Fault) -> Int64 {
            var words = start
            let value = try self.number(&words, in: unit)
            guard value > 0 else { throw start.fault(expected: "a number more than 0") }
            return value
        }
        if words.take(currency.code) { return .value(try again(.money)) }
        if words.take(counted: "tickets") { return .units(try again(.whole)) }
        for asset in names.assets where words.take(asset.name) {
            return .units(try again(.units(decimals: asset.scale)))
        }
        if words.take(counted: "times") { return .times(try again(.whole)) }
        let isAmount = number.contains(".") || number.contains(",")
        return isAmount ? .value(try again(.money)) : .times(try again(.whole))
    }

    /// A budget, `200.00 per month rolling over`.
    func budget(_ node: ProgrammeNode?) -> LimitRule? {
        words(node, "a budget such as 200.00 per month") { words throws(Fault) in
            let start = words
            let amount = try self.number(&words, in: .money)
            guard amount > 0 else { throw start.fault(expected: "an amount more than 0") }
            let period = words.take("per") ? try period(&words) : nil
            return LimitRule(
                keys: [.all], period: period ?? .ever, most: .value(amount), code: "budget")
        }
    }

    /// At most so many in so many days, `2 in 7 days`.
    func cap(_ node: ProgrammeNode?) -> Policy.Cap? {
        words(node, "a cap such as 2 in 7 days") { words throws(Fault) in
            let most = try words.expect("a number from 1 to 10000") {
                ProgrammeValues.whole($0, in: 1...10_000)
            }
            try words.expect("in")
            return Policy.Cap(most: most, days: try words.days(in: 1...36_500))
        }
    }

    /// What makes an event arise by itself.
    func trigger(_ node: ProgrammeNode?) -> Trigger? {
        words(node, "a time such as birthday at 09:00") { words throws(Fault) in
            if words.take("birthday") { return .birthday(minute: try words.atMinute()) }
            if words.take("anniversary") { return .anniversary(minute: try words.atMinute()) }
            let number = try words.expect("a number") {
                ProgrammeValues.whole($0, in: 0...1_000_000)
            }
            if words.take("%") { return try lateness(&words, percent: number) }
            guard number <= 36_500 else { throw words.fault(expected: "%") }
            try words.expect(counted: "days")
            if words.take("after") {
                let event = try words.event()
                return .after(event, days: number, minute: try words.atMinute())
            }
            try words.expect("before")
            let asset = try names.asset(try words.name("an asset")).name
            if !words.take("expires") { try words.expect("expire") }
            return .expiry(asset: asset, days: number, minute: try words.atMinute())
        }
    }

    private func lateness(
        _ words: inout ProgrammeWords, percent: Int
    ) throws(Fault) -> Trigger {
        guard percent > 0 else { throw words.fault(expected: "more than 0 %") }
        for word in ["late", "for"] { try words.expect(word) }
        let filter = try words.filter()
        // "at" begins both the least number of days and the time.
        var ahead = words
        _ = ahead.take("at")
        let floor = ahead.take("least") ? try floorDays(&words) : 1
        return .lateness(
            filter, percent: percent, floorDays: floor, minute: try words.atMinute())
    }
}
