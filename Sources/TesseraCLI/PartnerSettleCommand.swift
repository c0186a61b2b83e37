import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera partner settle`: what a partner is paid, or all of them.
struct PartnerSettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Reckon what a partner is owed since the last settlement, and book it.",
        discussion: """
            tessera partner settle cafe-luna --out november.json --csv november.csv
            tessera partner settle --all --dry-run

            The journal is sealed first. The partner recomputes the statement with: tessera \
            partner recompute november.json
            """)

    @Argument(help: ArgumentHelp("The partner's name.", valueName: "id"))
    var partner: String?

    @Flag(name: .long, help: "Settle with all partners, and net what they owe each other.")
    var all = false

    @Option(
        name: .long,
        help: ArgumentHelp("The last day that it covers; until now if not said.", valueName: "day"))
    var through: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Show a settlement that was booked earlier.", valueName: "number"))
    var again: Int?

    @Flag(name: .long, help: "Show what would be paid and book nothing.")
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp("Write the statement here, as JSON to recompute.", valueName: "file"))
    var out: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write its lines here, for a spreadsheet.", valueName: "file"))
    var csv: String?

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (partner != nil) != all else {
            throw ValidationError("Name a partner, or give --all.")
        }
        guard !all || (out == nil && csv == nil && again == nil && operation.operation == nil)
        else {
            throw ValidationError("--out, --csv, --again and --operation go with one partner.")
        }
        guard again == nil || (!dryRun && through == nil) else {
            throw ValidationError("--again shows what was booked; leave the others away.")
        }
    }

    mutating func run() throws {
        let last = try through.map(ValidityOptions.day)
        if let partner {
            try settle(with: try ShopID.named(partner), last)
        } else {
            try settleAll(last)
        }
    }

    private func settle(with id: ShopID, _ last: Day?) throws {
        let (again, dryRun, operation, files) = (again, dryRun, operation, (out, csv))
        try shop.answering(speaking) { counter, speech in
            let found: Statement?
            if let again {
                found = try await counter.settlement(again, of: id)
                guard found != nil else { throw PartyError.unknownSettlement(id, number: again) }
            } else {
                found = try await counter.settle(
                    id, through: last, isRehearsal: dryRun, operation: try operation.id(counter))
            }
            guard let statement = found else {
                return (
                    .record(("code", .string("nothing_to_settle"))),
                    ["Nothing was accepted since the last settlement; nothing was booked."]
                )
            }
            let value = statement.value
            if let path = files.0 { try Files.write(Array((value.text + "\n").utf8), to: path) }
            if let path = files.1 { try Files.write(Array(statement.sheet.utf8), to: path) }
            let written = [files.0, files.1].compactMap { $0 }.map { "  Written   \($0)" }
            let next =
                files.0.map {
                    ["  Next      the partner recomputes it: tessera partner recompute \($0)"]
                } ?? []
            return (value, statement.lines(speech) + written + next)
        }
    }

    private func settleAll(_ last: Day?) throws {
        let dryRun = dryRun
        try shop.answering(speaking) { counter, speech in
            var (lines, values): ([String], [JSONValue]) = ([], [])
            var settled: [(ShopID, CurrencyTotal)] = []
            for acceptor in try await counter.register().acceptors where acceptor.isPartner {
                guard
                    let statement = try await counter.settle(
                        acceptor.id, through: last, isRehearsal: dryRun,
                        operation: try counter.newOperation())
                else { continue }
                lines += statement.lines(speech)
                values.append(statement.value)
                settled += statement.totals.currencies.map { (acceptor.id, $0) }
            }
            let owed = Netting.owed(by: settled)
            let currencies = Set(owed.map(\.amount.currency)).sorted { $0.code < $1.code }
            let payments = currencies.flatMap { Netting.payments(for: owed, in: $0) }
            let issuer = counter.settings.issuerName
            if lines.isEmpty {
                lines = ["Nothing was accepted since the last settlements; nothing was booked."]
            }
            if !owed.isEmpty {
                lines += ["Owed"] + owed.map { $0.line(issuer) }
                lines += ["To pay, netted"] + payments.map { $0.line(issuer) }
            }
            return (
                .record(
                    ("code", .string(dryRun ? "draft" : "settled")),
                    ("statements", .array(values)), ("owed", .array(owed.map(\.value))),
                    ("payments", .array(payments.map(\.value)))),
                lines
            )
        }
    }
}

/// `tessera partner dispute`: corrects what a partner is owed.
struct PartnerDisputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispute",
        abstract: "Correct what a partner is owed; it stands in the next settlement.")

    @OptionGroup var partner: AcceptorArgument

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("In the partner's favour.", valueName: "amount"))
    var give: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("In your own favour.", valueName: "amount"))
    var take: String?

    @Option(name: .long, help: ArgumentHelp("About which redemption.", valueName: "redemption"))
    var about: String?

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (give != nil) != (take != nil) else {
            throw ValidationError("Give one of --give and --take.")
        }
    }

    mutating func run() throws {
        let (id, reason, operation) = (try partner.id, reason.reason, operation)
        let (typed, sign): (String, Int64) = (give ?? take ?? "", give == nil ? -1 : 1)
        let about = try about.map { text in
            guard let id = OperationID(text) else {
                throw ModelError.name(
                    text, of: "a redemption", example: "rd_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
            }
            return id
        }
        try shop.answering(speaking) { counter, speech in
            let currency = try await counter.register().acceptor(id).agreement.currency
            let amount = Money(
                minorUnits: sign * (try AmountText(for: currency).explained(typed)),
                currency: currency)
            try await counter.dispute(
                id, amount: amount, about: about, reason: reason,
                as: try operation.id(counter))
            return (
                .record(
                    ("code", .string("corrected")), ("acceptor", .string(id.text)),
                    ("amount", .money(amount)), ("reason", .string(reason))),
                [
                    "\(speech.painted("✓ Corrected", .green))  \(amount.shown) for \(id)",
                    "  It stands in the next settlement.",
                ]
            )
        }
    }
}
