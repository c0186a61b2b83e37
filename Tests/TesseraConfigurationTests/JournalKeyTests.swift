import Testing
import TesseraConfiguration
import TesseraCrypto

/// The key that signs checkpoints: L4.
struct JournalKeyTests {
    private let name = "journal.key"

    @Test func `the key is made once, for its owner only, and stays the same`() throws {
        let keys = try KeyFiles(isTraining: true)
        #expect(try keys.folder.journalPublicKey() == nil)

        let made = try keys.folder.journalKey(of: try keys.load())
        let again = try keys.folder.journalKey(of: try keys.load())
        let known = try #require(try keys.folder.journalPublicKey())

        #expect(made.publicKey.bytes == again.publicKey.bytes)
        #expect(known.key.bytes == made.publicKey.bytes)
        #expect(known.isTraining)
        #expect(try keys.rights(name) == 0o600)
        #expect(try keys.bytes(name).count == 106)
    }

    @Test func `it is locked with the passphrase of the other keys, but for its public half`()
        throws
    {
        let keys = try KeyFiles(passphrase: "correct horse")
        let made = try keys.folder.journalKey(of: try keys.load("correct horse"))

        let known = try #require(try keys.folder.journalPublicKey())
        #expect(known.key.bytes == made.publicKey.bytes)
        #expect(!known.isTraining)
        #expect(try keys.bytes(name).count == 150)

        let other = try KeyFiles().load()
        #expect(throws: ConfigurationError.passphraseMissing(keys.path(name))) {
            try keys.folder.journalKey(of: other)
        }
    }

    @Test func `every changed byte and every cut of the file is found`() throws {
        let keys = try KeyFiles()
        let store = try keys.load()
        _ = try keys.folder.journalKey(of: store)
        let whole = try keys.bytes(name)

        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 1
            try keys.write(bytes, to: name)
            let fault: KeyFileFault = index < 8 ? .notAKeyFile : .checksum
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), fault)) {
                try keys.folder.journalKey(of: store)
            }
        }
        for count in whole.indices {
            try keys.write(Array(whole.prefix(count)), to: name)
            let fault: KeyFileFault = count < 41 ? .cutShort : .checksum
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), fault)) {
                try keys.folder.journalKey(of: store)
            }
        }
    }

    @Test func `a practice key does not sign among live keys`() throws {
        let practice = try KeyFiles(isTraining: true)
        _ = try practice.folder.journalKey(of: try practice.load())
        let live = try KeyFiles()
        let path = practice.path(name)
        let store = try live.load()

        #expect(throws: ConfigurationError.keyFileDamaged(path, .field("training"))) {
            try practice.folder.journalKey(of: store)
        }
    }
}
