import Foundation
import Synchronization
import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// Where a till keeps its kit: T21.
struct KitFolderTests {
    private let holder: TemporaryFolder
    private var path: String { "\(holder.path)/kit" }

    init() throws { holder = try TemporaryFolder() }

    private func pin(_ acceptor: ShopID = Sample.harbour, _ device: TillID? = Sample.till1)
        throws -> KitPin
    {
        KitPin(publicKey: try SampleKeys.kitKey().publicKey, acceptor: acceptor, device: device)
    }

    private func folder() throws -> KitFolder { KitFolder(path, pin: try pin()) }

    private func file(_ sequence: UInt64, at time: Timestamp = Sample.noon) throws -> [UInt8] {
        try SampleKit.file(
            SampleKit.kit(edition: SampleKit.edition(sequence: sequence, issuedAt: time)))
    }

    private func rights(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? -1
    }

    @Test func `a kit that was taken is there, for its owner only`() throws {
        let folder = try folder()
        #expect(try folder.kit() == nil)
        #expect(try folder.highestSequence() == 0)

        let taken = try folder.take(file(5), at: Sample.noon)

        #expect(taken.edition.sequence == 5)
        #expect(try folder.kit()?.edition == SampleKit.edition())
        #expect(try folder.highestSequence() == 5)
        #expect(try rights(path) == 0o700)
        #expect(try rights("\(path)/kit") == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(names == ["kit", "kit.highest"])
    }

    @Test func `a kit of a lower or the same number is refused`() throws {
        let folder = try folder()
        _ = try folder.take(file(5), at: Sample.noon)

        for sequence in [4, 5] as [UInt64] {
            #expect(throws: VerificationError.kitRolledBack(held: 5, offered: sequence)) {
                try folder.take(file(sequence), at: Sample.noon)
            }
        }
        #expect(try folder.take(file(6), at: Sample.noon).edition.sequence == 6)
        #expect(try folder.highestSequence() == 6)
    }

    @Test func `deleting the kit does not let an older one in`() throws {
        let folder = try folder()
        _ = try folder.take(file(5), at: Sample.noon)

        try FileManager.default.removeItem(atPath: "\(path)/kit")

        #expect(try folder.kit() == nil)
        #expect(throws: VerificationError.kitRolledBack(held: 5, offered: 5)) {
            try folder.take(file(5), at: Sample.noon)
        }
        #expect(try folder.take(file(6), at: Sample.noon).edition.sequence == 6)
    }

    @Test func `a number that was changed lets nothing in`() throws {
        let folder = try folder()
        _ = try folder.take(file(5), at: Sample.noon)
        let counter = "\(path)/kit.highest"
        let whole = try Data(contentsOf: URL(filePath: counter))
        #expect(whole.count == 46)

        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 1
            try bytes.write(to: URL(filePath: counter))
            #expect(throws: VerificationError.kitCounterDamaged(counter)) {
                try folder.take(file(6), at: Sample.noon)
            }
        }
    }

    @Test func `a kit of another acceptor, another till or another issuer is refused`() throws {
        let market = SampleKit.edition(sequence: 6, acceptor: Sample.market, device: nil)
        let till2 = SampleKit.edition(sequence: 6, device: Sample.till2)
        let anyTill = SampleKit.edition(sequence: 6, device: nil)
        let folder = try folder()
        _ = try folder.take(file(5), at: Sample.noon)

        #expect(throws: VerificationError.kitOfAnother(Sample.market, nil)) {
            try folder.take(
                SampleKit.file(SampleKit.kit(edition: market, leases: [])), at: Sample.noon)
        }
        #expect(throws: VerificationError.kitOfAnother(Sample.harbour, Sample.till2)) {
            try folder.take(
                SampleKit.file(SampleKit.kit(edition: till2, leases: [])), at: Sample.noon)
        }
        let other = try Ed25519PrivateKey(seed: SecretBytes(1..<33))
        #expect(throws: VerificationError.kitNotGenuine) {
            try folder.take(
                KitFile.bytes(of: SampleKit.kit(), signedBy: other), at: Sample.noon)
        }
        #expect(try folder.kit()?.edition.sequence == 5)
        let taken = try folder.take(
            SampleKit.file(SampleKit.kit(edition: anyTill, leases: [])), at: Sample.noon)
        #expect(taken.edition.device == nil)
    }

    @Test func `a kit from the future is refused beyond ten minutes`() throws {
        let folder = try folder()
        let early = Sample.noon.advanced(byMilliseconds: -600_001)

        #expect(throws: VerificationError.clockImplausible(early)) {
            try folder.take(file(5), at: early)
        }
        _ = try folder.take(file(5), at: Sample.noon.advanced(byMilliseconds: -600_000))
    }

    @Test func `changes are taken for the kit that is held`() throws {
        let folder = try folder()
        let (five, six) = (try file(5), try file(6))
        let delta = try KitDelta.bytes(from: five, to: six, signedBy: SampleKeys.kitKey())
        #expect(throws: VerificationError.kitDeltaMismatch(held: nil, base: 5)) {
            try folder.take(delta: delta, at: Sample.noon)
        }
        _ = try folder.take(five, at: Sample.noon)

        let taken = try folder.take(delta: delta, at: Sample.noon)

        #expect(taken.edition.sequence == 6)
        #expect(try Data(contentsOf: URL(filePath: "\(path)/kit")) == Data(six))
        #expect(throws: VerificationError.kitDeltaMismatch(held: 6, base: 5)) {
            try folder.take(delta: delta, at: Sample.noon)
        }
    }

    @Test func `a folder that others can look into is not used`() throws {
        _ = try folder().take(file(5), at: Sample.noon)
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: path)

        #expect(throws: VerificationError.kitFolderReadable(byOthers: path)) {
            try folder().kit()
        }
    }

    private struct Cut: Hashable, CustomTestStringConvertible {
        let index: Int
        var testDescription: String { "before step \(index)" }
    }

    /// One cut before each step of replacing the kit and the number.
    private static let cuts = (0..<2 * KitFolderStep.allCases.count).map(Cut.init)

    @Test(arguments: cuts)
    private func `after a crash before any step the old or the new kit is there, whole`(
        cut: Cut
    ) throws {
        _ = try folder().take(file(5), at: Sample.noon)
        let steps = Mutex(0)
        let crash = VerificationError.kitFolderFailed("crash", errorNumber: 0)
        let cutFolder = KitFolder(path, pin: try pin()) { _ throws(VerificationError) in
            let count = steps.withLock { steps in
                steps += 1
                return steps
            }
            guard count <= cut.index else { throw crash }
        }

        #expect(throws: crash) { try cutFolder.take(file(6), at: Sample.noon) }

        let held = try #require(try folder().kit()).edition.sequence
        // The sixth of the seven steps puts the new kit in its place.
        #expect(held == (cut.index <= 5 ? 5 : 6))
        #expect(try folder().highestSequence() == held)
        #expect(throws: VerificationError.kitRolledBack(held: held, offered: 5)) {
            try folder().take(file(5), at: Sample.noon)
        }
        if held == 5 { _ = try folder().take(file(6), at: Sample.noon) }
        #expect(try folder().take(file(7), at: Sample.noon).edition.sequence == 7)
    }

    @Test func `a new kit cut at any byte leaves the old one, and is written over`() throws {
        _ = try folder().take(file(5), at: Sample.noon)
        let six = try file(6)
        for count in stride(from: 0, through: six.count, by: 97) {
            for name in ["kit.new", "kit.highest.new"] {
                try Data(six.prefix(count)).write(to: URL(filePath: "\(path)/\(name)"))
            }
            #expect(try folder().kit()?.edition.sequence == 5)
            #expect(try folder().highestSequence() == 5)
        }

        #expect(try folder().take(six, at: Sample.noon).edition.sequence == 6)
    }

    @Test func `every step is taken once for the kit and once for the number`() throws {
        let steps = Mutex<[KitFolderStep]>([])
        let folder = KitFolder(path, pin: try pin()) { step throws(VerificationError) in
            steps.withLock { $0.append(step) }
        }

        _ = try folder.take(file(5), at: Sample.noon)

        let order: [KitFolderStep] = [
            .clear, .create, .writeHalf, .writeRest, .synchronize, .rename, .synchronizeFolder,
        ]
        #expect(steps.withLock { $0 } == order + order)
    }

    // A kit on the disk that was changed can be replaced, and its number is still remembered.
    @Test func `a kit that was changed on the disk is refused and can be fetched again`() throws {
        let folder = try folder()
        _ = try folder.take(file(5), at: Sample.noon)
        var bytes = try Data(contentsOf: URL(filePath: "\(path)/kit"))
        bytes[100] ^= 1
        try bytes.write(to: URL(filePath: "\(path)/kit"))

        #expect(throws: VerificationError.kitDamaged) { try folder.kit() }
        #expect(throws: VerificationError.kitRolledBack(held: 5, offered: 5)) {
            try folder.take(file(5), at: Sample.noon)
        }
        _ = try folder.take(file(6), at: Sample.noon)
        #expect(try folder.kit()?.edition.sequence == 6)
    }
}
