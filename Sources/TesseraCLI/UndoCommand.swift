import ArgumentParser
import TesseraLedger
import TesseraModel
import TesseraOperations

/// `tessera undo`: puts the last redemption back.
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Put back a redemption that this till made less than 60 seconds ago.")

    @Argument(help: ArgumentHelp("The redemption's id, or last.", valueName: "redemption"))
    var redemption: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        var wanted: OperationID?
        if redemption != "last" {
            guard let id = OperationID(redemption) else {
                throw ModelError.name(
                    redemption, of: "a redemption", example: "rd_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
            }
            wanted = id
        }
        let (id, operation, place, speaking) = (wanted, operation, place, speaking)
        let status = try shop.atCounter(.writing) { counter -> Int32 in
            var speech = speaking.speech
            speech.telling = counter.telling
            return await speech.answering {
                let reversal = try await counter.undo(
                    id, at: try place.till(counter.settings), operation: try operation.id(counter))
                return (reversal.value, reversal.lines(speech))
            }
        }
        if status != 0 { throw ExitCode(status) }
    }
}

extension Reversal {
    fileprivate var value: JSONValue {
        .record(
            ("code", .string("undone")), ("redemption", .string(redemption.redemptionText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("returned", terms.balanceValue(returned)), ("balance", terms.balanceValue(balance)),
            ("at", .string(time.rfc3339)), ("replayed", .bool(isReplay)))
    }

    fileprivate func lines(_ speech: Speech) -> [String] {
        var lines = [
            "\(speech.painted("✓ Undone", .green))  "
                + "\(terms.balanceShown(returned) ?? "") back on \(position.voucherText)"
        ]
        if let after = terms.balanceShown(balance) { lines.append("  Balance   \(after)") }
        return lines
    }
}
