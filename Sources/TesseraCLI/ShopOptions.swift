import ArgumentParser
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations

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

    /// The path of the data folder.
    var folder: String {
        data ?? environment("TESSERA_DATA") ?? "\(environment("HOME") ?? ".")/.tessera"
    }

    /// The path of the folder's keys.
    var keysFolder: String { "\(folder)/keys" }

    /// How long a command waits for another one to let go of the data folder.
    static let patienceMilliseconds = 5_000

    /// The passphrase, if one was named.
    ///
    /// - Throws: ``CLIError/fileUnreadable(_:reason:)``.
    func passphrase() throws -> SecretBytes? {
        guard let path = passphraseFile ?? environment("TESSERA_PASSPHRASE_FILE") else {
            return nil
        }
        return try SecretBytes(firstLineOf: path)
    }

    /// The shop's settings.
    ///
    /// - Throws: ``ConfigurationError``.
    func settings() throws -> Settings {
        try Settings.read("\(folder)/\(Settings.fileName)")
    }

    /// The shop's keys.
    ///
    /// - Throws: ``ConfigurationError``; ``CLIError/fileUnreadable(_:reason:)``.
    func keys() throws -> KeyStore {
        try KeyFolder(keysFolder).load(passphrase: passphrase())
    }
}

/// Whether a command changes the book.
enum Access {
    /// It only asks, and may do so while another process works.
    case reading
    /// It owns the data folder while it runs.
    case writing
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
        let settings = try settings()
        let keys = try keys()
        guard settings.isTraining == keys.isTraining else {
            throw ConfigurationError.trainingMismatch(keysAreTraining: keys.isTraining)
        }
        let clock = try SystemClock(isTraining: keys.isTraining)
        let place = try bookPlace(settings)
        let folder = KeyFolder(keysFolder)
        return try waiting {
            try await place.open(access, zone: settings.zone, clock: clock) { ledger in
                try await work(
                    Counter(
                        ledger: ledger, keys: keys, settings: settings, clock: clock,
                        chance: SystemChance(),
                        profiles: ProfileVault { try folder.profileSecret(of: keys) }))
            }
        }
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

extension SecretBytes {
    /// A secret that a person typed into a file or sends down a pipe: its first line.
    ///
    /// - Parameter path: The file; `-` for standard input.
    /// - Throws: ``CLIError/fileUnreadable(_:reason:)``, also for an empty line.
    convenience init(firstLineOf path: String) throws(CLIError) {
        let line = try Files.bytes(path, most: 4_096).prefix { $0 != 10 && $0 != 13 }
        guard !line.isEmpty else {
            throw .fileUnreadable(path, reason: "its first line is empty")
        }
        self.init(line)
    }
}
