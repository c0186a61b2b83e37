import ArgumentParser
import TesseraModel
import TesseraOperations

/// What is asked of a voucher, or of several on one basket.
struct DemandOptions: ParsableArguments {
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

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "The price of a basket that the vouchers together cover.", valueName: "amount"))
    var due: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The currency of --due; the settings' if not said.", valueName: "code"))
    var currency: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The code of the member's card that is shown with it.", valueName: "code"))
    var member: String?

    @Flag(name: .long, help: "Put it aside and take it later with tessera capture.")
    var hold = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For how long it is put aside, 1 to 1440; 15 if not said.", valueName: "count"))
    var minutes: Int?

    /// Refuses what does not go together.
    func validate(_ codes: [String]) throws {
        guard [amount != nil, all, uses != nil, due != nil].filter(\.self).count <= 1 else {
            throw ValidationError("Give one of --amount, --all, --uses and --due.")
        }
        guard uses.map((1...65_535).contains) ?? true else {
            throw ValidationError("--uses is a number from 1 to 65535.")
        }
        guard codes.count == 1 || due != nil else {
            throw ValidationError("Several codes are used on one basket: give its price as --due.")
        }
        guard due == nil || !hold else {
            throw ValidationError("A basket is not put aside; hold its vouchers one by one.")
        }
        guard due != nil || currency == nil else {
            throw ValidationError("--currency goes with --due; a voucher has its own.")
        }
        guard hold || minutes == nil else {
            throw ValidationError("--minutes goes with --hold.")
        }
        guard !codes.contains("-") || (due == nil && !hold && member == nil) else {
            throw ValidationError("A stream takes no --due, --hold and --member.")
        }
    }

    /// What is asked of a single voucher.
    var asked: Asked {
        if let amount { return .amount(amount) }
        if let uses { return .uses(uses) }
        return all ? .everything : .nothing
    }

    /// The code of the member's card; `nil` if none is shown.
    ///
    /// - Throws: What ``CodeInput`` throws.
    var card: String? {
        get throws { try member.map(CodeInput.one) }
    }

    /// The currency that was named; `nil` for the settings'.
    ///
    /// - Throws: ``ModelError/currency(_:)``.
    var currencyWanted: Currency? {
        get throws {
            try currency.map { code in
                guard let found = Currency(code: code) else { throw ModelError.currency(code) }
                return found
            }
        }
    }
}

/// How much of what was put aside or taken before.
struct PartOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "So much of it, for a gift card; all if not said.", valueName: "amount"))
    var amount: String?

    @Option(
        name: .long,
        help: ArgumentHelp("So many uses of it; all if not said.", valueName: "count"))
    var uses: Int?

    mutating func validate() throws {
        guard amount == nil || uses == nil else {
            throw ValidationError("Give one of --amount and --uses.")
        }
        guard uses.map((1...65_535).contains) ?? true else {
            throw ValidationError("--uses is a number from 1 to 65535.")
        }
    }

    /// How much is asked.
    var asked: Asked {
        if let amount { return .amount(amount) }
        return uses.map { .uses($0) } ?? .nothing
    }
}

extension OperationID {
    /// The redemption that a person names.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    static func redemption(named text: String) throws(ModelError) -> OperationID {
        guard let id = OperationID(text) else {
            throw .name(text, of: "a redemption", example: "rd_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
        }
        return id
    }

    /// The hold that a person names.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    static func hold(named text: String) throws(ModelError) -> OperationID {
        guard let id = OperationID(text) else {
            throw .name(text, of: "a hold", example: "hold_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
        }
        return id
    }
}
