import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Conditions and figures, from their words to the exact value.
struct ProgrammeConditionTests {
    private static let terms: [(String, Condition)] = [
        ("always", .always),
        ("member", .isMember),
        ("own", .aboutOwn),
        ("another person", .isNotSelf),
        ("presents", .presents),
        ("not presents", .not(.presents)),
        ("chance 2 %", .chance(200)),
        ("chance 0.25%", .chance(25)),
        ("tier level at least regular", .atLeast(ladder: "level", level: "regular")),
        ("tier mood is glad", .on(ladder: "mood", level: "glad")),
        ("segment students", .segment("students")),
        ("has title student or 5-star", .word(.has, among: ["student", "5-star"])),
        ("title 5-star", .word(.title, among: ["5-star"])),
        ("channel web or mail", .word(.channel, among: ["web", "mail"])),
        ("touchpoint 'the till'", .word(.touchpoint, among: ["the till"])),
        ("shop harbour", .word(.shop, among: ["harbour"])),
        ("action resolve or close", .word(.action, among: ["resolve", "close"])),
        ("category drinks or 'and'", .word(.category, among: ["drinks", "and"])),
        ("code SUMMER or ZALO-LAN", .word(.code, among: ["SUMMER", "ZALO-LAN"])),
        ("not code SUMMER", .not(.word(.code, among: ["SUMMER"]))),
        ("[member, own]", .all([.isMember, .aboutOwn])),
        ("[own]", .aboutOwn),
        ("{ any: [own, presents] }", .any([.aboutOwn, .presents])),
        ("{ any: own }", .any([.aboutOwn])),
        ("{ not: { all: [own, member] } }", .not(.all([.aboutOwn, .isMember]))),
        (
            "[member, { any: [own, not own] }]",
            .all([.isMember, .any([.aboutOwn, .not(.aboutOwn)])])
        ),
    ]

    @Test(arguments: terms)
    func `a condition's words give exactly this condition`(
        text: String, condition: Condition
    ) throws {
        #expect(try ProgrammeSample.condition(text) == condition)
    }

    private static let bad: [(String, ProgrammeError.Fault)] = [
        (
            "basket totl >= 3",
            .badText(
                "basket totl >= 3", column: 8, expected: ["total", "paid", "quantity"],
                nearest: "total")
        ),
        (
            "basket total 3",
            .badText(
                "basket total 3", column: 14, expected: ["of", "<", "<=", "=", ">=", ">"],
                nearest: nil)
        ),
        (
            "basket total >= 3.005",
            .badText(
                "basket total >= 3.005", column: 17,
                expected: ["an amount with 2 decimals at most"], nearest: nil)
        ),
        (
            "basket total >= 3 euros",
            .badText("basket total >= 3 euros", column: 19, expected: ["the end"], nearest: nil)
        ),
        (
            "basket total >=",
            .badText(
                "basket total >=", column: 16, expected: ["an amount with 2 decimals at most"],
                nearest: nil)
        ),
        (
            "score >= 9.5",
            .badText("score >= 9.5", column: 10, expected: ["a whole number"], nearest: nil)
        ),
        (
            "score => 9",
            .badText("score => 9", column: 7, expected: ["<", "<=", "=", ">=", ">"], nearest: nil)
        ),
        (
            "score >= -1",
            .badText("score >= -1", column: 10, expected: ["a whole number"], nearest: nil)
        ),
        (
            "balance of stamps >= 1.5",
            .badText(
                "balance of stamps >= 1.5", column: 22, expected: ["a whole number"], nearest: nil)
        ),
        (
            "balance of wallet >= 1.555",
            .badText(
                "balance of wallet >= 1.555", column: 22,
                expected: ["a number with 2 decimals at most"], nearest: nil)
        ),
        (
            "lateness for visit >= 300",
            .badText("lateness for visit >= 300", column: 26, expected: ["%"], nearest: nil)
        ),
        (
            "not not member",
            .badText("not not member", column: 5, expected: firstWords, nearest: nil)
        ),
        ("membr", .badText("membr", column: 1, expected: ["not"] + firstWords, nearest: "member")),
        (
            "tier level at most regular",
            .badText("tier level at most regular", column: 15, expected: ["least"], nearest: nil)
        ),
        (
            "chance 0 %",
            .badText(
                "chance 0 %", column: 8,
                expected: ["a number above 0 to 100 with two decimals at most"], nearest: nil)
        ),
        (
            "chance 101 %",
            .badText(
                "chance 101 %", column: 8,
                expected: ["a number above 0 to 100 with two decimals at most"], nearest: nil)
        ),
        (
            "code summer",
            .badText("code summer", column: 6, expected: ["a code in capitals"], nearest: nil)
        ),
        (
            "channel web or",
            .badText("channel web or", column: 15, expected: ["a channel"], nearest: nil)
        ),
        (
            "channel 'web",
            .badText("channel 'web", column: 9, expected: ["a name between quotes"], nearest: nil)
        ),
        (
            "count of purchases within 0 days > 1",
            .badText(
                "count of purchases within 0 days > 1", column: 27,
                expected: ["a number from 1 to 36500"], nearest: nil)
        ),
        (
            "count of purchases >= 99999999999999",
            .badText(
                "count of purchases >= 99999999999999", column: 23, expected: ["a whole number"],
                nearest: nil)
        ),
        ("count of purhcases > 1", .unknownName(.event, "purhcases", nearest: "purchase")),
        ("balance of stamp > 1", .unknownName(.asset, "stamp", nearest: "stamps")),
        ("tier levle is new", .unknownName(.tier, "levle", nearest: "level")),
        ("tier level is frend", .unknownName(.level, "frend", nearest: "friend")),
        ("segment pupils", .unknownName(.segment, "pupils", nearest: nil)),
        ("action resolved", .unknownName(.choice, "resolved", nearest: "resolve")),
        ("[]", .wrongType("if", wanted: "a list of conditions")),
        ("{ }", .wrongType("if", wanted: "any, all or not, with conditions")),
        ("{ any: [] }", .wrongType("any", wanted: "a list of conditions")),
        ("{ anny: [own] }", .unknownKey("anny", nearest: "any")),
        ("{ any: [own], not: own }", .contradiction(.together("any", "not"))),
        ("", .wrongType("if", wanted: "a condition")),
    ]

    private static let firstWords = [
        "always", "member", "own", "presents", "approved", "another", "chance", "tier",
        "segment", "has", "channel", "touchpoint", "title", "code", "shop", "action",
        "category", "basket", "amount", "score", "count", "quantity", "spend", "days", "lateness",
        "balance",
    ]

    @Test(arguments: bad)
    func `a condition that is not understood says where and what was expected`(
        text: String, fault: ProgrammeError.Fault
    ) throws {
        let file = ProgrammeSample.file(
            rule: ["id: r", "on: purchase", "if: \(text)", "then: { revoke: yes }"])

        #expect(
            try ProgrammeSample.mistakes(file).first
                == ProgrammeSample.Mistake(line: 23, fault: fault))
    }
}
