import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera voucher bulk`: many vouchers into a file, from a count or from a table.
struct VoucherBulkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk",
        abstract: "Issue many vouchers into a file, so many or one for each row of a CSV file.",
        discussion: """
            The file's name says its form: .jsonl, .csv or .txt (the tokens alone). A million \
            equal vouchers are one batch in the book, and their codes are made anew whenever they \
            are wanted.

            Columns of the CSV file that are read: amount, currency, from, until, email. All \
            others are carried along to the output and stored nowhere. Rows are numbered as a \
            spreadsheet shows them, with the column names in row 1. The same file is issued once: \
            running it again writes the same codes again.
            """)

    @Option(name: .long, help: ArgumentHelp("How many equal vouchers.", valueName: "count"))
    var count: Int?

    @Option(name: .long, help: ArgumentHelp("A table with one voucher a row.", valueName: "file"))
    var csv: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Where the codes go; - for standard output.", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Show what would be issued and change nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Issue the good rows of a table and leave the others.")
    var skipBad = false

    @Flag(name: .long, help: "Go on after a run that was cut off.")
    var resume = false

    @OptionGroup var vouchers: VoucherOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var approving: ApprovalOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    /// The most vouchers of one run; more fit the lists, but hardly anybody means more.
    static let mostVouchers = 100_000_000

    mutating func validate() throws {
        guard (count == nil) != (csv == nil) else {
            throw ValidationError("Give one of --count and --csv.")
        }
        guard dryRun || out != nil else {
            throw ValidationError("Give --out FILE, or --dry-run to issue nothing.")
        }
        guard count.map((1...VoucherBulkCommand.mostVouchers).contains) ?? true else {
            throw ValidationError(
                "--count is a number from 1 to \(VoucherBulkCommand.mostVouchers).")
        }
        guard csv != nil || !skipBad else { throw ValidationError("--skip-bad goes with --csv.") }
        guard csv != "-" || !shop.readsStandardInput else {
            throw ValidationError("The table and the passphrase cannot both be standard input.")
        }
        guard !resume || (out != nil && out != "-" && !dryRun) else {
            throw ValidationError("--resume goes with --out FILE.")
        }
    }

    mutating func run() throws {
        let settings = try shop.settings()
        let clock = try SystemClock(isTraining: settings.isTraining)
        let today = settings.zone.day(at: clock.now())
        let plan = try plan(settings, today: today)
        let speech = speaking.speech
        plan.sayProblems(speech)
        if !plan.problems.isEmpty, !skipBad, !dryRun { throw plan.refusal }
        guard let out, !dryRun else {
            speech.answer(plan.value, plan.lines)
            if !plan.problems.isEmpty, !skipBad { throw plan.refusal }
            return
        }
        guard !plan.wishes.isEmpty else { throw plan.refusal }
        let run = try BulkRun(
            out: out, resume: resume, named: operation, derived: plan.operation, clock: clock)
        let approval = try approving.approval(operators.worker)
        let codes = try shop.atCounter(.writing) { counter in
            let (batches, isRepeat): ([Batch], Bool)
            do {
                (batches, isRepeat) = try await counter.issueOrFind(
                    plan.wishes, approval: approval, operation: run.operation)
            } catch LedgerError.eventRefused(let reasons) {
                // Nothing was issued, so there is nothing to go on with.
                run.abandon()
                throw LedgerError.eventRefused(reasons)
            }
            if isRepeat {
                speech.remark(
                    "These vouchers were issued before; the same codes are written again.")
            }
            return try batches.map { try counter.codes(of: $0) }
        }
        try run.write(plan, codes, clock: clock)
        speech.answer(
            plan.outcome(codes, out),
            ["\(speech.painted("✓ Issued", .green))  \(plan.summary) in \(out)"])
    }

    private func plan(_ settings: Settings, today: Day) throws -> BulkPlan {
        guard let csv else {
            let wish = try vouchers.wish(settings, today: today, count: count ?? 1)
            return BulkPlan(wish: wish)
        }
        let bytes = try Files.bytes(csv)
        var options = vouchers
        // With no amount on the command line every row says its own; one unit stands in until then.
        let needsAmount = options.kind == .gift && options.amount == nil
        if needsAmount { options.amount = "1" }
        let pattern = try options.wish(settings, today: today, count: 1)
        let currency = options.currency.flatMap(Currency.init(code:)) ?? settings.currency
        let sheet = try BulkTable.sheet(
            bytes, file: csv, pattern: pattern, currency: currency, needsAmount: needsAmount)
        let digest = Digest.sha256(bytes).prefix(16)
        return BulkPlan(
            sheet: sheet, file: csv,
            operation: skipBad && !sheet.problems.isEmpty ? nil : OperationID(bytes: digest))
    }
}

extension ShopOptions {
    /// Whether the passphrase comes from standard input.
    var readsStandardInput: Bool { passphraseFile == "-" }
}
