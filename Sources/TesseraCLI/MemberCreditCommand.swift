import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member credit`: puts points, or another asset, on a member's account.
struct MemberCreditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credit",
        abstract: "Put points, or another asset of the settings, on a member's account.")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The last day on which they may be used; without it they never expire.",
            valueName: "day"))
    var until: String?

    @OptionGroup var change: HoldingOptions

    mutating func run() throws {
        let (last, change) = (try until.map(ValidityOptions.day), change)
        try change.shop.answering(change.speaking) { counter, speech in
            let member = try await counter.member(named: change.member).number
            let credited = try await counter.credit(
                member, try change.asset.name(counter.settings), amount: change.amount,
                until: last, reason: change.reason.reason,
                operation: try change.operation.id(counter))
            return (
                credited.value("credited"),
                credited.lines("Credited", "to", last.map { ", good until \($0.spoken)" }, speech)
            )
        }
    }
}
