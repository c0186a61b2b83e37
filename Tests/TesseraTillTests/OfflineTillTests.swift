import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraToken
import TesseraVerification
import Testing

/// A counter with a kit and a log.
///
/// - Source: T12, T13, T19, L14, R3, R12; F23, F24, F25.
struct OfflineTillTests {
    private static let seat = Sample.position(3, 70_001)

    @Test func `a check says what is left and how old the kit is`() throws {
        let scene = try TillScene()

        let found = try scene.till().check(scene.gift())

        #expect(found.left == 5_000)
        #expect(found.takeable == 5_000)
        #expect(found.age.minutes == 180)
        #expect(!found.age.isStale)
        #expect(found.age.expiresAt == Sample.noon.advanced(byMilliseconds: 21 * 3_600_000))
        #expect(!found.age.isTraining)
    }

    @Test func `a card is used up in parts and then refused with when and where`() throws {
        let scene = try TillScene()
        let till = try scene.till()

        let first = try till.take(scene.gift(), scene.cents(1_200), scene)
        scene.clock.advance(byMilliseconds: 60_000)
        let second = try till.take(scene.gift(), .everything, scene)

        #expect(first.taken == 1_200 && first.left == 3_800)
        #expect(second.taken == 3_800 && second.left == 0)
        let use = Use(time: second.time, shop: Sample.harbour, till: Sample.till1)
        #expect(throws: LedgerError.alreadyRedeemed(use)) { try till.check(scene.gift()) }
        #expect(throws: LedgerError.alreadyRedeemed(use)) {
            try till.take(scene.gift(), scene.cents(1), scene)
        }
    }

    @Test func `more than is left is refused with what is left`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        try till.take(scene.gift(), scene.cents(4_000), scene)

        #expect(
            throws: LedgerError.insufficientBalance(
                available: Sample.euros(cents: 1_000), wanted: Sample.euros(cents: 1_001))
        ) { try till.take(scene.gift(), scene.cents(1_001), scene) }
    }

    @Test func `what was taken is known after the till was opened again`() throws {
        let scene = try TillScene()
        try scene.till().take(scene.gift(), scene.cents(1_200), scene)

        #expect(try scene.open().check(scene.gift()).left == 3_800)
    }

    @Test func `the same operation gets the same answer, also after a restart`() throws {
        let scene = try TillScene()
        let id = scene.ids.next()
        let code = try scene.gift()
        let first = try scene.till().redeem(code, operation: id) { _ in scene.cents(1_200) }
        // Other things happen meanwhile, and the voucher's balance changes.
        try scene.open().take(code, scene.cents(800), scene)

        let till = try scene.open()
        let again = try till.redeem(code, operation: id) { _ in scene.cents(1_200) }

        #expect(again.isReplay && !first.isReplay)
        #expect(again.taken == 1_200 && again.left == 3_800 && again.time == first.time)
        #expect(try till.check(code).left == 3_000)
        #expect(throws: LedgerError.operationReused(id)) {
            try till.redeem(code, operation: id) { _ in scene.cents(1_201) }
        }
        #expect(throws: LedgerError.operationReused(id)) {
            try till.redeem(scene.gift(slot: 5), operation: id) { _ in scene.cents(1_200) }
        }
        #expect(throws: LedgerError.operationReused(id)) { try till.undo(nil, operation: id) }
    }

    @Test func `all that is left is repeated as all that was left`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let id = scene.ids.next()
        try till.take(scene.gift(), scene.cents(1_200), scene)
        _ = try till.redeem(scene.gift(), operation: id) { _ in .everything }

        let again = try till.redeem(scene.gift(), operation: id) { _ in .everything }

        #expect(again.taken == 3_800 && again.isReplay)
        #expect(
            try till.upload().claims[1].record.taken?.demand
                == .amount(Sample.euros(cents: 3_800)))
    }

    @Test func `uses and discounts are taken by the ledger's own rules`() throws {
        let scene = try TillScene()
        let till = try scene.till()

        let coffees = try till.take(scene.coffees(), .uses(3), scene)
        let percent = try till.take(
            scene.percent(slot: 9), .purchase(Sample.euros(cents: 2_010)), scene)

        #expect(coffees.taken == 3 && coffees.left == 7)
        #expect(percent.discount == Sample.euros(cents: 302))
        #expect(throws: LedgerError.insufficientUses(available: 7, wanted: 8)) {
            try till.take(scene.coffees(), .uses(8), scene)
        }
        #expect(throws: LedgerError.demandMismatch(.entitlement)) {
            try till.take(scene.coffees(), .everything, scene)
        }
    }

    @Test(arguments: [SlotStatus.spent, .revoked, .partlySpent])
    func `what the kit knows is refused`(status: SlotStatus) throws {
        var scene = try TillScene()
        scene.statuses = [(OfflineTillTests.seat, status)]
        let expected: VerificationError =
            switch status {
            case .spent: .alreadyRedeemed
            case .revoked: .revoked
            default: .balanceCheckRequired
            }

        #expect(throws: expected) { try scene.till().check(scene.gift()) }
    }

    @Test func `this till's own use is told before what the kit knows`() throws {
        var scene = try TillScene()
        let till = try scene.till()
        let taken = try till.take(scene.gift(), .everything, scene)
        scene.statuses = [(OfflineTillTests.seat, .spent)]
        try till.take(kit: scene.kit(2, at: Sample.noon))

        let use = Use(time: taken.time, shop: Sample.harbour, till: Sample.till1)
        #expect(throws: LedgerError.alreadyRedeemed(use)) { try till.check(scene.gift()) }
    }

    @Test func `an old kit takes nothing`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let end = Sample.noon.advanced(byMilliseconds: 21 * 3_600_000)
        scene.clock.set(end.advanced(byMilliseconds: -1))
        #expect(try till.check(scene.gift()).age.isStale)

        scene.clock.set(end)

        #expect(throws: VerificationError.kitTooOld(expiredAt: end)) {
            try till.take(scene.gift(), scene.cents(1), scene)
        }
    }

    @Test func `a clock behind the log or the kit takes nothing`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        try till.take(scene.gift(), scene.cents(100), scene)
        scene.clock.advance(byMilliseconds: -200_000)
        let kept = try till.take(scene.gift(), scene.cents(100), scene)
        #expect(kept.time == Sample.noon)

        scene.clock.set(Sample.noon.advanced(byMilliseconds: -300_001))

        #expect(
            throws: TillError.clockBehindLog(wall: scene.clock.now(), lastRecorded: Sample.noon)
        ) { try till.take(scene.gift(), scene.cents(100), scene) }
        let other = try TillScene()
        let fresh = try other.till()
        other.clock.set(Sample.noon.advanced(byMilliseconds: -4 * 3_600_000))
        #expect(throws: VerificationError.clockImplausible(other.clock.now())) {
            try fresh.check(other.gift())
        }
    }

    @Test func `typed codes and members are not taken`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let member = try HandmadeMember.text()

        #expect(throws: VerificationError.typedCodeNeedsLedger) {
            try till.check("0000-0000-0000-0000")
        }
        #expect(try till.check(member).left == nil)
        #expect(throws: LedgerError.demandMismatch(.member)) {
            try till.take(member, .uses(1), scene)
        }
    }

    @Test func `a live till refuses training vouchers and a training till says so`() throws {
        var scene = try TillScene()
        scene.isTraining = true
        let training = try scene.gift()

        #expect(try scene.till().check(training).age.isTraining)
        let live = try TillScene()
        #expect(throws: VerificationError.trainingKey(KeyID(0xFF01))) {
            try live.till().check(training)
        }
    }
}

private enum HandmadeMember {
    static func text() throws -> String {
        var token = HandmadeToken()
        token.kind = 1
        token.part = [5, 0]
        return try token.text(leafKind: .member)
    }
}
