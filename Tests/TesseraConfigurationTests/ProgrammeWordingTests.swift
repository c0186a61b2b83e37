import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Every mistake in a programme file as a person reads it.
struct ProgrammeWordingTests {
    private static let first = Day(civilNumber: 2_557)

    private static let sentences: [(ProgrammeError.Fault, String, String?)] = [
        (
            .notYAML("the file is empty"), "the file is empty",
            "Compare it with the shipped config/programme.yaml."
        ),
        (
            .tooLarge, "this is more than a programme can need",
            "Compare it with the shipped config/programme.yaml."
        ),
        (
            .unknownKey("rulez", nearest: "rules"), "there is no key called rulez here",
            "Did you mean rules?"
        ),
        (.unknownKey("xyz", nearest: nil), "there is no key called xyz here", nil),
        (.missingKey("terms"), "terms is missing", "Add a line: terms: …"),
        (.doubledKey("title"), "title stands here twice", "Keep one of the two lines."),
        (.wrongType("debt", wanted: "yes or no"), "debt must be yes or no", nil),
        (.outOfRange("hours", allowed: "from 1 to 8760"), "hours must be from 1 to 8760", nil),
        (.unknownName(.timeZone, "EET", nearest: nil), "there is no time zone EET", nil),
        (
            .unknownName(.asset, "pionts", nearest: "points"), "there is no asset pionts",
            "Did you mean points?"
        ),
        (
            .doubledName(.campaignNumber, "7"), "there is a campaign number 7 already",
            "Give each a name or number of its own."
        ),
        (
            .badText("scor >= 9", column: 1, expected: ["score"], nearest: "score"),
            "\"scor >= 9\" is not understood at character 1, where score is expected",
            "Did you mean score?"
        ),
        (
            .badText("a", column: 2, expected: ["x", "y", "z"], nearest: nil),
            "\"a\" is not understood at character 2, where x, y or z is expected", nil
        ),
        (
            .belowFloor(days: 1, least: 365),
            "this gift would be good for 1 day, and the policy wants 365 at least", nil
        ),
        (
            .belowFloor(days: nil, least: 365),
            "some of these gifts would be good for less than 365 days, "
                + "which the policy wants at least",
            nil
        ),
        (
            .aboveLoadCap("€300.00", most: "€250.00"),
            "this gift would hold €300.00, and the policy allows €250.00 at most", nil
        ),
    ]

    private static let contradictions: [(ProgrammeError.Contradiction, String, String?)] = [
        (
            .endsBeforeItBegins(first: first, last: first.advanced(by: -1)),
            "2026-12-31 is before 2027-01-01, with which it begins", nil
        ),
        (.emptyHours("08:00-08:00"), "08:00-08:00 is no time at all", nil),
        (.levelNotAbove("gold", below: "silver"), "gold must begin above silver", nil),
        (
            .dayBelowOneAct(.issue), "the amount of a day for issue is less than that of one act",
            nil
        ),
        (.ruleWithoutEffect("gift"), "gift does nothing", nil),
        (.doesNotFit("percent", .tradeIn), "percent does not fit trade_in", nil),
        (
            .boundWithoutMember(.visit), "a bound voucher needs a member, and visit may have none",
            "Add the condition member, or a limit per member."
        ),
        (
            .assetDiffers("points", key: "decimals", settings: "0"),
            "decimals of points must be 0, as in the settings",
            "Make it the same as in tessera.yaml."
        ),
        (
            .otherEvent(.purchase, wanted: .date), "this when makes date arise, and not purchase",
            nil
        ),
        (
            .eventWithoutTrigger(.date), "date arises only by itself, and nothing says when",
            "Add a line: when: …"
        ),
        (.elseWithoutLimit, "there is an else, and no limit that could stand in the way", nil),
        (
            .rollingWithoutMember("1 in any 2 days"),
            "\"1 in any 2 days\" counts any days together, which only a member's can be", nil
        ),
        (.together("any", "not"), "any and not cannot both stand here", nil),
        (.alone("per", without: "of"), "per means nothing without of", nil),
    ]

    @Test(arguments: sentences + contradictions.map { (.contradiction($0.0), $0.1, $0.2) })
    func `a mistake is one sentence with its place, and says what to do if there is something`(
        fault: ProgrammeError.Fault, sentence: String, hint: String?
    ) {
        let place = ConfigurationError.Place(file: "programme.yaml", line: 12)
        let error = ProgrammeError(fault, at: place)

        #expect(error.message == "programme.yaml:12: \(sentence).")
        #expect(error.hint == hint)
        #expect(error.kind == .invalid)
    }
}
