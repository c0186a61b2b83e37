import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Limits, budgets and triggers, from their words to the exact value.
struct ProgrammeLimitTests {
    private static func limit(
        _ keys: [LimitRule.Key], _ period: LimitRule.Period, _ most: LimitRule.Most,
        _ code: String? = nil
    ) -> LimitRule {
        LimitRule(keys: keys, period: period, most: most, code: code)
    }

    private static let limits: [(String, LimitRule)] = [
        ("1 per member", limit([.member], .ever, .times(1))),
        ("1 time per member", limit([.member], .ever, .times(1))),
        ("500", limit([.all], .ever, .times(500))),
        ("500 per all", limit([.all], .ever, .times(500))),
        ("100 per day", limit([.all], .day, .times(100))),
        ("3 per member per month", limit([.member], .month(rollsOver: false), .times(3))),
        (
            "3 per member per month rolling over",
            limit([.member], .month(rollsOver: true), .times(3))
        ),
        ("3 per person per shop per year", limit([.person, .shop], .year, .times(3))),
        ("12.00 per member per day as budget", limit([.member], .day, .value(1_200), "budget")),
        ("12 EUR per operator", limit([.worker], .ever, .value(1_200))),
        ("1 per serial as duplicate", limit([.serial], .ever, .times(1), "duplicate")),
        (
            "1 per till per receipt per title per about",
            limit([.till, .receipt, .title, .about], .ever, .times(1))
        ),
        ("2 per member in any 30 days", limit([.member], .rolling(days: 30), .times(2))),
        (
            "2 per member in any 30 days as too_often",
            limit([.member], .rolling(days: 30), .times(2), "too_often")
        ),
        ("60 points per member per month", limit([.member], .month(rollsOver: false), .units(60))),
        ("2.5 wallet per member", limit([.member], .ever, .units(250))),
        ("20 tickets per member", limit([.member], .ever, .units(20))),
    ]

    @Test(arguments: limits)
    func `a limit's words give exactly this limit`(text: String, limit: LimitRule) throws {
        let rule = try ProgrammeSample.rule([
            "id: r", "on: purchase", "limits: \(text)", "then: { revoke: yes }",
        ])

        #expect(rule.limits == [limit])
    }

    @Test func `several limits hold together`() throws {
        let rule = try ProgrammeSample.rule([
            "id: r", "on: purchase", "limits: [1 per member, 100 per day]", "then: { revoke: yes }",
        ])

        #expect(
            rule.limits == [
                LimitRule(keys: [.member], period: .ever, most: .times(1)),
                LimitRule(keys: [.all], period: .day, most: .times(100)),
            ])
    }

    @Test func `a number without decimals of a currency without decimals counts times`() throws {
        func most(_ text: String) throws -> LimitRule.Most? {
            try ProgrammeSample.rule(
                ["id: r", "on: purchase", "limits: \(text)", "then: { revoke: yes }"],
                currency: "VND"
            ).limits.first?.most
        }

        #expect(try most("200 per day") == .times(200))
        #expect(try most("200000 VND per day") == .value(200_000))
        #expect(try most("200.000 per day") == .value(200_000))
    }

    private static let allKeys = [
        "all", "member", "person", "shop", "till", "operator", "receipt", "serial", "title",
        "about",
    ]

    private static let badLimits: [(String, ProgrammeError.Fault)] = [
        (
            "0 per member",
            .badText("0 per member", column: 1, expected: ["a number more than 0"], nearest: nil)
        ),
        (
            "0.00 per member",
            .badText("0.00 per member", column: 1, expected: ["a number more than 0"], nearest: nil)
        ),
        (
            "one per member",
            .badText("one per member", column: 1, expected: ["a number"], nearest: nil)
        ),
        (
            "1 per membre",
            .badText(
                "1 per membre", column: 7, expected: ["day", "year", "month"] + allKeys,
                nearest: "member")
        ),
        (
            "1 per month per member",
            .badText(
                "1 per month per member", column: 13,
                expected: ["rolling", "even", "as", "the end"], nearest: nil)
        ),
        (
            "1.5 points per member",
            .badText("1.5 points per member", column: 1, expected: ["a whole number"], nearest: nil)
        ),
        (
            "1.505 per member",
            .badText(
                "1.505 per member", column: 1, expected: ["an amount with 2 decimals at most"],
                nearest: nil)
        ),
        (
            "1 per member as Budget",
            .badText(
                "1 per member as Budget", column: 17,
                expected: ["a code of small letters, digits and _"], nearest: nil)
        ),
        (
            "1 per member in any 0 days",
            .badText(
                "1 per member in any 0 days", column: 21, expected: ["a number from 1 to 36500"],
                nearest: nil)
        ),
        (
            "1 per till in any 30 days",
            .contradiction(.rollingWithoutMember("1 per till in any 30 days"))
        ),
        ("{ member: 1 }", .wrongType("limits", wanted: "a limit such as 1 per member")),
        ("[]", .wrongType("limits", wanted: "a list of limits")),
    ]

    @Test(arguments: badLimits)
    func `a limit that is not understood says where`(
        text: String, fault: ProgrammeError.Fault
    ) throws {
        let file = ProgrammeSample.file(
            rule: ["id: r", "on: purchase", "limits: \(text)", "then: { revoke: yes }"])

        #expect(
            try ProgrammeSample.mistakes(file).first
                == ProgrammeSample.Mistake(line: 23, fault: fault))
    }

    private static let triggers: [(String, Trigger, EventKind)] = [
        ("birthday at 09:00", .birthday(minute: 540), .date),
        ("anniversary at 00:00", .anniversary(minute: 0), .date),
        ("7 days after purchase at 10:00", .after(.purchase, days: 7, minute: 600), .date),
        ("1 day after visits at 23:59", .after(.visit, days: 1, minute: 1_439), .date),
        (
            "14 days before points expire at 10:00",
            .expiry(asset: "points", days: 14, minute: 600), .date
        ),
        (
            "300 % late for purchase or visit, at least 30 days, at 10:00",
            .lateness(
                EventFilter(kinds: [.purchase, .visit]), percent: 300, floorDays: 30, minute: 600),
            .inactivity
        ),
        (
            "150% late for visit of coffee at 10:00",
            .lateness(
                EventFilter(
                    kinds: [.visit],
                    scope: Scope(categories: ["coffee"], items: [], besides: [], isFees: false)),
                percent: 150, floorDays: 1, minute: 600), .inactivity
        ),
    ]

    @Test(arguments: triggers)
    func `a trigger's words give exactly this trigger and its event`(
        text: String, trigger: Trigger, event: EventKind
    ) throws {
        let rule = try ProgrammeSample.rule(["id: r", "when: \(text)", "then: { revoke: yes }"])
        let same = try ProgrammeSample.rule([
            "id: r", "when: \(text)", "on: \(event.rawValue)", "then: { revoke: yes }",
        ])

        #expect(rule == Rule(id: "r", on: [event], trigger: trigger, effects: [.revoke]))
        #expect(same == rule)
    }

    private static let badTriggers: [([String], Int, ProgrammeError.Fault)] = [
        (["when: birthday"], 22, .badText("birthday", column: 9, expected: ["at"], nearest: nil)),
        (
            ["when: birthday at 24:00"], 22,
            .badText(
                "birthday at 24:00", column: 13, expected: ["a time such as 09:00"], nearest: nil)
        ),
        (
            ["when: birthday at 9:00"], 22,
            .badText(
                "birthday at 9:00", column: 13, expected: ["a time such as 09:00"], nearest: nil)
        ),
        (
            ["when: brithday at 09:00"], 22,
            .badText(
                "brithday at 09:00", column: 1, expected: ["birthday", "anniversary", "a number"],
                nearest: "birthday")
        ),
        (
            ["when: 0 % late for visit at 09:00"], 22,
            .badText(
                "0 % late for visit at 09:00", column: 5, expected: ["more than 0 %"], nearest: nil)
        ),
        (
            ["when: 7 days before stamp expire at 09:00"], 22,
            .unknownName(.asset, "stamp", nearest: "stamps")
        ),
        (["when: 7 days after buying at 09:00"], 22, .unknownName(.event, "buying", nearest: nil)),
        (
            ["when: birthday at 09:00", "on: purchase"], 23,
            .contradiction(.otherEvent(.purchase, wanted: .date))
        ),
        (
            ["when: 200 % late for visit at 09:00", "on: [inactivity, date]"], 23,
            .contradiction(.otherEvent(.date, wanted: .inactivity))
        ),
        (["on: date"], 22, .contradiction(.eventWithoutTrigger(.date))),
        (["on: [visit, inactivity]"], 22, .contradiction(.eventWithoutTrigger(.inactivity))),
        (["asked: no"], 21, .missingKey("on")),
        (["on: purchse"], 22, .unknownName(.event, "purchse", nearest: "purchase")),
    ]

    @Test(arguments: badTriggers)
    func `a trigger that is not understood or makes another event is told`(
        lines: [String], line: Int, fault: ProgrammeError.Fault
    ) throws {
        let file = ProgrammeSample.file(rule: ["id: r"] + lines + ["then: { revoke: yes }"])

        #expect(
            try ProgrammeSample.mistakes(file)
                == [ProgrammeSample.Mistake(line: line, fault: fault)])
    }
}
