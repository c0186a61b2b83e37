import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Mistakes of one part against another: gifts against the policy, bound vouchers, and all at once.
struct ProgrammePolicyTests {
    @Test func `all mistakes of a file are told, in the order of their lines`() throws {
        let text = """
            program: test
            tiers:
              level: { levels: [new, new], measur: spend }
            campaigns:
              one:
                number: 1
                title: One
                rules:
                  - id: r
                    on: vist
                    if: [membr, score >= x]
                    then: { credit: poinst, unit: 1 }
                  - id: r
                    on: visit
              two: { number: 1, title: Two, terms: T, rules: [{ on: visit, then: [{}] }] }
            """
        let mistakes = try ProgrammeSample.mistakes(text).map { mistake in
            let error = ProgrammeError(
                mistake.fault, at: ConfigurationError.Place(file: "p.yaml", line: mistake.line))
            return "\(mistake.line) \(error.code.dropFirst(10)) \(error.hint ?? "")"
        }

        #expect(
            mistakes == [
                "1 unknown_key Did you mean programme?",
                "3 unknown_key Did you mean measure?",
                "3 doubled_name Give each a name or number of its own.",
                "6 missing_key Add a line: terms: …",
                "10 unknown_name Did you mean visit?",
                "11 bad_text Did you mean member?",
                "11 bad_text ",
                "12 unknown_key Did you mean units?",
                "12 unknown_name Did you mean points?",
                "13 contradiction ",
                "13 doubled_name Give each a name or number of its own.",
                "15 doubled_name Give each a name or number of its own.",
                "15 missing_key Add a line: id: …",
                "15 wrong_type ",
            ])
    }

    @Test(arguments: [
        ("purchase", "always", "none", false), ("purchase", "member", "none", true),
        ("purchase", "tier level at least regular", "none", true),
        ("purchase", "{ any: [member, segment students] }", "none", true),
        ("purchase", "{ any: [member, own] }", "none", false),
        ("purchase", "not member", "none", false),
        ("purchase", "always", "1 per member", true), ("purchase", "always", "1 per till", false),
        ("enrolment", "always", "none", true), ("[enrolment, visit]", "always", "none", false),
    ])
    func `a bound voucher needs an event that has a member`(
        event: String, condition: String, limit: String, isRight: Bool
    ) throws {
        let limits = limit == "none" ? [] : ["limits: \(limit)"]
        let file = ProgrammeSample.file(
            rule: ["id: r", "on: \(event)", "if: \(condition)"] + limits
                + ["then: { issue: { right: 1, good_for: endless, bound: yes } }"])
        let kind: EventKind = event == "purchase" ? .purchase : .visit
        let mistake = ProgrammeSample.Mistake(
            line: 24 + limits.count, fault: .contradiction(.boundWithoutMember(kind)))

        #expect(try ProgrammeSample.mistakes(file) == (isRight ? [] : [mistake]))
    }

    @Test(arguments: [
        ("12 months", 365, true), ("12 months", 366, true), ("12 months", 367, false),
        ("1 month", 29, true), ("1 month", 30, false), ("365 days", 365, true),
        ("364 days", 365, false), ("endless", 36_500, true),
        ("to the end of the year", 1, true), ("to the end of the year", 2, false),
        ("to the end of next year", 366, true), ("to the end of next year", 367, false),
        ("until 2027-08-31", 366, true), ("until 2027-08-31", 367, false),
    ])
    func `a gift is good for the policy's floor on whichever day it is issued`(
        goodFor: String, floor: Int, isRight: Bool
    ) throws {
        let text = """
            programme: test
            policy: { expiry_floor_days: \(floor) }
            campaigns:
              one:
                number: 1
                title: One
                terms: Terms.
                until: 2026-08-31
                rules:
                  - id: r
                    on: visit
                    then: { issue: { gift: 5.00, good_for: \(goodFor) } }
            """

        let mistakes = try ProgrammeSample.mistakes(text)

        #expect(mistakes.map(\.line) == (isRight ? [] : [12]))
    }

    @Test func `a gift to a day from a campaign without an end breaks any floor`() throws {
        let text = """
            programme: test
            policy: { expiry_floor_days: 365 }
            campaigns:
              one:
                number: 1
                title: One
                terms: Terms.
                rules:
                  - id: r
                    on: goodwill
                    then: { issue: { gift: amount, good_for: until 2099-12-31 } }
            """

        #expect(
            try ProgrammeSample.mistakes(text) == [
                ProgrammeSample.Mistake(line: 11, fault: .belowFloor(days: nil, least: 365))
            ])
    }
}
