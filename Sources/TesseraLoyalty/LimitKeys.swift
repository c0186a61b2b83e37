import TesseraModel

extension LimitRule {
    /// Under which names a limit is counted for an event.
    ///
    /// A name is made of the rule's or the campaign's, what is counted unless it is times, each
    /// key with its value, and the period, `summer/code|member=mem_7|day=2026-11-22`. There is
    /// one name, or one for each piece where pieces are counted. A rolling period has none of the
    /// ledger's: it is counted from the history.
    ///
    /// - Parameters:
    ///   - path: The rule's whole name, or the campaign's where all of its rules share the limit.
    ///   - hearing: The event.
    /// - Returns: The names, or the refusal of an event that lacks what is counted for: a limit
    ///   for each member is never "unlimited" for a guest.
    /// - Source: R5; F26.
    func keys(of path: String, in hearing: Hearing) -> Result<[String], MissingKey> {
        var texts = [path + kindText]
        for key in keys where key != .all {
            let values = key.values(in: hearing)
            if values.isEmpty { return .failure(MissingKey(key: key)) }
            texts = texts.flatMap { text in values.map { "\(text)|\(key.rawValue)=\($0)" } }
        }
        let end = isKept ? LimitRule.keptEnd : ""
        return .success(texts.map { $0 + periodText(hearing.today) + end })
    }

    /// How a name ends under which what was used stays used.
    static let keptEnd = "|kept"

    /// The code of a refusal: its own, or the one of the key or of the period.
    var refusalCode: String {
        if let code { return code }
        if let key = keys.first(where: { $0 != .all }) { return "limit_\(key.rawValue)" }
        if case .value = most { return "budget" }
        return switch period {
        case .day: "limit_day"
        case .month: "limit_month"
        case .year: "limit_year"
        case .ever, .rolling: "limit_all"
        }
    }

    /// How much may stand on a day; what was left in earlier months is added where it goes over.
    func allowance(on day: Day, since first: Day?) -> Int64 {
        guard case .month(rollsOver: true) = period, let first, first <= day else {
            return most.number
        }
        let (start, now) = (first.civil, day.civil)
        let months = Int64((now.year - start.year) * 12 + now.month - start.month + 1)
        let (product, overflow) = most.number.multipliedReportingOverflow(by: months)
        return overflow ? .max : product
    }

    /// The limit as a sentence, made from what is checked: F27.
    func spoken(_ amounts: AmountText, allowance: Int64) -> String {
        let number =
            switch most {
            case .times: allowance == 1 ? "once" : "\(allowance) times"
            case .value: amounts.shown(allowance)
            case .units: "\(allowance) units"
            }
        let each = keys.filter { $0 != .all }.map(\.spokenForEach)
        let time =
            switch period {
            case .ever: ""
            case .day: "on each day"
            case .month(let rollsOver): rollsOver ? "up to this month" : "in each month"
            case .year: "in each year"
            case .rolling(let days): "in any \(days) days"
            }
        return (["at most \(number)"] + each + [time]).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// A key for which the event has no value.
    struct MissingKey: Error {
        let key: Key

        var refusal: Refusal {
            Refusal(
                code: "\(key.rawValue)_required", needed: key.spoken, actual: "none")
        }
    }

    /// Returns whether a name of a limit counts value or units, and not times.
    static func isMeasured(_ key: String) -> Bool {
        let parts = key.split(separator: "|", maxSplits: 2)
        return parts.count > 1 && (parts[1] == "value" || parts[1] == "units")
    }

    private var kindText: String {
        switch most {
        case .times: ""
        case .value: "|value"
        case .units: "|units"
        }
    }

    private func periodText(_ day: Day) -> String {
        switch period {
        case .ever, .rolling: ""
        case .day: "|day=\(day.text)"
        case .month(rollsOver: false): "|month=\(day.text.prefix(7))"
        case .month(rollsOver: true): "|months"
        case .year: "|year=\(day.text.prefix(4))"
        }
    }
}

extension LimitRule.Most {
    /// How much, in times, minor units or units.
    var number: Int64 {
        switch self {
        case .times(let number), .value(let number), .units(let number): number
        }
    }
}

extension LimitRule.Key {
    fileprivate func values(in hearing: Hearing) -> [String] {
        let (event, facts) = (hearing.event, hearing.facts)
        let value: String? =
            switch self {
            case .all: nil
            case .member: hearing.situation.member?.number.text
            case .person: facts.person ?? hearing.situation.member?.person
            case .shop: event.shop?.text
            case .till: event.till?.text
            case .worker: event.worker?.text
            // Two shops may give the same number.
            case .receipt:
                facts.receipt.map { (event.shop.map { "\($0.text)/" } ?? "") + $0.number }
            case .title: facts.title
            case .about: facts.about?.text
            case .serial: nil
            }
        if self == .serial {
            let serials = facts.serial.map { [$0] } ?? hearing.lines.flatMap(\.serials)
            return serials.map(\.number)
        }
        return value.map { [$0] } ?? []
    }
}

extension String {
    /// A number as it is compared: one in small letters or with blanks is the same piece.
    fileprivate var number: String { String(uppercased().filter { !$0.isWhitespace }) }
}

extension LimitRule.Key {
    /// What an event must have for it to be counted, as people say it.
    fileprivate var spoken: String {
        switch self {
        case .all: "anything"
        case .member: "a member's card"
        case .person: "a member with an address"
        case .shop: "a shop"
        case .till: "a till"
        case .worker: "an operator"
        case .receipt: "a receipt"
        case .serial: "a serial number"
        case .title: "a title"
        case .about: "an earlier event that it is about"
        }
    }

    /// For what it is counted, as people say it.
    fileprivate var spokenForEach: String {
        self == .about ? "for each event that it is about" : "for each \(rawValue)"
    }
}
