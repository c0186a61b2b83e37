import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Campaigns, windows and draws, from the file to the exact value.
struct ProgrammeCampaignTests {
    private static func file(_ lines: [String]) -> String {
        ProgrammeSample.head
            + ([
                "campaigns:", "  one:", "    number: 1", "    title: One", "    terms: Terms.",
                "    rules: [{ id: r, on: visit, then: { revoke: yes } }]",
            ] + lines.map { "    \($0)" }).joined(separator: "\n")
    }

    private static func campaign(_ lines: [String]) throws -> Campaign {
        try #require(try ProgrammeSample.read(file(lines)).campaigns.first)
    }

    private static func day(_ text: String) throws -> Day { try #require(Day(text: text)) }

    private static let revoking = Rule(id: "r", on: [.visit], effects: [.revoke])

    @Test func `a campaign of which little is said holds always`() throws {
        #expect(
            try ProgrammeCampaignTests.campaign([])
                == Campaign(
                    id: "one", number: 1, title: "One", terms: "Terms.", window: Window(),
                    priority: 100, group: nil, holdOut: 0, tax: .discount, limits: [],
                    rules: [ProgrammeCampaignTests.revoking]))
    }

    @Test func `every key of a campaign gives its value`() throws {
        let campaign = try ProgrammeCampaignTests.campaign([
            "from: 2028-02-29", "until: 2028-08-31", "every_year: 12-01 to 01-06",
            "weekdays: [Mon, Sun]", "hours: [08:00-11:00, 22:00-02:00, 15:00-24:00]",
            "except: [2028-07-14, 2028-08-01 to 2028-08-03]", "time_zone: Asia/Jakarta",
            "priority: 0", "group: seasonal", "hold_out: 12.5 %", "tax: multi_purpose",
            "budget: 200.00 per month rolling over", "limits: 100 per day",
        ])
        var window = Window()
        window.zone = try IssuerZone.named("Asia/Jakarta")
        window.first = try ProgrammeCampaignTests.day("2028-02-29")
        window.last = try ProgrammeCampaignTests.day("2028-08-31")
        window.yearly = Window.ClosedDates(from: 1_201, to: 106)
        window.weekdays = [1, 7]
        window.hours = [
            Window.Hours(from: 480, to: 660), Window.Hours(from: 1_320, to: 120),
            Window.Hours(from: 900, to: 1_440),
        ]
        let (bastille, summer) = (
            try ProgrammeCampaignTests.day("2028-07-14"),
            try ProgrammeCampaignTests.day("2028-08-01")
        )
        window.blackouts = [
            Window.ClosedDays(first: bastille, last: bastille),
            Window.ClosedDays(first: summer, last: summer.advanced(by: 2)),
        ]

        #expect(
            campaign
                == Campaign(
                    id: "one", number: 1, title: "One", terms: "Terms.", window: window,
                    priority: 0, group: "seasonal", holdOut: 1_250, tax: .multiPurpose,
                    limits: [
                        LimitRule(
                            keys: [.all], period: .month(rollsOver: true), most: .value(20_000),
                            code: "budget"),
                        LimitRule(keys: [.all], period: .day, most: .times(100)),
                    ], rules: [ProgrammeCampaignTests.revoking]))
    }

    @Test(arguments: [
        ("200", LimitRule.Period.ever), ("200.00 per day", .day), ("200 per year", .year),
        ("200 per month", .month(rollsOver: false)),
    ])
    func `a budget is a limit of what is given`(text: String, period: LimitRule.Period) throws {
        #expect(
            try ProgrammeCampaignTests.campaign(["budget: \(text)"]).limits == [
                LimitRule(keys: [.all], period: period, most: .value(20_000), code: "budget")
            ])
    }

    @Test func `29 February is a date of every year, 30 February is none`() throws {
        #expect(
            try ProgrammeCampaignTests.campaign(["every_year: 02-29 to 02-29"]).window.yearly
                == Window.ClosedDates(from: 229, to: 229))
        #expect(
            try ProgrammeSample.mistakes(
                ProgrammeCampaignTests.file(["every_year: 02-28 to 02-30"]))
                == [
                    ProgrammeSample.Mistake(
                        line: 19,
                        fault: .wrongType("every_year", wanted: "two dates such as 12-01 to 01-06"))
                ])
    }

    @Test func `terms may be of several lines`() throws {
        let text =
            ProgrammeSample.head + """
                campaigns:
                  one:
                    number: 4294967295
                    title: "15 %: summer"
                    terms: |
                      One per member.
                      At least €30.
                    rules: [{ id: r, on: visit, then: { revoke: yes } }]
                """
        let campaign = try #require(try ProgrammeSample.read(text).campaigns.first)

        #expect(campaign.number == 4_294_967_295)
        #expect(campaign.title == "15 %: summer")
        #expect(campaign.terms == "One per member.\nAt least €30.\n")
    }

    private static func closed(_ first: String, _ last: String) -> ProgrammeError.Fault {
        .contradiction(
            .endsBeforeItBegins(
                first: Day(text: first) ?? .zero, last: Day(text: last) ?? .zero))
    }

    private static let bad: [(String, ProgrammeError.Fault)] = [
        ("from: 2027-02-29", .wrongType("from", wanted: "a day such as 2026-11-22")),
        ("from: 22.11.2026", .wrongType("from", wanted: "a day such as 2026-11-22")),
        ("every_year: 12-01", .wrongType("every_year", wanted: "two dates such as 12-01 to 01-06")),
        ("weekdays: [Mon, Tues]", .unknownName(.weekday, "Tues", nearest: "Tue")),
        ("weekdays: [Mon, Mon]", .doubledName(.weekday, "Mon")),
        ("hours: 08:00-08:00", .contradiction(.emptyHours("08:00-08:00"))),
        ("hours: 08:00-25:00", .wrongType("hours", wanted: "two times such as 08:00-11:00")),
        ("hours: 24:00-08:00", .wrongType("hours", wanted: "two times such as 08:00-11:00")),
        ("hours: 8-11", .wrongType("hours", wanted: "two times such as 08:00-11:00")),
        ("except: 2026-08-03 to 2026-08-01", closed("2026-08-03", "2026-08-01")),
        (
            "except: in August",
            .wrongType("except", wanted: "a day such as 2026-11-22, or two with to")
        ),
        (
            "time_zone: Europe/Bukarest",
            .unknownName(.timeZone, "Europe/Bukarest", nearest: "Europe/Bucharest")
        ),
        ("time_zone: EET", .unknownName(.timeZone, "EET", nearest: nil)),
        ("priority: -1", .wrongType("priority", wanted: "a whole number")),
        ("priority: 1.5", .wrongType("priority", wanted: "a whole number")),
        ("priority: 1000", .outOfRange("priority", allowed: "from 0 to 999")),
        ("group: a b", .outOfRange("group", allowed: "1 to 64 letters, digits, -, _ or .")),
        (
            "hold_out: 101 %",
            .outOfRange("hold_out", allowed: "from 0 to 100 %, with two decimals at most")
        ),
        ("tax: single-purpose", .unknownName(.choice, "single-purpose", nearest: "single_purpose")),
        ("budget: 0", .badText("0", column: 1, expected: ["an amount more than 0"], nearest: nil)),
        (
            "budget: 20 per week",
            .badText("20 per week", column: 8, expected: ["day", "year", "month"], nearest: nil)
        ),
        (
            "budget: 20 rolling over",
            .badText("20 rolling over", column: 4, expected: ["per", "the end"], nearest: nil)
        ),
        ("untill: 2026-01-01", .unknownKey("untill", nearest: "until")),
        ("number: 2", .doubledKey("number")),
    ]

    @Test(arguments: bad)
    func `a wrong key of a campaign is told with its line`(
        text: String, fault: ProgrammeError.Fault
    ) throws {
        let mistakes = try ProgrammeSample.mistakes(ProgrammeCampaignTests.file([text]))

        #expect(mistakes == [ProgrammeSample.Mistake(line: 19, fault: fault)])
    }

    @Test func `a campaign does not end before it begins`() throws {
        let lines = ["from: 2026-09-01", "until: 2026-08-31"]

        #expect(
            try ProgrammeSample.mistakes(ProgrammeCampaignTests.file(lines)) == [
                ProgrammeSample.Mistake(
                    line: 20, fault: ProgrammeCampaignTests.closed("2026-09-01", "2026-08-31"))
            ])
        #expect(
            try ProgrammeCampaignTests.campaign(["from: 2026-08-31", "until: 2026-08-31"]).window
                .last == Day(text: "2026-08-31"))
    }
}
