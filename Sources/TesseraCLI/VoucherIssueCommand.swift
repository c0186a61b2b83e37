import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraPrint

/// `tessera voucher issue`: makes one or a few equal vouchers and shows their codes.
struct VoucherIssueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue one or a few equal vouchers and show their codes.",
        discussion: """
            tessera voucher issue --amount 50 --qr
            tessera voucher issue --kind discount --campaign 7 --percent 15 --minimum 20
            tessera voucher issue --kind entitlement --campaign 9 --uses 10 --terms coffee.txt
            """)

    /// More than these are a matter for a file.
    static let most = 100

    @OptionGroup(title: "The vouchers") var vouchers: VoucherOptions

    @Option(
        name: .long,
        help: ArgumentHelp("How many equal ones, at most 100; more: voucher bulk."))
    var count = 1

    @Flag(name: .long, help: "Show each QR code in the terminal.")
    var qr = false

    @OptionGroup var codes: CodeOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var approving: ApprovalOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (1...VoucherIssueCommand.most).contains(count) else {
            throw ValidationError(
                "--count is a number from 1 to 100; for more use: tessera voucher bulk.")
        }
        guard count == 1 || !codes.namesFile else {
            throw ValidationError("A picture holds one code; leave --count away or use bulk.")
        }
    }

    mutating func run() throws {
        try codes.refuseExistingFiles()
        let (vouchers, count, qr, codes) = (vouchers, count, qr, codes)
        let (operation, speaking) = (operation, speaking)
        let approval = try approving.approval(operators.worker)
        try shop.telling(speaking) {
            try shop.atCounter(.writing) { counter in
                let wish = try vouchers.wish(counter.settings, today: counter.today, count: count)
                let name = try operation.id(counter)
                let batches = try await counter.ledger.suggesting(counter.settings) {
                    return try await counter.issue([wish], approval: approval, operation: name)
                }
                var speech = speaking.speech
                speech.telling = counter.telling
                let register = try await counter.register()
                for batch in batches {
                    try batch.say(counter, register, speech, showingQR: qr, codes)
                }
            }
        }
    }
}

extension Register {
    /// Whose vouchers of an audience are, as people read it; `nil` for our own shops.
    fileprivate func spoken(_ audience: Audience) -> String? {
        guard audience != .ownShops else { return nil }
        if let group = groups.first(where: { $0.audience == audience }) {
            let members = acceptors.filter { $0.groups.contains(group.id) }.map(\.name)
            return "\(group.id): \(members.joined(separator: ", "))"
        }
        return acceptors.first { $0.audience == audience }?.name
    }
}

extension Batch {
    /// Says the vouchers of a small batch, then writes their pictures.
    fileprivate func say(
        _ counter: Counter, _ register: Register, _ speech: Speech, showingQR: Bool,
        _ files: CodeOptions
    ) throws {
        var codes = try counter.codes(of: self)
        let vouchers = try (0..<order.count).map { try codes.voucher(at: $0) }
        if speech.json {
            for voucher in vouchers { speech.say(value(of: voucher).text) }
        } else {
            let number = order.count == 1 ? "" : "\(order.count) × "
            speech.say(
                "\(speech.painted("✓ Issued", .green))  \(number)\(order.terms.shown), "
                    + order.validity.shown)
            let uses = order.terms.balanceShown(order.faceValue) ?? ""
            if order.terms.kind == .discount { speech.say("  Good for  \(uses)") }
            if let name = register.spoken(order.audience) { speech.say("  For       \(name)") }
            if order.activation == .whenSold {
                speech.say("  Not sold yet: tessera voucher activate makes it good.")
            }
            speech.say("  Batch     \(id.text)")
            for voucher in vouchers {
                speech.say("  Voucher   \(voucher.position.voucherText)")
                for line in voucher.lines { speech.say(line) }
                if showingQR { for line in try speech.blocks(voucher.token) { speech.say(line) } }
            }
        }
        for voucher in vouchers {
            for path in try files.write(voucher.token, caption: voucher.typedCode)
            where !speech.json {
                speech.say("  Written   \(path)")
            }
        }
    }
}
