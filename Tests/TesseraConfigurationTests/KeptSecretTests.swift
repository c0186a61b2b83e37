import Testing
import TesseraConfiguration
import TesseraCrypto

/// The key that signs kits, the secret of tills' keys, the secret of profiles: T19, R11.
struct KeptSecretTests {
    @Test(arguments: ["kit.key", "device.key", "profile.key"])
    func `each is made once, for its owner only, and stays the same`(name: String) throws {
        let keys = try KeyFiles(isTraining: true)
        #expect(try keys.folder.kitPublicKey() == nil)

        let made = try secret(name, keys, try keys.load())
        let again = try secret(name, keys, try keys.load())

        #expect(made == again)
        #expect(try keys.rights(name) == 0o600)
        #expect(try keys.bytes(name).count == 106)
        #expect(try !keys.names.contains("\(name).new"))
    }

    @Test(arguments: ["kit.key", "device.key", "profile.key"])
    func `each is locked with the passphrase of the other keys`(name: String) throws {
        let keys = try KeyFiles(passphrase: "correct horse")
        let made = try secret(name, keys, try keys.load("correct horse"))

        #expect(try keys.bytes(name).count == 150)
        #expect(try secret(name, keys, try keys.load("correct horse")) == made)
        let other = try KeyFiles().load()
        #expect(throws: ConfigurationError.passphraseMissing(keys.path(name))) {
            try secret(name, keys, other)
        }
    }

    @Test func `the public half of the kits' key needs no passphrase`() throws {
        let keys = try KeyFiles(passphrase: "correct horse")
        let made = try keys.folder.kitKey(of: try keys.load("correct horse"))

        let known = try #require(try keys.folder.kitPublicKey())

        #expect(known.key.bytes == made.publicKey.bytes)
        #expect(!known.isTraining)
    }

    @Test(arguments: ["kit.key", "device.key", "profile.key"])
    func `every changed byte of a file is found`(name: String) throws {
        let keys = try KeyFiles()
        let store = try keys.load()
        _ = try secret(name, keys, store)
        let whole = try keys.bytes(name)

        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 1
            try keys.write(bytes, to: name)
            let fault: KeyFileFault = index < 8 ? .notAKeyFile : .checksum
            #expect(throws: ConfigurationError.keyFileDamaged(keys.path(name), fault)) {
                try secret(name, keys, store)
            }
        }
    }

    @Test func `one file does not stand in for another`() throws {
        let keys = try KeyFiles()
        let store = try keys.load()
        _ = try keys.folder.kitKey(of: store)
        _ = try keys.folder.deviceSecret(of: store)

        try keys.write(try keys.bytes("kit.key"), to: "device.key")

        #expect(
            throws: ConfigurationError.keyFileDamaged(keys.path("device.key"), .notAKeyFile)
        ) { try keys.folder.deviceSecret(of: store) }
    }

    @Test(arguments: ["kit.key", "device.key", "profile.key"])
    func `what is for practising does not serve live keys`(name: String) throws {
        let practice = try KeyFiles(isTraining: true)
        _ = try secret(name, practice, try practice.load())
        let live = try KeyFiles().load()

        #expect(
            throws: ConfigurationError.keyFileDamaged(practice.path(name), .field("training"))
        ) { try secret(name, practice, live) }
    }

    private func secret(
        _ name: String, _ keys: KeyFiles, _ store: KeyStore
    ) throws(ConfigurationError) -> [UInt8] {
        switch name {
        case "kit.key": try keys.folder.kitKey(of: store).publicKey.bytes
        case "device.key": try keys.folder.deviceSecret(of: store).secret.exposed()
        default: try keys.folder.profileSecret(of: store).digest(of: [1], for: "test")
        }
    }
}
