import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraToken

/// The place where a shop is: a data folder with its settings, its keys and, mostly, its book.
///
/// Both doors enter here. Nothing is kept: every question reads the folder as it is at that moment,
/// so whoever stays long asks once, with ``equipment()`` or ``atCounter(_:connections:_:)``.
package struct Premises: Hashable, Sendable {
    /// How long somebody waits for another one to let go of the data folder.
    package static let patienceMilliseconds = 5_000

    /// The path of the data folder.
    package let folder: String
    /// The path of the file with the keys' passphrase; `-` for standard input, `nil` for none.
    package let passphraseFile: String?

    /// The place that is named, or else the one that the environment names.
    ///
    /// - Parameters:
    ///   - folder: The data folder; `nil` for `TESSERA_DATA`, or `.tessera` in the home folder.
    ///   - passphraseFile: A file whose first line is the keys' passphrase, `-` for standard input;
    ///     `nil` for `TESSERA_PASSPHRASE_FILE`, or none.
    package init(folder: String? = nil, passphraseFile: String? = nil) {
        self.folder =
            folder ?? environment("TESSERA_DATA") ?? "\(environment("HOME") ?? ".")/.tessera"
        self.passphraseFile = passphraseFile ?? environment("TESSERA_PASSPHRASE_FILE")
    }

    /// The path of the folder's keys.
    package var keysFolder: String { "\(folder)/keys" }

    /// The shop's settings.
    ///
    /// - Throws: What can be wrong with their file, and with what it says.
    package func settings() throws(ConfigurationError) -> Settings {
        try Settings.read("\(folder)/\(Settings.fileName)")
    }

    /// The passphrase, if one was named.
    ///
    /// - Returns: The first line of the file; `nil` if no file was named.
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    package func passphrase() throws(PremisesError) -> SecretBytes? {
        guard let passphraseFile else { return nil }
        return try SecretBytes(firstLineOf: passphraseFile)
    }

    /// The shop's keys.
    ///
    /// - Throws: What can be wrong with key files; ``PremisesError/fileUnreadable(_:reason:)``.
    package func keys() throws -> KeyStore {
        try KeyFolder(keysFolder).load(passphrase: passphrase())
    }

    /// The clock, which may be set only where all keys are for training; needs no passphrase.
    ///
    /// - Throws: What can be wrong with key files; ``PremisesError/clockSetWithLiveKeys``;
    ///   ``ModelError/time(_:)``.
    package func clock() throws -> SystemClock {
        let entries = try KeyFolder(keysFolder).entries()
        return try SystemClock(
            isTraining: entries.allSatisfy { $0.record.id.isTraining } && !entries.isEmpty)
    }

    /// Where the shop's book is.
    ///
    /// - Throws: What can be wrong with the settings and with the address in them.
    package var bookPlace: BookPlace { get throws { try bookPlace(settings()) } }

    /// Where the shop's book is, by settings that were read already.
    ///
    /// - Throws: What can be wrong with the address in them.
    package func bookPlace(_ settings: Settings) throws -> BookPlace {
        try BookPlace(settings, in: folder)
    }
}

extension Premises {
    /// What a counter needs besides the book, read now and checked against each other.
    ///
    /// - Throws: What can be wrong with settings, keys, passphrase and clock;
    ///   ``ConfigurationError/trainingMismatch(keysAreTraining:)``.
    package func equipment() throws -> Equipment {
        let settings = try settings()
        let keys = try keys()
        guard settings.isTraining == keys.isTraining else {
            throw ConfigurationError.trainingMismatch(keysAreTraining: keys.isTraining)
        }
        return Equipment(
            settings: settings, keys: keys,
            clock: try SystemClock(isTraining: keys.isTraining), keysFolder: keysFolder)
    }

    /// A counter over a book that is open already.
    ///
    /// - Parameter ledger: The book; whoever opened it closes it.
    /// - Returns: A counter with settings and keys as they are now.
    /// - Throws: As ``equipment()``; ``ConfigurationError/crypto(_:)``.
    package func counter(ledger: any Ledger) throws -> Counter {
        try equipment().counter(ledger: ledger)
    }

    /// Opens the book, lets somebody work at the counter, and closes the book behind them.
    ///
    /// - Parameters:
    ///   - access: Whether the book is changed.
    ///   - connections: How many bookings may be under way at once in a database, at least 1.
    ///   - work: What is done there; it may last as long as a service does.
    /// - Returns: What the work returns.
    /// - Throws: What can be wrong with the place; what the work throws.
    package func atCounter<T: Sendable>(
        _ access: Access, connections: Int = 1,
        _ work: @Sendable (Counter) async throws -> T
    ) async throws -> T {
        let equipment = try equipment()
        return try await bookPlace(equipment.settings).open(
            access, zone: equipment.settings.zone, clock: equipment.clock,
            connections: connections
        ) { try await work(equipment.counter(ledger: $0)) }
    }
}
