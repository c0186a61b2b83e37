import Foundation
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import Testing

/// Whole programme files: the shipped one, odd ones, and what they give.
struct ProgrammeFileTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let whole = """
        programme: harbour
        currency: USD
        assets:
          points: { decimals: 0, debt: no, pending_days: 14, good_for: 12 months }
          stamps: {}
        tiers:
          level: { measure: quantity of drinks, levels: { new: 0, regular: 10 } }
          mood: { levels: [unknown, glad] }
        segments:
          students: [has title student, not own]
          club: { any: [segment students, tier level is regular] }
        messages: [survey]
        policy:
          offers: 2 in 7 days
          contacts: 3 in 30 days
          quiet_hours: 21:00-09:00
          refunds: vouchers_first
          clawback: refuse
          expiry_floor_days: 365
          load_cap: 250.00
          cash_out_up_to: 1.50
          second_person_above: { issue: 300.00, reverse: 20 }
          second_person_above_per_day: { issue: 300.00, adjust: 15 }
        campaigns:
          two:
            number: 2
            title: Two
            terms: Terms.
            rules:
              - id: earn
                on: visit
                if: segment club
                then:
                  - credit: points
                    units: 1
          one:
            number: 1
            title: One
            terms: Terms.
            rules:
              - id: ticket
                on: purchase
                then:
                  - enter: raffle
                    units: 1
                  - revoke: yes
        draws:
          raffle:
            winners: 3
            until: 2028-02-29
            campaign: one
            prize:
              gift: 50.00
              good_for: 24 months
              bound: yes
        """

    private func campaign(_ id: String, _ number: CampaignNumber, _ rule: Rule) -> Campaign {
        Campaign(
            id: id, number: number, title: number == 1 ? "One" : "Two", terms: "Terms.",
            window: Window(), priority: 100, group: nil, holdOut: 0, tax: .discount, limits: [],
            rules: [rule])
    }

    private func policy() -> Policy {
        var policy = Policy()
        policy.offers = Policy.Cap(most: 2, days: 7)
        policy.contacts = Policy.Cap(most: 3, days: 30)
        policy.quiet = (from: 1_260, to: 540)
        policy.refunds = .vouchersFirst
        policy.clawback = .refuse
        policy.expiryFloorDays = 365
        policy.loadCap = 25_000
        policy.cashOutUpTo = 150
        policy.secondPersonAbove = [.issue: 30_000, .reverse: 2_000]
        policy.secondPersonAbovePerDay = [.issue: 30_000, .adjust: 1_500]
        return policy
    }

    @Test func `a whole file gives exactly this programme, its names in its order`() throws {
        let drinks = Scope(categories: ["drinks"], items: [], besides: [], isFees: false)
        let expected = Programme(
            id: "harbour", version: 1, currency: try #require(Currency(code: "USD")),
            assets: [
                AssetRule(
                    name: "points", scale: 0, allowsDebt: false, pendingDays: 14,
                    lifetime: .months(12)),
                ProgrammeSample.settled("stamps"),
                ProgrammeSample.settled("wallet", scale: 2, debt: true),
            ],
            ladders: [
                Ladder(
                    name: "level",
                    measure: .quantity(EventFilter(kinds: [.purchase], scope: drinks), days: nil),
                    levels: [.init(name: "new", from: 0), .init(name: "regular", from: 10)]),
                Ladder(
                    name: "mood", measure: nil,
                    levels: [.init(name: "unknown", from: 0), .init(name: "glad", from: 1)]),
            ],
            segments: [
                Segment(
                    name: "students",
                    condition: .all([.word(.has, among: ["student"]), .not(.aboutOwn)])),
                Segment(
                    name: "club",
                    condition: .any([
                        .segment("students"), .on(ladder: "level", level: "regular"),
                    ])),
            ],
            campaigns: [
                campaign(
                    "two", 2,
                    Rule(
                        id: "earn", on: [.visit], condition: .segment("club"),
                        effects: [.credit(asset: "points", Amount(units: 1), to: .member)])),
                campaign(
                    "one", 1,
                    Rule(
                        id: "ticket", on: [.purchase],
                        effects: [.enter(draw: "raffle", Amount(units: 1)), .revoke])),
            ],
            draws: [
                DrawTerms(
                    name: "raffle", winners: 3,
                    prize: IssueTerms(
                        promise: .gift(5_000), lifetime: .months(24), isBound: true, label: ""),
                    lastDay: try #require(Day(text: "2028-02-29")), campaign: "one")
            ], policy: policy())

        #expect(try ProgrammeSample.read(ProgrammeFileTests.whole) == expected)
    }

    @Test func `a name is enough for a programme`() throws {
        let euro = try #require(Currency(code: "EUR"))

        #expect(
            try ProgrammeSample.read("programme: empty")
                == Programme(
                    id: "empty", version: 1, currency: euro,
                    assets: [
                        ProgrammeSample.settled("points"), ProgrammeSample.settled("stamps"),
                        ProgrammeSample.settled("wallet", scale: 2, debt: true),
                    ], ladders: [], segments: [], campaigns: [], draws: [], policy: Policy()))
    }

    @Test func `line ends of another system and a byte order mark do not matter`() throws {
        let text = ProgrammeFileTests.whole
        let other = "\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n")

        #expect(try ProgrammeSample.read(other) == ProgrammeSample.read(text))
    }

    @Test func `the shipped programme has no mistake with the shipped settings and stamps`() throws
    {
        let root = ProgrammeFileTests.root
        let settings = try Settings.read(root.appending(path: "config/tessera.yaml").path)
        let text = try String(
            contentsOf: root.appending(path: "config/programme.yaml"), encoding: .utf8)

        let stamps = try #require(AssetTerms(name: "stamps", scale: 0, allowsDebt: false))
        let programme = try Programme(
            yaml: text, file: "programme.yaml", version: 1, currency: settings.currency,
            assets: settings.assets + [stamps])

        #expect(programme.id == "harbour")
        #expect(programme.ladders.map(\.levels.count) == [3])
        #expect(programme.draws.map(\.name) == ["spring-raffle"])
        #expect(
            programme.campaigns.map(\.id) == [
                "points", "stamps", "level", "birthday", "win-back", "summer", "friends", "spring",
            ])
    }
}
