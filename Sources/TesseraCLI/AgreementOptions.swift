import ArgumentParser
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations

/// What is agreed with a shop or a partner; what is not said stays as it was agreed before, or as
/// the help says for a new one.
struct AgreementOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The name people read; the id if not said."))
    var name: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A campaign that it accepts; may be repeated. All if none is named.",
            valueName: "number"))
    var campaign: [CampaignNumber] = []

    @Flag(inversion: .prefixedNo, help: "Whether gift cards are accepted; they are if not said.")
    var gifts: Bool?

    @Option(
        name: .long,
        help: ArgumentHelp("The first day of the agreement; today if not said.", valueName: "day"))
    var from: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The last day of the agreement; three years if not said.", valueName: "day"))
    var until: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The currency of payments and limits; the settings' if not said.", valueName: "code"))
    var currency: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "What you keep of what it honoured; 0 if not said.", valueName: "percent"))
    var fee: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "What you pay back of discounts it gave; 100 if not said.", valueName: "percent"))
    var discountShare: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "What you pay for each use of an entitlement; 0 if not said.", valueName: "amount"))
    var usePrice: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long a settlement runs: day, week or month.", valueName: "period"))
    var period: Agreement.Period?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Who bears what was used twice offline: issuer or acceptor.", valueName: "who"))
    var bearer: Agreement.Bearer?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Whether redemptions may be put back: restored or refused.", valueName: "policy"))
    var refunds: Agreement.Refunds?

    @OptionGroup(title: "Without a network") var offline: OfflineLimitOptions

    mutating func validate() throws {
        guard name?.isSpokenName ?? true else {
            throw ValidationError("--name is one line of 1 to 100 characters.")
        }
    }

    /// The agreement that these options make.
    ///
    /// - Parameters:
    ///   - known: What was agreed before; `nil` for a new acceptor.
    ///   - settings: The shop's settings, for the currency.
    ///   - today: The issuer's day.
    /// - Returns: An agreement whose numbers are in range.
    /// - Throws: ``ModelError``, ``CLIError/badPercentage(_:)``; ``CLIError/usage(_:hint:)`` for
    ///   hours or uses out of range.
    func agreement(_ known: Agreement?, _ settings: Settings, today: Day) throws -> Agreement {
        let currency = try wantedCurrency(known, settings)
        let amounts = AmountText(for: currency)
        var draft = AgreementDraft()
        draft.campaigns = campaign.isEmpty ? nil : campaign
        draft.acceptsGifts = gifts
        draft.first = try from.map(ValidityOptions.day)
        draft.last = try until.map(ValidityOptions.day)
        draft.currency = currency
        draft.feeBasisPoints = try share(fee)
        draft.discountShareBasisPoints = try share(discountShare)
        draft.usePrice = try usePrice.map { try amounts.explained($0, least: 0) }
        (draft.period, draft.bearer, draft.refunds) = (period, bearer, refunds)
        try offline.note(in: &draft, amounts)
        let made = try draft.agreement(known, currency: settings.currency, today: today)
        guard let made else {
            throw CLIError.usage(
                "Hours or uses are out of range.",
                hint: "--fresh-hours is 1 to 720, --kit-hours from there to 2160, "
                    + "--offline-uses 0 to 65535.")
        }
        return made
    }

    private func wantedCurrency(
        _ known: Agreement?, _ settings: Settings
    ) throws(ModelError) -> Currency {
        guard let currency else { return known?.currency ?? settings.currency }
        guard let found = Currency(code: currency) else { throw .currency(currency) }
        return found
    }

    /// A share as typed, of which nothing is one too.
    private func share(_ typed: String?) throws(CLIError) -> Int? {
        guard let typed else { return nil }
        return typed == "0" ? 0 : Int(try Percentage.basisPoints(typed))
    }
}

/// How far tills go without a network.
struct OfflineLimitOptions: ParsableArguments {
    @Option(
        name: .customLong("offline-per-voucher"), parsing: .unconditional,
        help: ArgumentHelp(
            "The most a till takes of one voucher; 0 if not said.", valueName: "amount"))
    var perVoucher: String?

    @Option(
        name: .customLong("offline-per-day"), parsing: .unconditional,
        help: ArgumentHelp("The most a till takes on one day; 0 if not said.", valueName: "amount"))
    var perDay: String?

    @Option(
        name: .customLong("offline-uses"),
        help: ArgumentHelp(
            "The most uses of discounts and entitlements on one day; 0 if not said.",
            valueName: "count"))
    var uses: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("For how many hours a kit is fresh; 24 if not said.", valueName: "count")
    )
    var freshHours: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For how many hours a kit is trusted at all; 72 if not said.", valueName: "count"))
    var kitHours: Int?

    /// Notes in a draft what these options say.
    ///
    /// - Throws: ``ModelError/amount(_:_:_:)``.
    func note(in draft: inout AgreementDraft, _ amounts: AmountText) throws {
        draft.perVoucher = try perVoucher.map { try amounts.explained($0, least: 0) }
        draft.perDay = try perDay.map { try amounts.explained($0, least: 0) }
        (draft.usesPerDay, draft.freshHours, draft.kitHours) = (uses, freshHours, kitHours)
    }
}

extension Agreement.Period: ExpressibleByArgument {}
extension Agreement.Bearer: ExpressibleByArgument {}
extension Agreement.Refunds: ExpressibleByArgument {}

/// The name of a shop, a partner or a group.
struct AcceptorArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The name: letters, digits, - _ and . only.", valueName: "id"))
    var acceptor: String

    /// The name.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    var id: ShopID {
        get throws(ModelError) { try ShopID.named(acceptor) }
    }
}
