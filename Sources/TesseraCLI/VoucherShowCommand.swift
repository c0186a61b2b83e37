import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// `tessera voucher show`: a voucher as it is now, and its whole story.
struct VoucherShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a voucher and everything that was booked on it.")

    @Argument(help: ChangeOptions.voucherHelp)
    var voucher: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, speech) = (voucher, speaking.speech)
        let access: Access = TypedCode.looksTyped(name) ? .writing : .reading
        try shop.atCounter(access) { counter in
            let position = try await counter.position(ofNamed: name)
            let state = try await counter.ledger.voucher(at: position)
            let batch = try await counter.ledger.batch(covering: position)
            let story = Story(
                events: try await counter.ledger.history(of: position), terms: state.terms,
                telling: counter.telling)
            speech.answer(
                state.value(of: batch, booked: story.events),
                state.lines(batch, counter) + story.lines)
        }
    }
}

extension VoucherState {
    fileprivate func lines(_ batch: Batch, _ counter: Counter) -> [String] {
        let zone = counter.settings.zone
        var state = standing.spoken(zone)
        if standing == .active, counter.today > validity.last { state = "expired" }
        if standing == .active, counter.today < validity.first { state = "not yet valid" }
        if standing == .active, terms.kind != .member, balance == 0 { state = "used up" }
        var lines = ["\(position.voucherText)  \(terms.shown)", "  State     \(state)"]
        if let left = terms.balanceShown(balance), let face = terms.balanceShown(faceValue) {
            lines.append("  Left      \(left) of \(face)")
        }
        lines.append("  Valid     \(validity.first.text) to \(validity.last.text)")
        let label = batch.order.label.isEmpty ? "" : ", \(batch.order.label)"
        lines.append("  Batch     \(self.batch.text)\(label), key \(batch.order.keyID.number)")
        return lines
    }
}
