import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Effects that are wrong in themselves, or do not fit their event.
struct ProgrammeEffectMistakeTests {
    private static let bad: [(String, String, ProgrammeError.Fault)] = [
        (
            "purchase", "{ percent: 101 }",
            .outOfRange("percent", allowed: "above 0 to 100 %, with two decimals at most")
        ),
        (
            "purchase", "{ percent: 0 }",
            .outOfRange("percent", allowed: "above 0 to 100 %, with two decimals at most")
        ),
        (
            "purchase", "{ percent: 1.555 }",
            .outOfRange("percent", allowed: "above 0 to 100 %, with two decimals at most")
        ),
        (
            "purchase", "{ percent: -5 }",
            .outOfRange("percent", allowed: "above 0 to 100 %, with two decimals at most")
        ),
        (
            "purchase", "{ percent: 1e1 }",
            .outOfRange("percent", allowed: "above 0 to 100 %, with two decimals at most")
        ),
        (
            "purchase", "{ amount: 5.005 }",
            .outOfRange("amount", allowed: "an amount with 2 decimals at most")
        ),
        ("purchase", "{ amount: 1,000 }", .unknownKey("000", nearest: nil)),
        (
            "purchase", "{ amount: '1,000' }",
            .outOfRange("amount", allowed: "an amount such as 1000")
        ),
        ("purchase", "{ amount: 0 }", .outOfRange("amount", allowed: "more than 0")),
        ("purchase", "{ amount: five }", .wrongType("amount", wanted: "an amount such as 12.00")),
        (
            "purchase", "{ amount: 99999999999999 }",
            .outOfRange("amount", allowed: "an amount that can be reckoned with")
        ),
        ("purchase", "{ waiver: no }", .wrongType("waiver", wanted: "yes")),
        (
            "purchase", "{ multiply: 1 }",
            .outOfRange("multiply", allowed: "above 1 to 1000, with two decimals at most")
        ),
        ("purchase", "{ item: { buy: 1 } }", .missingKey("free")),
        (
            "purchase", "{ item: { buy: 1, free: 0 } }",
            .outOfRange("free", allowed: "from 1 to 1000")
        ),
        (
            "purchase", "{ percent: 5, phase: line }",
            .unknownName(.choice, "line", nearest: "lines")
        ),
        ("purchase", "{ percent: 5, units: 1 }", .unknownKey("units", nearest: nil)),
        ("purchase", "{ precent: 5 }", .unknownKey("precent", nearest: "percent")),
        ("purchase", "{ percent: 5, amount: 5 }", .contradiction(.together("percent", "amount"))),
        (
            "purchase", "{ percent: 5, on: drinks pastry }",
            .badText(
                "drinks pastry", column: 8, expected: ["and", "or", "except", "the end"],
                nearest: nil)
        ),
        ("purchase", "[]", .wrongType("then", wanted: "a list of effects")),
        (
            "purchase", "[{}]",
            .wrongType("then", wanted: "an effect such as percent, credit or issue")
        ),
        (
            "purchase", "{ on: drinks }",
            .wrongType("then", wanted: "an effect such as percent, credit or issue")
        ),
        (
            "purchase", "nothing",
            .wrongType("then", wanted: "a section with keys such as percent, amount, fixed_price")
        ),
        ("visit", "{ percent: 5 }", .contradiction(.doesNotFit("percent", .visit))),
        ("visit", "{ waiver: yes }", .contradiction(.doesNotFit("waiver", .visit))),
        ("visit", "{ accept: yes }", .contradiction(.doesNotFit("accept", .visit))),
        (
            "visit", "{ credit: points, units: 1, per: 1, of: basket paid }",
            .contradiction(.doesNotFit("a figure of the basket", .visit))
        ),
        (
            "feedback", "{ credit: points, units: 1, to: referrer }",
            .contradiction(.doesNotFit("to: referrer", .feedback))
        ),
        (
            "review", "{ issue: { right: 1, good_for: endless, to: referrer } }",
            .contradiction(.doesNotFit("to: referrer", .review))
        ),
        (
            "purchase", "{ issue: { gift: amount, good_for: endless } }",
            .contradiction(.doesNotFit("gift: amount", .purchase))
        ),
        (
            "visit", "{ issue: { right: 1, good_for: endless, per_piece: yes } }",
            .contradiction(.doesNotFit("per_piece", .visit))
        ),
        (
            "visit", "{ credit: pionts, units: 1 }",
            .unknownName(.asset, "pionts", nearest: "points")
        ),
        ("visit", "{ credit: points }", .missingKey("units")),
        (
            "visit", "{ credit: points, units: 1.5 }",
            .outOfRange("units", allowed: "a number more than 0, whole")
        ),
        (
            "visit", "{ credit: wallet, units: 1.555 }",
            .outOfRange("units", allowed: "a number more than 0, with 2 decimals at most")
        ),
        (
            "visit", "{ credit: points, units: 0 }",
            .outOfRange("units", allowed: "a number more than 0, whole")
        ),
        ("visit", "{ credit: points, units: 1, of: score }", .missingKey("per")),
        (
            "visit", "{ credit: points, units: 1, per: 0, of: score }",
            .badText("0", column: 1, expected: ["a number more than 0"], nearest: nil)
        ),
        (
            "visit", "{ credit: points, units: 1, per: 1 }",
            .contradiction(.alone("per", without: "of"))
        ),
        (
            "visit", "{ credit: points, units: 1, rounding: halfup, per: 1, of: score }",
            .unknownName(.choice, "halfup", nearest: "half_up")
        ),
        (
            "visit", "{ credit: points, units: 1, per: 1, of: scores }",
            .badText(
                "scores", column: 1,
                expected: [
                    "basket", "amount", "score", "count", "quantity", "spend", "days", "lateness",
                    "balance",
                ], nearest: "score")
        ),
        (
            "visit", "{ credit: points, units: 1, to: referer }",
            .unknownName(.choice, "referer", nearest: "referrer")
        ),
        ("visit", "{ enter: rafle, units: 1 }", .unknownName(.draw, "rafle", nearest: "raffle")),
        (
            "visit", "{ place: { tier: mod, level: glad } }",
            .unknownName(.tier, "mod", nearest: "mood")
        ),
        (
            "visit", "{ place: { tier: mood, level: gld } }",
            .unknownName(.level, "gld", nearest: "glad")
        ),
        (
            "visit", "{ open_case: { kind: c, hours: 0 } }",
            .outOfRange("hours", allowed: "from 1 to 8760")
        ),
        (
            "visit", "{ message: { text: surwey } }",
            .unknownName(.message, "surwey", nearest: "survey")
        ),
        (
            "visit", "{ message: { text: survey, unless: [vist] } }",
            .unknownName(.event, "vist", nearest: "visit")
        ),
        (
            "visit", "{ message: { text: survey, unless: [visit, visit] } }",
            .doubledName(.event, "visit")
        ),
        (
            "visit", "{ issue: { right: 0, good_for: endless } }",
            .badText("0", column: 1, expected: ["a number from 1 to 65535"], nearest: nil)
        ),
        (
            "visit", "{ issue: { right: 65536 uses, good_for: endless } }",
            .badText("65536 uses", column: 1, expected: ["a number from 1 to 65535"], nearest: nil)
        ),
        ("visit", "{ issue: { right: 1 } }", .missingKey("good_for")),
        (
            "visit", "{ issue: { good_for: endless } }",
            .wrongType("issue", wanted: "a gift, percent, amount or right")
        ),
        (
            "visit", "{ issue: { right: 1, gift: 5, good_for: endless } }",
            .contradiction(.together("gift", "right"))
        ),
        (
            "visit", "{ issue: { right: 1, cap: 5, good_for: endless } }",
            .contradiction(.alone("cap", without: "percent"))
        ),
        (
            "visit", "{ issue: { gift: 1, minimum: 5, good_for: endless } }",
            .contradiction(.alone("minimum", without: "percent or amount"))
        ),
        (
            "visit", "{ issue: { right: 1, good_for: 0 days } }",
            .badText(
                "0 days", column: 1, expected: ["endless", "until", "to", "a number"], nearest: nil)
        ),
        (
            "visit", "{ issue: { right: 1, good_for: until 2027-02-29 } }",
            .badText(
                "until 2027-02-29", column: 7, expected: ["a day such as 2026-11-22"], nearest: nil)
        ),
        (
            "visit", "{ issue: { right: 1, good_for: 3 monts } }",
            .badText("3 monts", column: 3, expected: ["days", "months"], nearest: "months")
        ),
        (
            "visit", "{ issue: { right: 1, good_for: endless, bound: maybe } }",
            .wrongType("bound", wanted: "yes or no")
        ),
        (
            "visit", "{ issue: { right: 1, good_for: endless, bound: 'yes' } }",
            .wrongType("bound", wanted: "yes or no")
        ),
        (
            "visit", "{ issue: { right: 1, good_for: endless, label: \"a\\nb\" } }",
            .outOfRange("label", allowed: "one line of 0 to 60 characters")
        ),
    ]

    @Test(arguments: bad)
    func `a wrong effect is told with its line and what is right`(
        event: String, text: String, fault: ProgrammeError.Fault
    ) throws {
        let file = ProgrammeSample.file(
            rule: ["id: r", "on: \(event)", "if: member", "then: \(text)"])

        #expect(
            try ProgrammeSample.mistakes(file).first
                == ProgrammeSample.Mistake(line: 24, fault: fault))
    }
}
