import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What a key of one shop or one partner reaches, and what it does not.
struct BoundCallerTests {
    private static let euro = "\"currency\":\"EUR\""
    private static let gift = "{\"kind\":\"gift\",\"amount\":{\"amount\":5000,\(euro)}}"

    /// The usual callers, and keys of two shops of our own.
    static let door = KnownCallers(
        callers: ServerScene.callers.merging(
            [Sample.harbour, Sample.market].map { shop in
                (
                    shop.text,
                    Caller(
                        name: "key_\(shop)", scopes: Set(AccessScope.allCases), acceptor: shop,
                        till: nil, worker: nil)
                )
            }, uniquingKeysWith: { $1 }))

    private func expectNotYours(_ said: Asking.Said, _ what: String) {
        #expect(said.status == 403, "\(what): \(said.value.text)")
        #expect(said.code == "place_not_yours", "\(what)")
    }

    @Test
    func `a partner issues, reads and changes no voucher of ours`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let issued = try await service.post(
                "/v1/vouchers", BoundCallerTests.gift, named: "i-1")
            let voucher = try #require(
                issued.value["vouchers"]?.array?.first?["voucher"]?.string)
            let path = "/v1/vouchers/\(voucher)"
            for address in [
                path, "/v1/batches", "/v1/batches/bat_1", "/v1/batches/bat_1/codes",
            ] {
                expectNotYours(try await service.get(address, as: "bakery"), address)
            }
            for (address, body) in [
                ("/v1/vouchers", BoundCallerTests.gift), ("/v1/batches", BoundCallerTests.gift),
                ("\(path)/changes", "{\"action\":\"block\",\"reason\":\"theirs\"}"),
                ("\(path)/reissue", "{}"), ("\(path)/cash-out", "{}"),
            ] {
                let said = try await service.post(address, body, as: "bakery", named: "b-1")
                expectNotYours(said, address)
            }
            let story = try await service.get(path)
            #expect(story.value["story"]?.array?.map { $0["event"]?.string } == ["issued"])
            #expect(try await service.get("/v1/batches").value["items"]?.array?.count == 1)
        }
    }

    @Test
    func `a shop's key looks after what our shops take, and not after a partner's`()
        async throws
    {
        let scene = try await PartyScene()
        try await scene.server.serve(BoundCallerTests.door) { service in
            try await scene.admitBakery(service)
            _ = try await scene.gift(cents: 5_000, service)
            let theirs = try await service.get("/v1/batches").value["items"]?.array?.first
            let batch = try #require(theirs?["batch"]?.string)
            let voucher = try #require(theirs?["first"]?.string)
            for address in [
                "/v1/vouchers/\(voucher)", "/v1/batches/\(batch)", "/v1/batches/\(batch)/codes",
            ] {
                expectNotYours(try await service.get(address, as: "harbour"), address)
            }
            let blocked = try await service.post(
                "/v1/vouchers/\(voucher)/changes", "{\"action\":\"block\",\"reason\":\"x\"}",
                as: "harbour", named: "c-1")
            expectNotYours(blocked, "a change")
            let foreign = String(BoundCallerTests.gift.dropLast()) + ",\"for\":\"bakery\"}"
            let made = try await service.post(
                "/v1/vouchers", foreign, as: "harbour", named: "i-1")
            expectNotYours(made, "an issue for a partner")

            let own = try await service.post(
                "/v1/batches", BoundCallerTests.gift, as: "harbour", named: "i-2")
            #expect(own.status == 201)
            for limit in [1, 100] {
                let list = try await service.get("/v1/batches?limit=\(limit)", as: "harbour")
                #expect(list.value["items"]?.array?.map { $0["batch"] } == [own.value["batch"]])
                #expect(list.value["next"] == nil)
            }
            let first = try #require(own.value["first"]?.string)
            let more = try await service.post(
                "/v1/vouchers/\(first)/changes", "{\"action\":\"top_up\",\"amount\":50}",
                as: "harbour", named: "c-2")
            #expect(more.value["balance"]?["amount"]?.integer == 5_050)
        }
    }

    @Test(arguments: ["bakery", "market"])
    func `what was booked elsewhere is neither read nor put back`(stranger: String) async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve(BoundCallerTests.door) { service in
            let body = "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":1250,\(Self.euro)}}"
            let taken = try await service.post(
                "/v1/redemptions", body, as: "harbour", named: "r-1")
            let redemption = "/v1/redemptions/\(try #require(taken.value["redemption"]?.string))"
            let held = try await service.post("/v1/holds", body, as: "harbour", named: "h-1")
            let hold = "/v1/holds/\(try #require(held.value["hold"]?.string))"
            expectNotYours(try await service.get(redemption, as: stranger), "reading")
            let reversals = "\(redemption)/reversals"
            for (address, body) in [
                (reversals, "{\"reason\":\"wrong article\"}"), ("\(redemption)/undo", "{}"),
                ("\(hold)/capture", "{}"), ("\(hold)/release", "{}"),
            ] {
                let said = try await service.post(address, body, as: stranger, named: "s-1")
                expectNotYours(said, address)
            }

            #expect(try await service.get(redemption, as: "harbour").status == 200)
            let captured = try await service.post(
                "\(hold)/capture", "{}", as: "harbour", named: "c-1")
            #expect(captured.value["balance"]?["amount"]?.integer == 2_500)
            let back = try await service.post(
                reversals, "{\"reason\":\"wrong article\"}", as: "harbour", named: "b-1")
            #expect(back.value["balance"]?["amount"]?.integer == 3_750)
        }
    }

    @Test
    func `a basket taken elsewhere is not put back either`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve(BoundCallerTests.door) { service in
            let covered = try await service.post(
                "/v1/baskets",
                "{\"vouchers\":[\"\(token)\"],\"due\":{\"amount\":4000,\(Self.euro)}}",
                as: "harbour", named: "k-1")
            let basket = try #require(covered.value["basket"]?.string)
            let path = "/v1/redemptions/\(basket)/undo"
            let theirs = try await service.post(path, "{}", as: "bakery", named: "u-1")
            expectNotYours(theirs, path)
            let ours = try await service.post(path, "{}", as: "harbour", named: "u-1")
            #expect(ours.status == 201)
        }
    }
}
