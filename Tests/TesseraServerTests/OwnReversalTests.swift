import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What a cashier puts back alone: the own, small, and a moment after. M32.
struct OwnReversalTests {
    private let scene: ApprovalScene
    private let one: String
    private let other: String

    init() async throws {
        scene = try await ApprovalScene()
        one = try await scene.server.gift(cents: 300)
        other = try await scene.server.gift(cents: 300)
    }

    // Takes a bill of both gift cards as ana-7 does, and gives the basket.
    private func taken(
        _ cents: Int64, _ service: Asking, _ headers: HTTPFields
    ) async throws -> String {
        let said = try await service.ask(
            .post, "/v1/baskets",
            "{\"vouchers\":[\"\(one)\",\"\(other)\"],"
                + "\"due\":{\"amount\":\(cents),\"currency\":\"EUR\"}}",
            as: nil, headers.naming("take"))
        #expect(said.status == 201, "\(said.value.text)")
        return try #require(said.value["basket"]?.string)
    }

    private func putBack(
        _ redemption: String, _ service: Asking, _ headers: HTTPFields
    ) async throws -> Asking.Said {
        try await service.ask(
            .post, "/v1/redemptions/\(redemption)/reversals", "{\"reason\":\"a mistake\"}",
            as: nil, headers.naming("back"))
    }

    @Test
    func `a cashier puts back an own small basket, all of it and once`() async throws {
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await ApprovalScene.signIn(service, "ana-7", atTill: true)
            let basket = try await taken(500, service, ana)
            scene.server.clock.advance(byMilliseconds: 15 * 60_000)
            let said = try await putBack(basket, service, ana)
            #expect(said.status == 201, "\(said.value.text)")
            let returned = said.value["reversals"]?.array?.map {
                $0["returned"]?["amount"]?.integer
            }
            #expect(returned == [300, 200])
            // What was begun in time is answered the same at any time.
            scene.server.clock.advance(byMilliseconds: 60_000)
            #expect(try await putBack(basket, service, ana).bytes == said.bytes)
        }
        #expect(try await scene.server.counter.ledger.audit().findings == [])
    }

    @Test
    func `a basket above the amount wants a second person`() async throws {
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await ApprovalScene.signIn(service, "ana-7", atTill: true)
            let basket = try await taken(501, service, ana)
            #expect(try await putBack(basket, service, ana).code == "approval_required")
        }
    }

    @Test
    func `an old basket wants a second person`() async throws {
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await ApprovalScene.signIn(service, "ana-7", atTill: true)
            let basket = try await taken(500, service, ana)
            scene.server.clock.advance(byMilliseconds: 15 * 60_000 + 1)
            #expect(try await putBack(basket, service, ana).code == "approval_required")
        }
    }

    @Test
    func `a basket that somebody else took wants a second person`() async throws {
        try await scene.server.serve(KeyDoor()) { service in
            let dan = try await ApprovalScene.signIn(service, "dan-2", atTill: true)
            let basket = try await taken(500, service, dan)
            let ana = try await ApprovalScene.signIn(service, "ana-7", atTill: true)
            #expect(try await putBack(basket, service, ana).code == "approval_required")
        }
    }

    @Test
    func `what is no redemption is said to be unknown`() async throws {
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await ApprovalScene.signIn(service, "ana-7", atTill: true)
            let nothing = OperationID(high: 7, low: 7)
            let said = try await putBack(nothing.redemptionText, service, ana)
            #expect(said.code == "unknown_redemption")
        }
    }
}

extension HTTPFields {
    /// The same, for an intention of this name.
    fileprivate func naming(_ name: String) -> HTTPFields {
        var fields = self
        fields[.idempotencyKey] = name
        return fields
    }
}
