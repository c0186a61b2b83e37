import ArgumentParser
import TesseraLedger
import TesseraModel
import TesseraOperations

/// `tessera redeem`: uses a voucher up, exactly once.
struct RedeemCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redeem",
        abstract: "Take a voucher, or part of a gift card, exactly once.",
        discussion: """
            A gift card needs --amount or --all. A discount takes the basket's price with \
            --amount. With the same --operation the first answer is given again and nothing is \
            taken twice.
            """)

    @Argument(help: CodeInput.help)
    var code: String

    // Unconditional: "-5" is a wrong amount and not an unknown option.
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "How much of a gift card, or the price of the basket for a discount.",
            valueName: "amount"))
    var amount: String?

    @Flag(name: .long, help: "All that is left of a gift card.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("How many uses; 1 if not said.", valueName: "count"))
    var uses: Int?

    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard [amount != nil, all, uses != nil].filter(\.self).count <= 1 else {
            throw ValidationError("Give one of --amount, --all and --uses.")
        }
        guard uses.map((1...65_535).contains) ?? true else {
            throw ValidationError("--uses is a number from 1 to 65535.")
        }
        guard code != "-" || operation.operation == nil else {
            throw ValidationError("--operation names one redemption; it cannot name a stream.")
        }
    }

    private var asked: Asked {
        if let amount { return .amount(amount) }
        if let uses { return .uses(uses) }
        return all ? .everything : .nothing
    }

    mutating func run() throws {
        let input = try CodeInput(code)
        let (asked, operation, place, speaking) = (asked, operation, place, speaking)
        let status = try shop.atCounter(.writing) { counter -> Int32 in
            let desk = RedemptionDesk(
                counter: counter, asked: asked, shop: try place.shop(counter.settings),
                till: try place.till(counter.settings), speech: speaking.speech)
            switch input {
            case .text(let text):
                return await desk.answer(text, try operation.id(counter))
            case .stream:
                var allGood = true
                var reader = LineReader()
                while let line = reader.next(beforeWaiting: Output.standard.flush) {
                    let text = String(decoding: line, as: UTF8.self)
                    if await desk.answer(text, try counter.newOperation()) != 0 { allGood = false }
                    // An answer is shown before the next code is taken.
                    Output.standard.flush()
                }
                return allGood ? 0 : 3
            }
        }
        if status != 0 { throw ExitCode(status) }
    }
}

/// Redeems codes one after the other and says each answer.
private struct RedemptionDesk: Sendable {
    let counter: Counter
    let asked: Asked
    let shop: ShopID
    let till: TillID
    let speech: Speech

    /// Redeems one code and returns the exit status of its answer.
    func answer(_ text: String, _ operation: OperationID) async -> Int32 {
        var speech = speech
        speech.telling = counter.telling
        return await speech.answering {
            let redemption = try await counter.redeem(
                text, asked, in: shop, at: till, operation: operation)
            return (redemption.value, redemption.lines(speech))
        }
    }
}

extension Redemption {
    fileprivate var value: JSONValue {
        .record(
            ("code", .string("accepted")), ("redemption", .string(operation.redemptionText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("taken", terms.balanceValue(taken)), ("balance", terms.balanceValue(balance)),
            ("discount", discount.map(JSONValue.money)), ("shop", .string(use.shop.text)),
            ("till", .string(use.till.text)), ("at", .string(use.time.rfc3339)),
            ("replayed", .bool(isReplay)))
    }

    fileprivate func lines(_ speech: Speech) -> [String] {
        let took = terms.balanceShown(taken) ?? ""
        var lines: [String] = []
        if let discount {
            lines.append(speech.accepted("\(discount.shown) off this basket"))
        } else {
            lines.append(speech.accepted("\(took) from \(position.voucherText)"))
        }
        if let before = terms.balanceShown(balance + taken),
            let after = terms.balanceShown(balance)
        {
            lines.append("  Balance   \(before) → \(after)")
        }
        if isReplay {
            lines.append(
                "  This was answered \(speech.telling.moment(use.time)); nothing more was taken."
            )
        }
        lines.append(
            "  Redemption \(operation.redemptionText)   undo within 60 s: tessera undo last")
        return lines
    }
}
