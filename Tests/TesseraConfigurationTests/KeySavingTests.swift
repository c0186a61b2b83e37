import Foundation
import Testing
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport
import TesseraToken

/// The life of keys on the disk: in order, in one step, and gone when it is over.
struct KeySavingTests {
    private let far = Sample.day("2100-01-01")

    @Test func `a rotation adds an epoch and leaves the older one as it was`() throws {
        let keys = try KeyFiles()
        let before = try keys.bytes("epoch-0001.key")
        try keys.folder.save(try keys.load().rotated(on: KeyFiles.day, pending: true))

        #expect(try keys.names == ["epoch-0001.key", "epoch-0002.key", "records.key"])
        #expect(try keys.bytes("epoch-0001.key") == before)
        #expect(try keys.rights("epoch-0002.key") == 0o600)
        #expect(try keys.rights("records.key") == 0o600)
        #expect(try keys.load().entries.last?.record.state == .pending)
    }

    @Test
    func `the secret of an epoch is destroyed with its last key and its ids are not used again`()
        throws
    {
        let keys = try KeyFiles()
        var store = try keys.load().rotated(on: KeyFiles.day, pending: true)
        try keys.folder.save(store)
        for id in 5...8 {
            #expect(try keys.names.contains("epoch-0002.key"))
            store = try store.retired(KeyID(UInt16(id)), on: KeyFiles.day)
            try keys.folder.save(store)
        }

        #expect(try keys.names == ["epoch-0001.key", "records.key"])
        #expect(throws: ConfigurationError.secretDestroyed(KeyID(5))) {
            try store.signingKey(id: KeyID(5), kind: .gift)
        }
        store = try keys.load()
        #expect(throws: ConfigurationError.secretDestroyed(KeyID(5))) {
            try store.signingKey(id: KeyID(5), kind: .gift)
        }
        try keys.folder.save(try store.rotated(on: far, pending: false))
        #expect(try keys.names == ["epoch-0001.key", "epoch-0003.key", "records.key"])
        #expect(try keys.load().entries.last?.record.id == KeyID(12))
    }

    @Test func `an epoch that a crash left behind is destroyed at the next change`() throws {
        let keys = try KeyFiles()
        var store = try keys.load().rotated(on: KeyFiles.day, pending: true)
        try keys.folder.save(store)
        let secret = try Data(contentsOf: URL(filePath: keys.path("epoch-0002.key")))
        for id in 5...8 {
            store = try store.retired(KeyID(UInt16(id)), on: KeyFiles.day)
            try keys.folder.save(store)
        }
        // As if the power had gone between the records and the destruction.
        let made = FileManager.default.createFile(
            atPath: keys.path("epoch-0002.key"), contents: secret,
            attributes: [.posixPermissions: 0o600])
        #expect(made)

        try keys.folder.save(try keys.load().compromised(KeyID(1)))

        #expect(try keys.names == ["epoch-0001.key", "records.key"])
    }

    @Test func `an epoch that no record names is left alone and its number is not used`() throws {
        let keys = try KeyFiles()
        let waiting = try keys.load().rotated(on: KeyFiles.day, pending: true)
        let records = try keys.bytes("records.key")
        try keys.folder.save(waiting)
        // As if the power had gone between the new epoch and the records.
        try keys.write(records, to: "records.key")
        let left = try keys.bytes("epoch-0002.key")

        try keys.folder.save(try keys.load().rotated(on: KeyFiles.day, pending: false))

        #expect(
            try keys.names
                == ["epoch-0001.key", "epoch-0002.key", "epoch-0003.key", "records.key"])
        #expect(try keys.bytes("epoch-0002.key") == left)
        #expect(try keys.load().entries.map(\.epoch) == [1, 1, 1, 1, 3, 3, 3, 3])
    }

    @Test func `half-written records of a crash are in nobody's way`() throws {
        let keys = try KeyFiles()
        let made = FileManager.default.createFile(
            atPath: keys.path(".records.key.new"), contents: Data([1, 2, 3]),
            attributes: [.posixPermissions: 0o600])
        #expect(made)

        try keys.folder.save(try keys.load().compromised(KeyID(1)))

        #expect(try keys.names == ["epoch-0001.key", "records.key"])
        #expect(try keys.load().entries[0].record.state == .compromised)
    }

    @Test func `two changes of the same keys are not both saved`() throws {
        let keys = try KeyFiles()
        let store = try keys.load()
        try keys.folder.save(try store.compromised(KeyID(1)))

        let late = try store.compromised(KeyID(2))
        #expect(throws: ConfigurationError.keysChangedMeanwhile(keys.path("records.key"))) {
            try keys.folder.save(late)
        }
        #expect(throws: ConfigurationError.keysChangedMeanwhile(keys.path("records.key"))) {
            try keys.folder.save(try keys.load().compromised(KeyID(2)).compromised(KeyID(3)))
        }
        #expect(
            try keys.load().entries.map(\.record.state)
                == [.compromised, .active, .active, .active])
    }

    @Test func `of many changes at the same time exactly one is saved`() async throws {
        let keys = try KeyFiles()
        let store = try keys.load()

        let saved = await withTaskGroup(of: Bool.self) { group in
            for number in 1...16 {
                group.addTask {
                    let id = KeyID(UInt16((number - 1) % 4 + 1))
                    guard let next = try? store.compromised(id) else { return false }
                    return (try? keys.folder.save(next)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(saved == 1)
        #expect(try keys.load().revision == 2)
    }
}
