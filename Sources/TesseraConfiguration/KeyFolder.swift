import Glibc
import TesseraCrypto
import TesseraModel
import TesseraToken

/// The `keys` folder of the data folder, where a ``KeyStore`` is written down.
///
/// 1  Only the owner can get at the folder and its files; anything looser is refused, not mended,
///    because somebody may have looked already.
/// 2  An epoch's file is written once and never again, until it is destroyed.
/// 3  The records are replaced in one step; after a crash the old ones or the new ones are there.
/// 4  A new epoch is on the disk before the records that name it; a spent epoch is destroyed after
///    the records that retire it, and again at the next change if a crash came between.
///
/// - Source: T8–T11; `docs/keys.md`.
package struct KeyFolder: Sendable {
    /// The folder's path.
    package let path: String

    /// The folder at a path, whether or not it exists yet.
    package init(_ path: String) {
        self.path = path
    }

    /// Reads the records alone: no passphrase is needed, and nothing can be signed.
    ///
    /// - Throws: As ``load(passphrase:)``, apart from what concerns secrets.
    package func entries() throws(ConfigurationError) -> [KeyStore.Entry] {
        let folder = try opened(exclusively: false)
        return try records(in: folder).entries
    }

    /// Returns whether any epoch that counts is sealed with a passphrase.
    ///
    /// - Throws: As ``load(passphrase:)``, apart from what concerns passphrases.
    package func isSealed() throws(ConfigurationError) -> Bool {
        let folder = try opened(exclusively: false)
        let records = try records(in: folder)
        for epoch in neededEpochs(records).keys.sorted() {
            if try content(of: epoch, in: folder).isSealed { return true }
        }
        return false
    }

    /// Reads all keys that count and checks that every secret belongs to its records.
    ///
    /// - Parameter passphrase: Needed if an epoch is sealed; new epochs will be sealed with it.
    /// - Returns: The keys as they were saved last.
    /// - Throws: What can be wrong with files, and
    ///   ``ConfigurationError/keyFileReadable(byOthers:)``,
    ///   ``ConfigurationError/keyFileOwnedByAnother(_:)``,
    ///   ``ConfigurationError/keyFileIsLink(_:)``, ``ConfigurationError/keyFileDamaged(_:_:)``,
    ///   ``ConfigurationError/passphraseMissing(_:)``, ``ConfigurationError/passphraseWrong(_:)``,
    ///   ``ConfigurationError/epochMissing(_:keys:)``, ``ConfigurationError/secretMismatch(_:_:)``,
    ///   ``ConfigurationError/mixedTraining(_:)``.
    package func load(passphrase: SecretBytes?) throws(ConfigurationError) -> KeyStore {
        let folder = try opened(exclusively: false)
        let records = try records(in: folder)
        var secrets: [UInt16: EpochSecret] = [:]
        var isSealed = false
        for (epoch, keys) in neededEpochs(records).sorted(by: { $0.key < $1.key }) {
            let file = "\(path)/\(EpochFile.name(epoch))"
            guard try folder.has(EpochFile.name(epoch)) else {
                throw .epochMissing(file, keys: keys.map(\.id))
            }
            let content = try content(of: epoch, in: folder)
            isSealed = isSealed || content.isSealed
            let secret = try EpochFile.secret(in: content, passphrase: passphrase, path: file)
            for key in keys { try check(secret, against: key, file: file) }
            secrets[epoch] = secret
        }
        var store = try KeyStore(
            records: records, secrets: secrets, passphrase: isSealed ? passphrase : nil)
        // A crash may have left an epoch that no record names; its number is not used again.
        while store.highestEpoch < 9_999 {
            guard try folder.has(EpochFile.name(store.highestEpoch + 1)) else { break }
            store.highestEpoch += 1
        }
        return store
    }

    /// Writes a store down: the first one of a new folder, or the successor of what is there.
    ///
    /// - Throws: ``ConfigurationError/keyFileExists(_:)`` if a first store meets older keys;
    ///   ``ConfigurationError/keysChangedMeanwhile(_:)`` if the folder holds another revision than
    ///   the store came from; ``ConfigurationError/diskFull(_:)`` and what else can be wrong with
    ///   files. Nothing is changed then.
    package func save(_ store: KeyStore) throws(ConfigurationError) {
        let isFirst = store.revision == 1
        if isFirst, unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(errno, path) }
        let folder = try opened(exclusively: true)
        var written: Set<UInt16> = []
        if isFirst {
            guard try !folder.has(RecordsFile.name) else {
                throw .keyFileExists("\(path)/\(RecordsFile.name)")
            }
        } else {
            let held = try records(in: folder)
            guard held.revision + 1 == store.revision else {
                throw .keysChangedMeanwhile("\(path)/\(RecordsFile.name)")
            }
            written = Set(held.entries.map(\.epoch))
        }
        // All that can run out of room is written before anything is changed.
        try folder.remove(RecordsFile.newName)
        try create(RecordsFile.newName, store.records.bytes(), in: folder)
        for epoch in store.secrets.keys.sorted() where !written.contains(epoch) {
            try write(epoch, of: store, in: folder)
        }
        try folder.synchronize()
        try folder.rename(RecordsFile.newName, to: RecordsFile.name)
        try folder.synchronize()
        for epoch in store.spentEpochs.sorted() { try destroy(epoch, in: folder) }
    }

    // MARK: Reading

    func opened(exclusively: Bool) throws(ConfigurationError) -> OpenFile {
        let folder = try OpenFile(folder: path)
        try folder.checkPrivate()
        try folder.lock(exclusively: exclusively)
        return folder
    }

    func contents(
        of name: String, in folder: borrowing OpenFile, mostByteCount: Int
    ) throws(ConfigurationError) -> [UInt8] {
        let file = try OpenFile(name, in: folder, for: .reading)
        try file.checkPrivate()
        return try file.contents(mostByteCount: mostByteCount)
    }

    private func records(in folder: borrowing OpenFile) throws(ConfigurationError) -> RecordsFile {
        let bytes = try contents(
            of: RecordsFile.name, in: folder, mostByteCount: RecordsFile.mostByteCount)
        do {
            return try RecordsFile(bytes)
        } catch {
            throw .keyFileDamaged("\(path)/\(RecordsFile.name)", error)
        }
    }

    private func content(
        of epoch: UInt16, in folder: borrowing OpenFile
    ) throws(ConfigurationError) -> EpochFile.Content {
        let name = EpochFile.name(epoch)
        var bytes = try contents(of: name, in: folder, mostByteCount: EpochFile.mostByteCount)
        defer { bytes.wipe() }
        do throws(KeyFileFault) {
            let content = try EpochFile.content(of: bytes)
            guard content.epoch == epoch else { throw .otherEpoch(content.epoch) }
            return content
        } catch {
            throw .keyFileDamaged("\(path)/\(name)", error)
        }
    }

    private func neededEpochs(_ records: RecordsFile) -> [UInt16: [KeyRecord]] {
        let counting = records.entries.filter { $0.record.state != .retired }
        return Dictionary(grouping: counting, by: \.epoch).mapValues { $0.map(\.record) }
    }

    private func check(
        _ secret: EpochSecret, against key: KeyRecord, file: String
    ) throws(ConfigurationError) {
        let value = try SigningKey.derivedCheckValue(
            id: key.id, suite: key.suite, kinds: key.kinds, audience: key.audience, epoch: secret)
        guard value == key.checkValue else { throw .secretMismatch(file, key.id) }
    }

    // MARK: Writing

    func create(
        _ name: String, _ bytes: [UInt8], in folder: borrowing OpenFile
    ) throws(ConfigurationError) {
        let file = try OpenFile(name, in: folder, for: .creating)
        do {
            try file.write(bytes)
        } catch {
            // A half-written file must not stand in the way of the next attempt.
            try? folder.remove(name)
            throw error
        }
    }

    private func write(
        _ epoch: UInt16, of store: KeyStore, in folder: borrowing OpenFile
    ) throws(ConfigurationError) {
        guard let secret = store.secrets[epoch] else { return }
        var bytes: [UInt8]
        do {
            bytes = try EpochFile.bytes(epoch: epoch, secret: secret, passphrase: store.passphrase)
        } catch {
            throw .crypto(error)
        }
        defer { bytes.wipe() }
        try create(EpochFile.name(epoch), bytes, in: folder)
    }

    /// Overwrites and removes the file of an epoch, if it is still there.
    private func destroy(
        _ epoch: UInt16, in folder: borrowing OpenFile
    ) throws(ConfigurationError) {
        let name = EpochFile.name(epoch)
        guard try folder.has(name) else { return }
        let file = try OpenFile(name, in: folder, for: .overwriting)
        try file.write([UInt8](repeating: 0, count: try file.byteCount()))
        try folder.remove(name)
        try folder.synchronize()
    }
}
