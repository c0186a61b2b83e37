import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// `tessera voucher list`: batches, the vouchers of one, or the vouchers in use.
struct VoucherListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List batches; with --batch or --used, single vouchers.",
        discussion: "A batch is one row however many vouchers it has; --batch lists each of them.")

    @Option(name: .long, help: ArgumentHelp("Only the vouchers of this batch.", valueName: "id"))
    var batch: String?

    @Flag(name: .long, help: "Only vouchers that were used, blocked or changed.")
    var used = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        var wanted: BatchID?
        if let batch {
            guard let id = BatchID(text: batch) else {
                throw ModelError.name(batch, of: "a batch", example: "bat_1")
            }
            wanted = id
        }
        let (id, used, speech) = (wanted, used, speaking.speech)
        try shop.inBook { ledger, settings in
            let list = VoucherList(ledger: ledger, zone: settings.zone, speech: speech)
            if let id {
                try await list.sayVouchers(of: try await ledger.batch(id), onlyUsed: used)
            } else if used {
                try await list.sayVouchersInUse()
            } else {
                try await list.sayBatches()
            }
        }
    }
}

/// Lists in pages, so that a book of any size takes little memory.
private struct VoucherList {
    let ledger: any Ledger
    let zone: IssuerZone
    let speech: Speech
    private let limit = 1_000

    init(ledger: any Ledger, zone: IssuerZone, speech: Speech) {
        self.ledger = ledger
        self.zone = zone
        self.speech = speech
    }

    func sayBatches() async throws {
        var after: BatchID?
        var isFirst = true
        while true {
            let page = try await ledger.batches(after: after, limit: limit)
            say(page.filter { $0.order.terms.kind != .member }, isFirst: &isFirst)
            guard page.count == limit, let last = page.last else { break }
            after = last.id
        }
        if isFirst, !speech.json { speech.remark("There are no vouchers yet.") }
    }

    func sayVouchersInUse() async throws {
        var after: VoucherPosition?
        var isFirst = true
        while true {
            let page = try await ledger.vouchersInUse(after: after, limit: limit)
            say(page.filter { $0.terms.kind != .member }, isFirst: &isFirst)
            guard page.count == limit, let last = page.last else { break }
            after = last.position
        }
        if isFirst, !speech.json { speech.remark("No voucher was used, blocked or changed.") }
    }

    func sayVouchers(of batch: Batch, onlyUsed: Bool) async throws {
        var isFirst = true
        for start in stride(from: 0, to: batch.order.count, by: limit) {
            let end = min(start + limit, batch.order.count)
            let positions = (start..<end).compactMap { batch.position(at: $0) }
            // Of a page of positions at most as many are in use as it has.
            let used = try await ledger.vouchersInUse(
                after: VoucherPosition(number: batch.first.number + start - 1), limit: limit)
            let states = Dictionary(uniqueKeysWithValues: used.map { ($0.position, $0) })
            let wanted = onlyUsed ? positions.filter { states[$0] != nil } : positions
            say(wanted.map { states[$0] ?? batch.untouched(at: $0) }, isFirst: &isFirst)
        }
        if isFirst, !speech.json { speech.remark("No voucher of \(batch.id.text) was used.") }
    }

    private func say(_ batches: [Batch], isFirst: inout Bool) {
        if speech.json {
            for batch in batches { speech.say(JSONValue.record(batch.fields).text) }
            return
        }
        var table = Table("BATCH", "COUNT", "FIRST", "WHAT", "UNTIL", "ISSUED", "LABEL")
        for batch in batches {
            table.add(
                batch.id.text, "\(batch.order.count)", batch.first.voucherText,
                batch.order.terms.shown, batch.order.validity.last.text,
                zone.listed(batch.issuedAt), batch.order.label)
        }
        for line in table.lines(withHead: isFirst) { speech.say(line) }
        if !batches.isEmpty { isFirst = false }
    }

    private func say(_ vouchers: [VoucherState], isFirst: inout Bool) {
        if speech.json {
            for voucher in vouchers { speech.say(voucher.value.text) }
            return
        }
        var table = Table("VOUCHER", "WHAT", "LEFT", "STATE", "UNTIL", "LAST USED")
        for voucher in vouchers {
            table.add(
                voucher.position.voucherText, voucher.terms.shown,
                voucher.terms.balanceShown(voucher.balance) ?? "", voucher.standing.name,
                voucher.validity.last.text,
                voucher.lastUse.map { "\(zone.listed($0.time)) \($0.spokenPlace())" } ?? "")
        }
        for line in table.lines(withHead: isFirst) { speech.say(line) }
        if !vouchers.isEmpty { isFirst = false }
    }
}
