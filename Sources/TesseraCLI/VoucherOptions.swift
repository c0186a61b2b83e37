import ArgumentParser
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// What vouchers are like that are to be issued; one at a time and in bulk they are described
/// alike.
///
/// The values are kept as typed, so that a table's column can stand in the place of an option.
struct VoucherOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("A gift, a discount or an entitlement.", valueName: "kind"))
    var kind = TokenKind.gift

    // Unconditional: "-5" is a wrong amount and not an unknown option.
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("What each gift card holds.", valueName: "amount"))
    var amount: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Three letters of ISO 4217; the settings' currency if not said.", valueName: "code"))
    var currency: String?

    @OptionGroup var days: ValidityOptions

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "The partner or group that accepts them; your own shops if not said.",
            valueName: "id"))
    var acceptor: String?

    @Flag(name: .long, help: "Worth nothing until each is sold: tessera voucher activate.")
    var whenSold = false

    @Option(
        name: .long,
        help: ArgumentHelp("A word for the batch; nothing personal.", valueName: "word"))
    var label: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The number of the campaign that pays, for discounts and entitlements.",
            valueName: "number"))
    var campaign: CampaignNumber?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("A discount of so many percent: 15 or 12.5.", valueName: "percent"))
    var percent: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("A discount of this amount.", valueName: "amount"))
    var off: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("The least a basket must cost for a discount.", valueName: "amount"))
    var minimum: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("The most that a percentage takes off.", valueName: "amount"))
    var cap: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How often each discount or entitlement may be used; 1 if not said.",
            valueName: "count"))
    var uses: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file with the campaign's terms; an entitlement carries their digest.",
            valueName: "file"))
    var terms: String?

    /// Equal vouchers as these options describe them.
    ///
    /// - Parameters:
    ///   - settings: The shop's settings, for what is not said.
    ///   - today: The issuer's day; the first good one if no other is given.
    ///   - count: How many, at least 1.
    /// - Returns: A wish whose values are in range.
    /// - Throws: ``CLIError/usage(_:hint:)`` for options that do not go together or are missing;
    ///   ``ModelError``; ``PremisesError/fileUnreadable(_:reason:)`` for the terms.
    func wish(_ settings: Settings, today: Day, count: Int) throws -> VoucherWish {
        try refuseStrangers()
        let money = AmountText(for: try currency(settings))
        let promised: Terms
        switch kind {
        case .member:
            throw CLIError.usage(
                "A member's card is not a voucher.", hint: "Use: tessera member add.")
        case .gift: promised = .gift(try giftAmount(money))
        case .discount: promised = .discount(try discount(money))
        case .entitlement: promised = .entitlement(try entitlement())
        }
        return VoucherWish(
            terms: promised, uses: try usesWanted(),
            validity: try days.period(of: kind, settings, today: today), count: count,
            activation: whenSold ? .whenSold : .atIssue, label: try checkedLabel(),
            acceptor: try acceptor.map { try ShopID.named($0) })
    }

    private func currency(_ settings: Settings) throws -> Currency {
        guard let currency else { return settings.currency }
        guard let found = Currency(code: currency) else { throw ModelError.currency(currency) }
        return found
    }

    private func giftAmount(_ text: AmountText) throws -> Money {
        Money(
            minorUnits: try text.explained(required(amount, "--amount")), currency: text.currency)
    }

    private func discount(_ text: AmountText) throws -> Discount {
        let reduction: Discount.Reduction
        switch (percent, off) {
        case (.some(let percent), .none):
            reduction = .percent(basisPoints: try Percentage.basisPoints(percent))
        case (.none, .some(let off)):
            guard cap == nil else {
                throw CLIError.usage(
                    "--cap goes with --percent only.",
                    hint: "A fixed amount is never more than itself; leave --cap away.")
            }
            reduction = .amount(minorUnits: try text.explained(off))
        default:
            throw CLIError.usage(
                "A discount is either a percentage or an amount.",
                hint: "Give one of --percent and --off.")
        }
        return Discount(
            campaign: try required(campaign, "--campaign"), reduction: reduction,
            currency: text.currency, minimumSpend: try minimum.map { try text.explained($0) } ?? 0,
            cap: try cap.map { try text.explained($0) } ?? 0)
    }

    private func entitlement() throws -> Entitlement {
        let campaign = try required(campaign, "--campaign")
        let bytes = try Files.bytes(required(terms, "--terms"), most: 16 << 20)
        let digest = Digest.sha256(bytes).prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Entitlement(
            campaign: campaign, uses: UInt16(try usesWanted()), termsDigest: digest)
    }

    private func usesWanted() throws -> Int {
        guard let uses else { return 1 }
        guard (1...65_535).contains(uses) else {
            throw ModelError.number("\(uses)", of: "uses", range: 1...65_535)
        }
        return uses
    }

    private func checkedLabel() throws -> String {
        let label = label ?? ""
        guard label.count <= 100, label.isOneLine else {
            let shown = label.isOneLine ? label : ""
            throw ModelError.name(shown, of: "a batch", example: "spring-flyer")
        }
        return label
    }

    private func required<T>(_ value: T?, _ option: String) throws -> T {
        guard let value else {
            throw CLIError.usage(
                "\(kind.withArticle) needs \(option).", hint: "See: tessera help voucher issue.")
        }
        return value
    }

    /// Refuses options of another kind, because whoever typed them expects an effect.
    private func refuseStrangers() throws {
        let given: [(name: String, isGiven: Bool, kinds: [TokenKind])] = [
            ("--amount", amount != nil, [.gift]),
            ("--campaign", campaign != nil, [.discount, .entitlement]),
            ("--percent", percent != nil, [.discount]),
            ("--off", off != nil, [.discount]),
            ("--minimum", minimum != nil, [.discount]),
            ("--cap", cap != nil, [.discount]),
            ("--uses", uses != nil, [.discount, .entitlement]),
            ("--terms", terms != nil, [.entitlement]),
        ]
        for option in given where option.isGiven && !option.kinds.contains(kind) {
            throw CLIError.usage(
                "\(kind.withArticle) has no \(option.name).",
                hint: "It goes with --kind "
                    + option.kinds.map(\.name).joined(separator: " or --kind ") + ".")
        }
    }
}

extension TokenKind {
    /// The kind as a sentence begins with it.
    fileprivate var withArticle: String {
        switch self {
        case .member: "A member's card"
        case .gift: "A gift card"
        case .discount: "A discount"
        case .entitlement: "An entitlement"
        }
    }
}
