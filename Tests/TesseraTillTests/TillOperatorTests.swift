import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraVerification
import Testing

/// Who works at a till without a network.
///
/// Concept 12; L14, R3, R11.
struct TillOperatorTests {
    private func scene() throws -> TillScene {
        var scene = try TillScene()
        scene.operators = [
            KitOperator(id: Sample.ana, role: .cashier),
            KitOperator(id: Sample.dan, role: .auditor),
        ]
        return scene
    }

    @Test func `the log says who worked there`() throws {
        let scene = try scene()
        let till = try scene.till()

        let taken = try till.redeem(
            scene.gift(), operation: scene.ids.next(), by: Sample.ana
        ) { _ in .everything }
        _ = try till.undo(nil, operation: scene.ids.next(), by: Sample.ana)
        let nobody = try till.take(scene.gift(), .everything, scene)

        #expect(taken.operator == Sample.ana && nobody.operator == nil)
        let records = try till.upload().claims.map(\.record.operator)
        #expect(records == [Sample.ana, Sample.ana, nil])
    }

    @Test func `whoever the kit does not name takes and puts back nothing`() throws {
        let scene = try scene()
        let till = try scene.till()
        let stranger = try #require(OperatorID("eva-1"))
        let unknown = LedgerError.operatorNotAllowed(stranger, .unknown)

        #expect(throws: unknown) {
            try till.redeem(scene.gift(), operation: scene.ids.next(), by: stranger) { _ in
                .everything
            }
        }
        try till.take(scene.gift(), .everything, scene)
        #expect(throws: unknown) {
            try till.undo(nil, operation: scene.ids.next(), by: stranger)
        }
        #expect(try till.upload().claims.count == 1)
    }

    @Test func `a role that does not permit it takes and puts back nothing`() throws {
        let scene = try scene()
        let till = try scene.till()

        #expect(throws: LedgerError.operatorNotAllowed(Sample.dan, .role(.auditor, .redeem))) {
            try till.redeem(scene.gift(), operation: scene.ids.next(), by: Sample.dan) { _ in
                .everything
            }
        }
        try till.take(scene.gift(), .everything, scene)
        #expect(throws: LedgerError.operatorNotAllowed(Sample.dan, .role(.auditor, .undo))) {
            try till.undo(nil, operation: scene.ids.next(), by: Sample.dan)
        }
        #expect(try till.upload().claims.count == 1)
    }

    @Test func `the same operation by somebody else is another one`() throws {
        let scene = try scene()
        let till = try scene.till()
        let (id, undo) = (scene.ids.next(), scene.ids.next())
        func take(by worker: OperatorID?) throws -> TillRedemption {
            try till.redeem(scene.gift(), operation: id, by: worker) { _ in .everything }
        }
        _ = try take(by: Sample.ana)

        #expect(try take(by: Sample.ana).isReplay)
        #expect(throws: LedgerError.operationReused(id)) { try take(by: nil) }
        _ = try till.undo(id, operation: undo, by: Sample.ana)
        #expect(try till.undo(id, operation: undo, by: Sample.ana).isReplay)
        #expect(throws: LedgerError.operationReused(undo)) { try till.undo(id, operation: undo) }
    }

    @Test func `a used card says by whom, also after the till was opened again`() throws {
        let scene = try scene()
        let first = try scene.till()
        _ = try first.redeem(scene.gift(), operation: scene.ids.next(), by: Sample.ana) { _ in
            .everything
        }
        first.close()
        let use = Use(
            time: Sample.noon, shop: Sample.harbour, till: Sample.till1, operator: Sample.ana)

        #expect(throws: LedgerError.alreadyRedeemed(use)) {
            try scene.open().check(scene.gift())
        }
    }
}
