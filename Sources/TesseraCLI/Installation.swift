import Glibc
import TesseraConfiguration
import TesseraCrypto
import TesseraJournal
import TesseraLedger
import TesseraToken
import TesseraModel
import TesseraPremises

/// A data folder that is being made.
///
/// 1  A folder that holds a shop, or anything else, is left as it is.
/// 2  While it is being made, a file of its own says so; whoever was cut off begins again, and what
///    was left is made anew, because nothing can have been issued without a book.
/// 3  The book comes last and appears whole. With it the shop is there.
struct Installation {
    let folder: String
    /// The text of the settings' file.
    let yaml: String
    /// What it says.
    let settings: Settings
    let passphrase: SecretBytes?
    /// The first day on which the keys sign.
    let today: Day

    private static let marker = "init.unfinished"
    private static let keys = "keys"

    /// Makes the folder with its settings, keys and book.
    ///
    /// - Returns: The first keys.
    /// - Throws: ``CLIError/alreadyInstalled(_:)``, ``CLIError/folderNotEmpty(_:)``, with nothing
    ///   changed; what can be wrong with files, after which it can be run again.
    func make() throws -> KeyStore {
        try refuseUsedFolder()
        try Folders.makePrivate(folder)
        let marker = "\(folder)/\(Installation.marker)"
        var lock = unsafe open(marker, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let isNew = lock >= 0
        if !isNew { lock = unsafe open(marker, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        guard lock >= 0 else { throw CLIError.fileUnwritable(marker, reason: Files.reason()) }
        defer { close(lock) }
        // Another process may be at it; when it is done there is a book.
        while flock(lock, LOCK_EX) != 0, errno == EINTR {}
        guard try !isMade(lock, isNew: isNew) else {
            try Folders.remove(marker)
            throw CLIError.alreadyInstalled(folder)
        }
        try Files.write(
            Array(yaml.utf8), to: "\(folder)/\(Settings.fileName)", mode: 0o600)
        let keysFolder = "\(folder)/\(Installation.keys)"
        for name in try Folders.names(in: keysFolder) ?? [] {
            try Folders.remove("\(keysFolder)/\(name)")
        }
        let keys = try KeyStore.created(
            on: today, isTraining: settings.isTraining, passphrase: passphrase)
        try KeyFolder(keysFolder).save(keys)
        _ = try KeyFolder(keysFolder).journalKey(of: keys)
        _ = try KeyFolder(keysFolder).kitKey(of: keys)
        _ = try KeyFolder(keysFolder).deviceSecret(of: keys)
        _ = try KeyFolder(keysFolder).profileSecret(of: keys)
        let epoch = try SystemChance().bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let (place, zone) = (try place, settings.zone)
        try waiting {
            if try await place.create(epoch: epoch) { return }
            // What a run was cut off behind is as good as new; what was worked with is not.
            let figures = try await place.read(zone: zone) { try await $0.figures() }
            guard figures.operations == 0 else {
                throw JournalError.bookNotEmpty(operations: figures.operations)
            }
        }
        try Folders.remove(marker)
        return keys
    }

    private func refuseUsedFolder() throws {
        guard let names = try Folders.names(in: folder), !names.isEmpty,
            !names.contains(Installation.marker)
        else { return }
        let ours = [Settings.fileName, Installation.keys]
        guard names.contains(where: { ours.contains($0) || $0.hasPrefix("ledger.") }) else {
            throw CLIError.folderNotEmpty(folder)
        }
        throw CLIError.alreadyInstalled(folder)
    }

    /// Where the book is to be.
    private var place: BookPlace { get throws { try BookPlace(settings, in: folder) } }

    /// Whether another run has made the shop since this one looked.
    ///
    /// - Parameters:
    ///   - lock: The marker, opened and locked.
    ///   - isNew: Whether this run made it.
    /// - Returns: `true` if there is a shop to be left alone.
    /// - Throws: What can be wrong with the folder or the book's place.
    private func isMade(_ lock: Int32, isNew: Bool) throws -> Bool {
        var status = stat()
        guard unsafe fstat(lock, &status) == 0, status.st_nlink > 0 else { return true }
        let place = try place
        guard case .folder = place else {
            // A database may hold the book of a run that was cut off. But where no run was cut off
            // there are no settings yet.
            return try isNew && Folders.names(in: folder)?.contains(Settings.fileName) == true
        }
        return try waiting { try await place.hasBook() }
    }
}

/// The machine's own time zone.
enum MachineZone {
    /// Its IANA name; UTC if the machine does not name one that days can be reckoned in.
    static var name: String {
        var characters = [CChar](repeating: 0, count: 4_096)
        let count = unsafe readlink("/etc/localtime", &characters, characters.count)
        let bytes = characters.prefix(max(0, count)).map(UInt8.init(bitPattern:))
        let path = String(decoding: bytes, as: UTF8.self)
        // ../usr/share/zoneinfo/Europe/Bucharest: the zone's name is what follows the database.
        let parts = path.split(separator: "/")
        guard let database = parts.firstIndex(of: "zoneinfo") else { return "UTC" }
        let name = parts[(database + 1)...].joined(separator: "/")
        return (try? IssuerZone.named(name)) == nil ? "UTC" : name
    }
}
