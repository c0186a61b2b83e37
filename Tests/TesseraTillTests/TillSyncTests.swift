import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraVerification
import Testing

/// Pairing, sending, and what the issuer answers.
///
/// - Source: L14, T21.
struct TillSyncTests {
    @Test func `a folder without a pairing is no till's`() throws {
        let scene = try TillScene()

        #expect(throws: TillError.notPaired(scene.path)) { try scene.open() }
    }

    @Test func `installing again changes nothing and another till is refused`() throws {
        let scene = try TillScene()
        try scene.install()
        try scene.install()

        #expect(throws: TillError.pairedAlready(Sample.till1, epoch: 1)) {
            try OfflineTill.install(
                scene.pairing(device: Sample.till2), kit: nil, in: scene.path, at: Sample.noon)
        }
    }

    @Test func `a new pairing waits until the records of the old one were sent`() throws {
        let scene = try TillScene()
        do { try scene.till().take(scene.gift(), scene.cents(100), scene) }
        let again = try scene.pairing(epoch: 2)

        #expect(throws: TillError.claimsUnsent(count: 1)) {
            try OfflineTill.install(again, kit: nil, in: scene.path, at: Sample.noon)
        }
        do { try scene.open().take(receipt: scene.receipt(through: 1)) }
        try OfflineTill.install(again, kit: nil, in: scene.path, at: Sample.noon)

        let till = try scene.open()
        #expect(till.pairing.epoch == 2)
        #expect(till.status.last == 0)
    }

    @Test func `two processes do not work in one folder`() throws {
        let scene = try TillScene()
        let till = try scene.till()

        #expect(throws: ClaimError.self) { try scene.open() }
        withExtendedLifetime(till) {}
    }

    @Test func `a pairing that others can read opens nothing`() throws {
        let scene = try TillScene()
        try scene.install()
        let path = "\(scene.path)/pairing"

        try scene.openToOthers(path)

        #expect(throws: ClaimError.readableByOthers(path)) { try scene.open() }
    }

    @Test func `what the issuer has is not sent again`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        for slot in 1...4 { try till.take(scene.gift(slot: UInt32(slot)), .everything, scene) }

        #expect(try till.upload().claims.map(\.record.sequence) == [1, 2, 3, 4])
        #expect(try till.upload(most: 3).claims.count == 3)
        try till.take(receipt: scene.receipt(through: 3))

        #expect(try till.upload().claims.map(\.record.sequence) == [4])
        #expect(till.unsentCount == 1)
    }

    @Test func `a gap is sent first`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        for slot in 1...4 { try till.take(scene.gift(slot: UInt32(slot)), .everything, scene) }

        try till.take(receipt: scene.receipt(through: 1, last: 4, gaps: [2...3]))

        #expect(try till.upload(most: 2).claims.map(\.record.sequence) == [2, 3])
    }

    @Test func `a book that was put back is offered the last thirty days again`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        try till.take(scene.gift(slot: 1), .everything, scene)
        try till.take(receipt: scene.receipt(through: 1))
        scene.clock.advance(byMilliseconds: 3_600_000)
        try till.take(scene.gift(slot: 2), .everything, scene)

        try till.take(receipt: scene.receipt(through: 2, ledgerEpoch: 78))
        #expect(try till.upload().claims.map(\.record.sequence) == [1, 2])
        scene.clock.advance(byMilliseconds: 1_000)
        try till.take(receipt: scene.receipt(through: 2, ledgerEpoch: 78))

        #expect(try till.upload().claims.isEmpty)
        #expect(try till.receipts().map(\.ledgerEpoch) == [77, 78, 78])
    }

    @Test func `a log that was set back takes nothing`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        try till.take(scene.gift(), scene.cents(100), scene)

        #expect(throws: TillError.logRolledBack(known: 5, last: 1)) {
            try till.take(receipt: scene.receipt(through: 5))
        }
        #expect(throws: TillError.logRolledBack(known: 5, last: 1)) { try scene.reopened(till) }
    }

    @Test func `an older kit and a foreign one are refused`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        try till.take(kit: scene.kit(3))

        #expect(throws: VerificationError.kitRolledBack(held: 3, offered: 2)) {
            try till.take(kit: scene.kit(2))
        }
        var training = scene
        training.isTraining = true
        #expect(throws: TillError.trainingMismatch(tillIsTraining: false)) {
            try till.take(kit: training.kit(4))
        }
        #expect(till.kit?.edition.sequence == 3)
    }

    @Test func `what the kit knows of is not counted twice`() throws {
        var scene = try TillScene()
        scene.leases = [lease(3_000)]
        let till = try scene.till()
        try till.take(scene.gift(), scene.cents(1_000), scene)
        try till.take(receipt: scene.receipt(through: 1))
        scene.clock.advance(byMilliseconds: 1_000)

        // The issuer's book took the 10.00 out of the lease before it made the next kit.
        scene.leases = [lease(2_000)]
        scene.statuses = [(Sample.position(3, 70_001), .partlySpent)]
        try till.take(kit: scene.kit(2, at: scene.clock.now()))

        #expect(try till.check(scene.gift()).left == 2_000)
        #expect(try scene.reopened(till).check(scene.gift()).left == 2_000)
    }

    private func lease(_ amount: Int64) -> Lease {
        Lease(
            position: Sample.position(3, 70_001), amount: amount, device: Sample.till1,
            until: Sample.noon.advanced(byMilliseconds: 36_000_000))
    }
}
