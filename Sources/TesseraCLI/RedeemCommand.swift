import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera redeem`: uses vouchers up, exactly once.
struct RedeemCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redeem",
        abstract: "Take a voucher, part of a gift card or several on a basket, exactly once.",
        discussion: """
            A gift card needs --amount or --all. A discount takes the basket's price with \
            --amount. Several codes are used on one basket, whose price is given with --due: \
            discounts first, then what is paid with in the order given, all or none. With --hold \
            it is put aside for tessera capture. With the same --operation the first answer is \
            given again and nothing is taken twice. With --till-folder the till takes what its \
            kit allows and no ledger is asked.
            """)

    @Argument(help: CodeInput.help)
    var code: [String]

    @OptionGroup var demand: DemandOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var offline: TillFolderOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        try demand.validate(code)
        guard !code.contains("-") || operation.operation == nil else {
            throw ValidationError("--operation names one redemption; it cannot name a stream.")
        }
    }

    mutating func run() throws {
        if let desk = try offline.desk(besides: shop, speaking) {
            try redeem(at: desk)
        } else if demand.due != nil {
            try redeemBasket()
        } else if demand.hold {
            try hold()
        } else {
            try redeem()
        }
    }

    private func redeem(at desk: TillDesk) throws {
        guard demand.due == nil, !demand.hold, demand.member == nil else {
            throw CLIError.usage(
                "Baskets, holds and members' cards need the ledger.",
                hint: "Redeem the vouchers one by one, or at a till that is connected.")
        }
        let (asked, given, worker) = (demand.asked, try operation.given, try operators.worker)
        try desk.answer(CodeInput(code[0])) { try desk.redeem($0, asked, by: worker, given) }
    }

    private func redeemBasket() throws {
        let codes = try code.map(CodeInput.one)
        let (card, demand, operation, place) = (try demand.card, demand, operation, place)
        let worker = try operators.worker
        try shop.answering(speaking) { counter, speech in
            let covered = try await counter.redeemBasket(
                codes, due: demand.due ?? "", currency: try demand.currencyWanted, member: card,
                in: try place.shop(counter.settings), at: try place.till(counter.settings),
                by: worker, operation: try operation.id(counter))
            return (covered.value, covered.lines(speech))
        }
    }

    private func hold() throws {
        let code = try CodeInput.one(code[0])
        let (card, demand, operation, place) = (try demand.card, demand, operation, place)
        let worker = try operators.worker
        try shop.answering(speaking) { counter, speech in
            let held = try await counter.hold(
                code, demand.asked, member: card, minutes: demand.minutes ?? Counter.holdMinutes,
                in: try place.shop(counter.settings), at: try place.till(counter.settings),
                by: worker, operation: try operation.id(counter))
            return (held.value, held.lines(speech))
        }
    }

    private func redeem() throws {
        let input = try CodeInput(code[0])
        let (asked, card) = (demand.asked, try demand.card)
        let (operation, place, speaking, worker) = (
            operation, place, speaking, try operators.worker
        )
        let status = try shop.atCounter(.writing) { counter -> Int32 in
            let desk = RedemptionDesk(
                counter: counter, asked: asked, card: card,
                shop: try place.shop(counter.settings),
                till: try place.till(counter.settings), worker: worker, speech: speaking.speech)
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
    let card: String?
    let shop: ShopID
    let till: TillID
    let worker: OperatorID?
    let speech: Speech

    /// Redeems one code and returns the exit status of its answer.
    func answer(_ text: String, _ operation: OperationID) async -> Int32 {
        var speech = speech
        speech.telling = counter.telling
        return await speech.answering {
            let redemption = try await counter.redeem(
                text, asked, member: card, in: shop, at: till, by: worker, operation: operation)
            return (redemption.value, redemption.lines(speech))
        }
    }
}
