import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// What a programme builds on: wrong assets, tiers, segments, policies, draws, and the policy
/// against gifts.
struct ProgrammeMistakeTests {
    /// 22 lines without a mistake.
    private static let good = """
        programme: test
        currency: EUR
        assets:
          points: { decimals: 0, debt: no }
        tiers:
          level: { measure: spend, levels: { new: 0, gold: 99.50 } }
          mood: { levels: [unknown, glad] }
        segments:
          loyal: tier level is gold
        messages: [survey]
        policy:
          expiry_floor_days: 365
          load_cap: 250.00
        campaigns:
          one:
            number: 1
            title: One
            terms: Terms.
            rules: [{ id: r, on: visit, then: { revoke: yes } }]
        draws:
          raffle: { winners: 3, until: 2026-05-31, campaign: one,
            prize: { gift: 5, good_for: 12 months } }
        """

    private static func with(_ line: Int, _ text: String) -> String {
        var lines = good.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = text
        return lines.joined(separator: "\n")
    }

    private static let slips: [(Int, String, Int, ProgrammeError.Fault)] = [
        (1, "program: test", 1, .unknownKey("program", nearest: "programme")),
        (1, "programme: [a]", 1, .wrongType("programme", wanted: "a name")),
        (
            1, "programme: a b", 1,
            .outOfRange("programme", allowed: "1 to 64 letters, digits, -, _ or .")
        ),
        (2, "currency: EURO", 2, .unknownName(.currency, "EURO", nearest: "EUR")),
        (2, "currency: eur", 2, .unknownName(.currency, "eur", nearest: "EUR")),
        (
            2, "currency: null", 2,
            .wrongType("currency", wanted: "a currency's three letters such as EUR")
        ),
        (3, "asets:", 3, .unknownKey("asets", nearest: "assets")),
        (4, "  pionts: {}", 4, .unknownName(.asset, "pionts", nearest: "points")),
        (
            4, "  points: { decimals: 2 }", 4,
            .contradiction(.assetDiffers("points", key: "decimals", settings: "0"))
        ),
        (
            4, "  points: { debt: yes }", 4,
            .contradiction(.assetDiffers("points", key: "debt", settings: "no"))
        ),
        (
            4, "  wallet: { debt: no }", 4,
            .contradiction(.assetDiffers("wallet", key: "debt", settings: "yes"))
        ),
        (4, "  points: { debt: perhaps }", 4, .wrongType("debt", wanted: "yes or no")),
        (
            4, "  points: { pending_days: 366 }", 4,
            .outOfRange("pending_days", allowed: "from 0 to 365")
        ),
        (
            4, "  points: { good_for: a year }", 4,
            .badText(
                "a year", column: 1, expected: ["endless", "until", "to", "a number"], nearest: nil)
        ),
        (
            4, "  points: endless", 4,
            .wrongType("points", wanted: "a section with keys such as decimals, debt, pending_days")
        ),
        (4, "  - points", 4, .wrongType("assets", wanted: "a section with assets by name")),
        (7, "  mood: { levels: [glad, glad] }", 7, .doubledName(.level, "glad")),
        (7, "  mood: { levels: [] }", 7, .wrongType("levels", wanted: "a list of levels")),
        (
            7, "  mood: { measure: spend, levels: {} }", 7,
            .wrongType("levels", wanted: "at least one level")
        ),
        (7, "  mood: {}", 7, .missingKey("levels")),
        (
            7, "  mood: { measure: spend, levels: [a] }", 7,
            .wrongType("levels", wanted: "a section with the least of each by name")
        ),
        (
            7, "  mood: { measure: spend, levels: { a: 5, b: 5 } }", 7,
            .contradiction(.levelNotAbove("b", below: "a"))
        ),
        (
            7, "  mood: { measure: spend, levels: { a: 0.005 } }", 7,
            .badText(
                "0.005", column: 1, expected: ["an amount with 2 decimals at most"], nearest: nil)
        ),
        (
            7, "  mood: { measure: spnd, levels: { a: 5 } }", 7,
            .badText("spnd", column: 1, expected: figureWords, nearest: "spend")
        ),
        (9, "  loyal: segment loyal", 9, .unknownName(.segment, "loyal", nearest: nil)),
        (
            9, "  loyal men: member", 9,
            .outOfRange("loyal men", allowed: "1 to 64 letters, digits, -, _ or .")
        ),
        (
            9, "  ? [a]\n  : member", 9,
            .outOfRange("a list", allowed: "1 to 64 letters, digits, -, _ or .")
        ),
        (10, "messages: [survey, survey]", 10, .doubledName(.message, "survey")),
        (
            12, "  offers: 2 per week", 12,
            .badText("2 per week", column: 3, expected: ["in"], nearest: nil)
        ),
        (
            12, "  contacts: 0 in 7 days", 12,
            .badText("0 in 7 days", column: 1, expected: ["a number from 1 to 10000"], nearest: nil)
        ),
        (12, "  quiet_hours: 21:00-21:00", 12, .contradiction(.emptyHours("21:00-21:00"))),
        (
            12, "  refunds: voucher_first", 12,
            .unknownName(.choice, "voucher_first", nearest: "vouchers_first")
        ),
        (12, "  clawback: take", 12, .unknownName(.choice, "take", nearest: nil)),
        (
            12, "  expiry_floor_days: 0", 12,
            .outOfRange("expiry_floor_days", allowed: "from 1 to 36500")
        ),
        (
            13, "  load_cap: 250.001", 13,
            .outOfRange("load_cap", allowed: "an amount with 2 decimals at most")
        ),
        (
            12, "  second_person_above_per_day: { isue: 5 }", 12,
            .unknownKey("isue", nearest: "issue")
        ),
        (
            13,
            "  second_person_above: { issue: 5, reverse: 2 }\n"
                + "  second_person_above_per_day: { issue: 4.99, adjust: 1, reverse: 2 }", 14,
            .contradiction(.dayBelowOneAct(.issue))
        ),
        (13, "  cash_out: 5", 13, .unknownKey("cash_out", nearest: nil)),
        (
            19, "    rules: [{ id: a b, on: visit, then: { revoke: yes } }]", 19,
            .outOfRange("id", allowed: "1 to 64 letters, digits, -, _ or .")
        ),
        (19, "    rules: []", 19, .wrongType("rules", wanted: "a list of rules")),
        (19, "    rules: [{ id: r, on: visit }]", 19, .contradiction(.ruleWithoutEffect("r"))),
        (
            19, "    rules: [{ id: r, on: visit, then: { revoke: yes }, else: { revoke: yes } }]",
            19, .contradiction(.elseWithoutLimit)
        ),
        (16, "    title: One more", 17, .doubledKey("title")),
        (16, "    number: 0", 16, .outOfRange("number", allowed: "from 1 to 4294967295")),
        (16, "    number: 4294967296", 16, .outOfRange("number", allowed: "from 1 to 4294967295")),
        (17, "    title: ''", 17, .outOfRange("title", allowed: "one line of 1 to 100 characters")),
        (18, "    priority: 1", 16, .missingKey("terms")),
        (
            21, "  raffle: { winners: 0, until: 2026-05-31, campaign: one,", 21,
            .outOfRange("winners", allowed: "from 1 to 100000")
        ),
        (
            21, "  raffle: { winners: 3, until: 2026-05-31, campaign: onee,", 21,
            .unknownName(.campaign, "onee", nearest: "one")
        ),
        (
            22, "    }", 21,
            .missingKey("prize")
        ),
        (
            22, "    prize: { gift: amount, good_for: endless } }", 22,
            .contradiction(.doesNotFit("gift: amount", .date))
        ),
        (
            22, "    prize: { right: 1, good_for: endless, to: member } }", 22,
            .unknownKey("to", nearest: nil)
        ),
        (
            22, "    prize: { gift: 5, good_for: 11 months } }", 22,
            .belowFloor(days: 335, least: 365)
        ),
        (
            22, "    prize: { gift: 250.01, good_for: endless } }", 22,
            .aboveLoadCap("€250.01", most: "€250.00")
        ),
    ]

    private static let figureWords = [
        "basket", "amount", "score", "count", "quantity", "spend", "days", "lateness", "balance",
    ]

    @Test(arguments: slips)
    func `a slip is told with its line and the nearest right word`(
        line: Int, text: String, told: Int, fault: ProgrammeError.Fault
    ) throws {
        let mistakes = try ProgrammeSample.mistakes(ProgrammeMistakeTests.with(line, text))

        #expect(mistakes.first == ProgrammeSample.Mistake(line: told, fault: fault))
    }

    @Test func `the text that the slips are made in has none`() throws {
        #expect(try ProgrammeSample.mistakes(ProgrammeMistakeTests.good) == [])
    }
}
