import TesseraConfiguration
import TesseraLoyalty
import TesseraModel

/// A programme that can be read, with what gives most away.
///
/// - Source: F22.
package struct CheckedProgramme: Sendable {
    /// The programme.
    package let programme: Programme
    /// The combinations of rules that make a basket cheapest, the worst first.
    package let worst: [WorstBasket.Finding]

    /// Checks the text of a programme's file without a book.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - file: The file's path, for messages.
    ///   - settings: Whose currency and assets it must have.
    ///   - today: Campaigns that were over before it do not matter.
    /// - Throws: ``ProgrammeProblems`` with all mistakes.
    package init(
        _ text: String, file: String, _ settings: Settings, today: Day
    ) throws(ProgrammeProblems) {
        programme = try Programme(
            yaml: text, file: file, version: 0, currency: settings.currency,
            assets: settings.assets)
        worst = WorstBasket.findings(in: programme, from: today)
    }

    /// How many rules it has.
    package var ruleCount: Int { programme.campaigns.reduce(0) { $0 + $1.rules.count } }

    /// How many combinations of rules give a whole basket away.
    package var giveawayCount: Int { worst.count(where: \.isEverything) }
}

extension ProgrammeBook {
    /// The version with a number, the one in force if none is given.
    ///
    /// - Throws: ``CampaignError/unknownVersion(_:latest:)``.
    package func version(numbered number: Int?) throws(CampaignError) -> Version {
        guard let number else { return latest }
        guard let found = versions.first(where: { $0.number == number }) else {
            throw .unknownVersion(number, latest: latest.number)
        }
        return found
    }
}
