import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member debit`: takes points, or another asset, from a member's account.
struct MemberDebitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "debit",
        abstract: "Take points, or another asset, from a member; those that expire first go first.")

    @OptionGroup var change: HoldingOptions

    mutating func run() throws {
        let change = change
        try change.shop.answering(change.speaking) { counter, speech in
            let member = try await counter.member(named: change.member).number
            let debited = try await counter.debit(
                member, try change.asset.name(counter.settings), amount: change.amount,
                reason: change.reason.reason, operation: try change.operation.id(counter))
            return (debited.value("debited"), debited.lines("Debited", "from", nil, speech))
        }
    }
}
