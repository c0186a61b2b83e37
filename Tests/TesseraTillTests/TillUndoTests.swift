import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import Testing

/// Putting back what was just taken.
///
/// - Source: R4, L14.
struct TillUndoTests {
    @Test func `what was undone can be used again`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let taken = try till.take(scene.gift(), .everything, scene)
        scene.clock.advance(byMilliseconds: 60_000)

        let back = try till.undo(nil, operation: scene.ids.next())

        #expect(back.redemption == taken.operation && back.returned == 5_000)
        #expect(try till.check(scene.gift()).left == 5_000)
        #expect(try scene.reopened(till).check(scene.gift()).left == 5_000)
    }

    @Test func `a minute later it is too late`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let taken = try till.take(scene.gift(), .everything, scene)
        let use = Use(time: taken.time, shop: Sample.harbour, till: Sample.till1)

        scene.clock.advance(byMilliseconds: 60_001)

        #expect(throws: LedgerError.undoTooLate(use)) {
            try till.undo(taken.operation, operation: scene.ids.next())
        }
    }

    @Test func `the same undo gets the same answer and another one is refused`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let taken = try till.take(scene.gift(), scene.cents(100), scene)
        let id = scene.ids.next()
        let first = try till.undo(nil, operation: id)
        scene.clock.advance(byMilliseconds: 3_600_000)

        let again = try till.undo(taken.operation, operation: id)

        #expect(again.isReplay && again.time == first.time && again.returned == 100)
        #expect(throws: LedgerError.alreadyUndone(at: first.time)) {
            try till.undo(nil, operation: scene.ids.next())
        }
        #expect(throws: LedgerError.operationReused(id)) {
            try till.redeem(scene.gift(), operation: id) { _ in scene.cents(100) }
        }
    }

    @Test func `there is nothing to undo at a till that took nothing`() throws {
        let scene = try TillScene()
        let till = try scene.till()
        let unknown = OperationID(high: 5, low: 5)

        #expect(throws: LedgerError.nothingToUndo(Sample.till1)) {
            try till.undo(nil, operation: scene.ids.next())
        }
        #expect(throws: LedgerError.unknownRedemption(unknown)) {
            try till.undo(unknown, operation: scene.ids.next())
        }
    }
}
