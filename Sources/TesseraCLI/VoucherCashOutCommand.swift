import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera voucher cash-out`: pays out the rest of a gift card.
struct VoucherCashOutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cash-out",
        abstract: "Pay out what is left of a gift card, where the policy allows so little.",
        discussion: "The programme says up to how much: policy, cash_out_up_to.")

    @Argument(help: ChangeOptions.voucherHelp)
    var voucher: String

    @OptionGroup var operators: OperatorOptions
    @OptionGroup var approving: ApprovalOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, operation) = (voucher, operation)
        let approval = try approving.approval(operators.worker)
        try shop.answering(speaking) { counter, speech in
            let id = try operation.id(counter)
            let position = try await counter.position(ofNamed: name)
            let done = try await counter.cashOut(position, approval: approval, operation: id)
            return (
                .record(
                    ("code", .string("paid_out")), ("voucher", .string(position.voucherText)),
                    ("paid", .money(done.paid)), ("operation", .string("op_\(id.text)"))),
                [
                    "\(speech.painted("✓ Paid out", .green))  \(done.paid.shown) "
                        + "of \(position.voucherText)"
                ]
            )
        }
    }
}
