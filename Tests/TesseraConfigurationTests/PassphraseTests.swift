import Testing
import TesseraConfiguration
import TesseraModel

/// Epochs that are sealed with a passphrase.
struct PassphraseTests {
    @Test func `the right passphrase opens the keys and another does not`() throws {
        let keys = try KeyFiles(passphrase: "correct horse")
        let path = keys.path("epoch-0001.key")

        #expect(try keys.bytes("epoch-0001.key").count == 120)
        #expect(try keys.folder.isSealed())
        #expect(try keys.load("correct horse").entries.count == 4)
        #expect(throws: ConfigurationError.passphraseWrong(path)) { try keys.load("correct hors") }
        #expect(throws: ConfigurationError.passphraseMissing(path)) { try keys.load() }
        #expect(try keys.folder.entries().count == 4)
    }

    @Test func `every flipped bit of a sealed file is found before the passphrase is tried`() throws
    {
        let keys = try KeyFiles(passphrase: "correct horse")
        let name = "epoch-0001.key"
        let whole = try keys.bytes(name)

        for bit in 0..<whole.count * 8 {
            var bytes = whole
            bytes[bit / 8] ^= 1 << (bit % 8)
            try keys.write(bytes, to: name)
            let fault: KeyFileFault = bit < 64 ? .notAKeyFile : .checksum
            // The wrong passphrase would be the answer if it were tried first.
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), fault)) {
                try keys.load("wrong")
            }
        }
        for count in 0..<whole.count {
            try keys.write(Array(whole.prefix(count)), to: name)
            let fault: KeyFileFault = count < 41 ? .cutShort : .checksum
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), fault)) {
                try keys.load("wrong")
            }
        }
    }

    @Test func `a new epoch is sealed as the old one is`() throws {
        let keys = try KeyFiles(passphrase: "correct horse")
        let store = try keys.load("correct horse")
        try keys.folder.save(try store.rotated(on: KeyFiles.day, pending: false))

        #expect(try keys.bytes("epoch-0002.key").count == 120)
        #expect(try keys.load("correct horse").entries.count == 8)
    }

    @Test func `a passphrase that is not needed changes nothing`() throws {
        let keys = try KeyFiles()
        let store = try keys.load("not needed")
        try keys.folder.save(try store.rotated(on: KeyFiles.day, pending: false))

        #expect(try !keys.folder.isSealed())
        #expect(try keys.bytes("epoch-0002.key").count == 76)
        #expect(try keys.load().entries.count == 8)
    }

    @Test func `two sealed files of one passphrase have nothing in common`() throws {
        let keys = try KeyFiles(passphrase: "correct horse")
        let store = try keys.load("correct horse")
        try keys.folder.save(try store.rotated(on: KeyFiles.day, pending: false))

        let first = try keys.bytes("epoch-0001.key")
        let second = try keys.bytes("epoch-0002.key")
        #expect(first[12..<28] != second[12..<28])
        #expect(first[28..<40] != second[28..<40])
    }
}
