import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import Testing

/// A small programme whose parts tests exchange line by line.
enum ProgrammeSample {
    /// Points and stamps without decimals, a wallet with two that may be owed.
    static let assets = [
        AssetTerms(name: "points", scale: 0, allowsDebt: false),
        AssetTerms(name: "stamps", scale: 0, allowsDebt: false),
        AssetTerms(name: "wallet", scale: 2, allowsDebt: true),
    ].compactMap { $0 }

    /// An asset that a programme uses as the settings have it.
    static func settled(_ name: String, scale: Int = 0, debt: Bool = false) -> AssetRule {
        AssetRule(
            name: name, scale: scale, allowsDebt: debt, pendingDays: 0, lifetime: .endless)
    }

    /// Reads a text as the first version of `p.yaml` of a shop with euros.
    static func read(_ yaml: String, currency code: String = "EUR") throws -> Programme {
        try Programme(
            yaml: yaml, file: "p.yaml", version: 1,
            currency: try #require(Currency(code: code)), assets: assets)
    }

    /// What is known by name before a campaign: 12 lines.
    static let head = """
        programme: test
        assets:
          points: { pending_days: 14, good_for: 12 months }
          stamps: {}
          wallet: { decimals: 2, debt: yes }
        tiers:
          level: { measure: quantity of drinks, levels: { new: 0, regular: 10, friend: 25 } }
          mood: { levels: [unknown, glad] }
        segments: { students: has title student }
        messages: [survey, points-expire]
        draws: { raffle: { winners: 3, until: 2026-05-31, campaign: one,
            prize: { right: 1, good_for: endless } } }

        """

    /// A file with a campaign of one rule, whose lines begin at line 21.
    static func file(rule lines: [String]) -> String {
        let rule = lines.enumerated().map {
            ($0.offset == 0 ? "      - " : "        ") + $0.element
        }
        return head + """
            campaigns:
              one:
                number: 1
                title: One
                terms: Terms.
                priority: 100
                tax: discount
                rules:

            """ + rule.joined(separator: "\n")
    }

    /// The rule of a file with these lines.
    static func rule(_ lines: [String], currency: String = "EUR") throws -> Rule {
        let programme = try read(file(rule: lines), currency: currency)
        return try #require(programme.campaigns.first?.rules.first)
    }

    /// The condition of a rule.
    static func condition(_ text: String, currency: String = "EUR") throws -> Condition {
        try rule(
            ["id: r", "on: purchase", "if: \(text)", "then: { revoke: yes }"], currency: currency
        ).condition
    }

    /// The effects of a rule on an event.
    static func effects(_ text: String, on event: String = "purchase") throws -> [Effect] {
        try rule(["id: r", "on: \(event)", "if: member", "then: \(text)"]).effects
    }

    /// The mistakes of a text; empty if there are none.
    static func mistakes(_ yaml: String, currency: String = "EUR") throws -> [Mistake] {
        do throws(ProgrammeProblems) {
            _ = try Programme(
                yaml: yaml, file: "p.yaml", version: 1,
                currency: try currencyOrEuro(currency), assets: assets)
            return []
        } catch {
            return error.problems.map { Mistake(line: $0.place.line, fault: $0.fault) }
        }
    }

    private static func currencyOrEuro(_ code: String) throws(ProgrammeProblems) -> Currency {
        if let currency = Currency(code: code) { return currency }
        let place = ConfigurationError.Place(file: "a test", line: 1)
        throw ProgrammeProblems(
            ProgrammeError(.unknownName(.currency, code, nearest: nil), at: place))
    }

    /// A mistake and its line.
    struct Mistake: Hashable {
        let line: Int
        let fault: ProgrammeError.Fault
    }
}
