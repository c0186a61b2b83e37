import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// What every change of a single voucher is given, and how it is carried out and told.
struct ChangeOptions: ParsableArguments {
    @Argument(help: ChangeOptions.voucherHelp)
    var voucher: String

    @OptionGroup var approving: ApprovalOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    static let voucherHelp = ArgumentHelp(
        "The voucher's id, vch_0_12, a member's, mem_1234567, or a code, a picture of one too.",
        valueName: "voucher")

    /// Books a change and says it.
    ///
    /// - Parameters:
    ///   - done: The word for what was done, `Blocked`.
    ///   - showsCode: Whether the voucher's code became another one and is shown.
    ///   - action: The change for a voucher of some terms.
    /// - Throws: The exit status of a no, once it is said; what can be wrong with the data folder.
    func carryOut(
        _ done: String, showsCode: Bool = false,
        _ action: @escaping @Sendable (Terms) throws -> VoucherAction
    ) throws {
        let (name, operation, speech) = (voucher, operation, speaking.speech)
        // `voucher adjust --by` is an amount; who works there says the environment.
        let worker = try environment("TESSERA_OPERATOR").map(OperatorID.named)
        let approval = try approving.approval(worker)
        let status = try shop.atCounter(.writing) { counter -> Int32 in
            do {
                let id = try operation.id(counter)
                let position = try await counter.position(ofNamed: name)
                let terms = try await counter.ledger.voucher(at: position).terms
                let voucher = try await counter.change(
                    position, try action(terms), approval: approval, operation: id)
                let codes = showsCode ? try await counter.issued(position) : nil
                let word = done.lowercased().split(separator: " ").joined(separator: "_")
                speech.answer(
                    voucher.value(word, codes: codes, operation: id),
                    voucher.changeLines(done, speech, counter.settings.zone)
                        + (codes?.lines ?? []))
                return 0
            } catch let error as any ExplainedError {
                var speech = speech
                speech.telling = counter.telling
                speech.refuse(error)
                return error.exitStatus
            }
        }
        if status != 0 { throw ExitCode(status) }
    }
}

/// Why something is changed; it stands in the book for ever.
struct ReasonOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Why; it stands in the book for ever.", valueName: "text"))
    var reason: String

    mutating func validate() throws {
        guard reason.isOneLine, (1...200).contains(reason.trimmed.count) else {
            throw ValidationError("--reason is one line of 1 to 200 characters.")
        }
    }
}

extension Counter {
    /// The position that an admin names: a voucher by its id or its code, a card by its member too.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``; ``LedgerError``; why the code is not believed.
    func position(ofNamed name: String) async throws -> VoucherPosition {
        if name.hasPrefix("mem_") { return try await currentCard(of: member(named: name)) }
        return try await position(named: CodeInput.one(name), at: settings.till)
    }
}

extension VoucherState {
    fileprivate func changeLines(
        _ done: String, _ speech: Speech, _ zone: IssuerZone
    ) -> [String] {
        var lines = [
            "\(speech.painted("✓ \(done)", .green))  \(position.voucherText), \(terms.shown)",
            "  State     \(standing.spoken(zone))",
            "  Valid     \(validity.first.text) to \(validity.last.text)",
        ]
        if let left = terms.balanceShown(balance) { lines.append("  Balance   \(left)") }
        return lines
    }
}
