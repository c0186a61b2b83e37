import ArgumentParser
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// How answers are given; every command has these.
struct SpeechOptions: ParsableArguments {
    @Flag(name: .long, help: "Answer in JSON, one object or one line an item.")
    var json = false

    @Option(
        name: .customLong("color"),
        help: ArgumentHelp("When to use colours: auto, always or never.", valueName: "when"))
    var colouring = Speech.Colouring.auto

    /// Speech as these options ask for it.
    var speech: Speech { Speech(json: json, colouring: colouring) }
}

extension Speech.Colouring: ExpressibleByArgument {}

/// Where the shop is: its data folder and, if the keys are sealed, their passphrase.
struct ShopOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The data folder; $TESSERA_DATA, or ~/.tessera.", valueName: "folder"))
    var data: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file whose first line is the keys' passphrase; - for standard input.",
            valueName: "file"))
    var passphraseFile: String?

    /// The place that these options name.
    var premises: Premises { Premises(folder: data, passphraseFile: passphraseFile) }

    /// The path of the data folder.
    var folder: String { premises.folder }

    /// The path of the folder's keys.
    var keysFolder: String { premises.keysFolder }

    /// The passphrase, if one was named.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    func passphrase() throws -> SecretBytes? { try premises.passphrase() }

    /// The shop's settings.
    ///
    /// - Throws: ``ConfigurationError``.
    func settings() throws -> Settings { try premises.settings() }

    /// The shop's keys.
    ///
    /// - Throws: ``ConfigurationError``; ``PremisesError/fileUnreadable(_:reason:)``.
    func keys() throws -> KeyStore { try premises.keys() }

    /// Where the shop's book is.
    ///
    /// - Throws: What can be wrong with the settings and with the address in them.
    func bookPlace(_ settings: Settings) throws -> BookPlace { try premises.bookPlace(settings) }

    /// Refuses a shop whose book is in a database, where only a file is copied.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)``.
    func refuseDatabase() throws(CLIError) {
        guard (try? settings())?.ledger != nil else { return }
        throw .usage(
            "This shop's book is in a database, which tessera backup does not copy.",
            hint: "Back up the database with its own tools; tessera ledger export writes the "
                + "journal.")
    }
}

extension ShopOptions {
    /// Opens the counter, lets a command work at it, and closes the book behind it.
    ///
    /// - Parameters:
    ///   - access: Whether the book is changed.
    ///   - work: What the command does.
    /// - Returns: What the work returns.
    /// - Throws: What can be wrong with the data folder; what the work throws.
    func atCounter<T: Sendable>(
        _ access: Access, _ work: @escaping @Sendable (Counter) async throws -> T
    ) throws -> T {
        let premises = premises
        return try waiting { try await premises.atCounter(access, work) }
    }
}

/// Where a code is presented.
struct PlaceOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The shop's id, as in tessera.yaml.", valueName: "id"))
    var shop: String?

    @Option(name: .long, help: ArgumentHelp("The till's id.", valueName: "id"))
    var till: String?

    /// The shop that was named, or the one of the settings.
    ///
    /// - Throws: ``CLIError/unknownShop(_:nearest:)``.
    func shop(_ settings: Settings) throws -> ShopID {
        guard let shop else { return settings.defaultShop }
        guard let id = ShopID(shop), settings.shop(id) != nil else {
            let known = settings.shops.map(\.id.text)
            throw CLIError.unknownShop(shop, nearest: Spelling.nearest(to: shop, in: known))
        }
        return id
    }

    /// The till that was named, or the one of the settings.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    func till(_ settings: Settings) throws -> TillID {
        guard let till else { return settings.till }
        guard let id = TillID(till) else {
            throw ModelError.name(till, of: "a till", example: "till-1")
        }
        return id
    }
}

/// The caller's own name for what the command does.
struct OperationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "An operation id of your own: repeating it gives the first answer again.",
            valueName: "id"))
    var operation: String?

    /// The id that was given, or a new one.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    func id(_ counter: Counter) throws -> OperationID {
        try given ?? counter.newOperation()
    }

    /// The id that was given.
    var given: OperationID? {
        get throws { try operation.map(OperationOptions.read) }
    }

    private static func read(_ operation: String) throws -> OperationID {
        guard let id = OperationID(operation) else {
            throw ModelError.name(
                operation, of: "an operation", example: "op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
        }
        return id
    }
}
