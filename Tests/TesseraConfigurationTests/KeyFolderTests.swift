import Foundation
import Testing
import TesseraConfiguration
import TesseraModel
import TesseraToken

/// Key files: who may touch them, and what is noticed.
struct KeyFolderTests {
    @Test func `first keys stand in files that only their owner can read`() throws {
        let keys = try KeyFiles()

        #expect(try keys.names == ["epoch-0001.key", "records.key"])
        #expect(try keys.rights("epoch-0001.key") == 0o600)
        #expect(try keys.rights("records.key") == 0o600)
        #expect(try keys.rights("") == 0o700)
        #expect(try keys.bytes("epoch-0001.key").count == 76)
        #expect(try keys.bytes("records.key").count == 8 + 1 + 15 + 4 * 19 + 32)
    }

    @Test func `what was saved is loaded again`() throws {
        let keys = try KeyFiles()
        let store = try keys.load()

        #expect(store.revision == 1)
        #expect(store.entries == (try keys.folder.entries()))
        #expect(store.entries.map(\.record.id.number) == [1, 2, 3, 4])
        let first = try store.signingKey(for: .gift, audience: .ownShops)
        let again = try keys.load().signingKey(for: .gift, audience: .ownShops)
        let position = try #require(VoucherPosition(list: 3, slot: 70_001))
        #expect(
            first.typedCodeKey.code(kind: .gift, position: position)
                == again.typedCodeKey.code(kind: .gift, position: position))
    }

    @Test(arguments: ["epoch-0001.key", "records.key"])
    func `every flipped bit of a key file is found`(name: String) throws {
        let keys = try KeyFiles()
        let whole = try keys.bytes(name)

        for bit in 0..<whole.count * 8 {
            var bytes = whole
            bytes[bit / 8] ^= 1 << (bit % 8)
            try keys.write(bytes, to: name)
            let fault: KeyFileFault = bit < 64 ? .notAKeyFile : .checksum
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), fault)) {
                try keys.load()
            }
        }
        try keys.write(whole, to: name)
        #expect(throws: Never.self) { try keys.load() }
    }

    @Test(arguments: ["epoch-0001.key", "records.key"])
    func `a key file cut at any byte or with a byte too many is found`(name: String) throws {
        let keys = try KeyFiles()
        let whole = try keys.bytes(name)

        for count in 0..<whole.count {
            try keys.write(Array(whole.prefix(count)), to: name)
            let fault: KeyFileFault = count < 41 ? .cutShort : .checksum
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), fault)) {
                try keys.load()
            }
        }
        for byte in [UInt8(0), 10, 255] {
            try keys.write(whole + [byte], to: name)
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), .checksum)) {
                try keys.load()
            }
        }
    }

    @Test func `a file larger than any key file is not read to its end`() throws {
        let keys = try KeyFiles()
        try keys.write([UInt8](repeating: 0, count: 5_000), to: "epoch-0001.key")

        let path = keys.path("epoch-0001.key")
        #expect(throws: ConfigurationError.fileTooLarge(path, mostByteCount: 4_096)) {
            try keys.load()
        }
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o666])
    func `a key file that others can get at is refused`(rights: Int) throws {
        for name in ["epoch-0001.key", "records.key"] {
            let keys = try KeyFiles()
            try keys.setRights(rights, of: name)
            #expect(throws: ConfigurationError.keyFileReadable(byOthers: keys.path(name))) {
                try keys.load()
            }
        }
    }

    @Test func `a folder of keys that others can get at is refused`() throws {
        let keys = try KeyFiles()
        try keys.setRights(0o750, of: "")

        #expect(throws: ConfigurationError.keyFileReadable(byOthers: keys.folder.path)) {
            try keys.load()
        }
        #expect(throws: ConfigurationError.keyFileReadable(byOthers: keys.folder.path)) {
            try keys.folder.entries()
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `a key file of another user is refused`() throws {
        let keys = try KeyFiles()
        try FileManager.default.setAttributes(
            [.ownerAccountID: 65_534], ofItemAtPath: keys.path("epoch-0001.key"))

        let path = keys.path("epoch-0001.key")
        #expect(throws: ConfigurationError.keyFileOwnedByAnother(path)) { try keys.load() }
    }

    @Test func `a link in the place of a key file or of the folder is refused`() throws {
        let keys = try KeyFiles()
        let files = FileManager.default
        try files.moveItem(atPath: keys.path("epoch-0001.key"), toPath: keys.path("elsewhere"))
        try files.createSymbolicLink(
            atPath: keys.path("epoch-0001.key"), withDestinationPath: keys.path("elsewhere"))
        let link = keys.folder.path + "-link"
        try files.createSymbolicLink(atPath: link, withDestinationPath: keys.folder.path)

        #expect(throws: ConfigurationError.keyFileIsLink(keys.path("epoch-0001.key"))) {
            try keys.load()
        }
        #expect(throws: ConfigurationError.keyFileIsLink(link)) {
            try KeyFolder(link).load(passphrase: nil)
        }
    }

    @Test func `a folder or a pipe in the place of a key file is refused at once`() throws {
        let keys = try KeyFiles()
        let path = keys.path("epoch-0001.key")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        #expect(throws: ConfigurationError.isADirectory(path)) { try keys.load() }

        try FileManager.default.removeItem(atPath: path)
        #expect(unsafe mkfifo(path, 0o600) == 0)
        #expect(throws: ConfigurationError.notAPlainFile(path)) { try keys.load() }
    }

    @Test func `missing keys are named`() throws {
        let none = try KeyFiles(isEmpty: true)
        #expect(throws: ConfigurationError.fileMissing(none.folder.path)) { try none.load() }

        let keys = try KeyFiles()
        try FileManager.default.removeItem(atPath: keys.path("epoch-0001.key"))
        let missing = ConfigurationError.epochMissing(
            keys.path("epoch-0001.key"), keys: [1, 2, 3, 4].map { KeyID($0) })
        #expect(throws: missing) { try keys.load() }

        try FileManager.default.removeItem(atPath: keys.path("records.key"))
        #expect(throws: ConfigurationError.fileMissing(keys.path("records.key"))) {
            try keys.load()
        }
    }

    @Test func `first keys are never written over others`() throws {
        let keys = try KeyFiles()
        let before = try keys.bytes("epoch-0001.key")
        let other = try KeyStore.created(on: KeyFiles.day, isTraining: false, passphrase: nil)

        #expect(throws: ConfigurationError.keyFileExists(keys.path("records.key"))) {
            try keys.folder.save(other)
        }
        try FileManager.default.removeItem(atPath: keys.path("records.key"))
        #expect(throws: ConfigurationError.keyFileExists(keys.path("epoch-0001.key"))) {
            try keys.folder.save(other)
        }
        #expect(try keys.bytes("epoch-0001.key") == before)
        #expect(try !keys.names.contains("records.key"))
    }

    @Test func `a secret that does not belong to its keys is found`() throws {
        let keys = try KeyFiles()
        let others = try KeyFiles()
        try keys.write(try others.bytes("epoch-0001.key"), to: "epoch-0001.key")

        let mismatch = ConfigurationError.secretMismatch(keys.path("epoch-0001.key"), KeyID(1))
        #expect(throws: mismatch) { try keys.load() }
    }

    @Test func `a file under another epoch's name is found`() throws {
        let keys = try KeyFiles()
        try keys.folder.save(try keys.load().rotated(on: KeyFiles.day, pending: false))
        try keys.write(try keys.bytes("epoch-0001.key"), to: "epoch-0002.key")

        let path = keys.path("epoch-0002.key")
        #expect(throws: ConfigurationError.keyFileDamaged(path, .otherEpoch(1))) {
            try keys.load()
        }
    }

    @Test func `one kind of key file in the place of the other is found`() throws {
        let keys = try KeyFiles()
        try keys.write(try keys.bytes("records.key"), to: "epoch-0001.key")

        let path = keys.path("epoch-0001.key")
        #expect(throws: ConfigurationError.keyFileDamaged(path, .notAKeyFile)) { try keys.load() }
    }
}
