import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// Who hears the name of whoever worked at a till: the issuer's own, and a partner of its people.
struct HearerTests {
    // Two partners of one group, and a gift card that eva-1 took whole at the first of them.
    private func used(_ scene: PartyScene, _ service: Asking) async throws -> String {
        for (number, partner) in ["bakery", "florist"].enumerated() {
            let said = try await service.post(
                "/v1/partners", "{\"partner\":\"\(partner)\",\"groups\":[\"old-town\"]}",
                named: "p-\(number)")
            #expect(said.status == 201, "\(said.value.text)")
        }
        let hired = try await service.post(
            "/v1/operators", "{\"operator\":\"eva-1\",\"role\":\"partner\",\"at\":\"bakery\"}",
            named: "o-1")
        #expect(hired.status == 201, "\(hired.value.text)")
        let issued = try await service.post(
            "/v1/vouchers",
            "{\"kind\":\"gift\",\"amount\":{\"amount\":500,\"currency\":\"EUR\"},"
                + "\"for\":\"old-town\"}", named: "g-1")
        let token = try #require(issued.value["vouchers"]?.array?.first?["token"]?.string)
        let taken = try await service.post(
            "/v1/redemptions",
            "{\"voucher\":\"\(token)\",\"all\":true,\"till\":\"till-1\",\"operator\":\"eva-1\"}",
            as: "bakery", named: "r-1")
        #expect(taken.status == 201, "\(taken.value.text)")
        return token
    }

    private func check(
        _ token: String, _ service: Asking, as key: String
    ) async throws -> (message: String, operator: String?, shop: String?) {
        let said = try await service.ask(
            .post, "/v1/checks", "{\"voucher\":\"\(token)\"}", as: key)
        #expect(said.code == "already_redeemed")
        return (
            said.value["message"]?.string ?? "", said.value["facts"]?["operator"]?.string,
            said.value["facts"]?["shop"]?.string
        )
    }

    @Test
    func `a partner hears of its own people and not of another's`() async throws {
        let scene = try await PartyScene()
        var callers = ServerScene.callers
        callers["florist"] = Caller(
            name: "key_florist", scopes: [.check], acceptor: ShopID("florist"), till: nil,
            worker: nil)
        try await scene.server.serve(KnownCallers(callers: callers)) { service in
            let token = try await used(scene, service)
            let own = try await check(token, service, as: "bakery")
            #expect(own.operator == "eva-1" && own.message.contains("by eva-1"))
            let other = try await check(token, service, as: "florist")
            #expect(other.operator == nil && !other.message.contains("eva-1"))
            #expect(other.shop == "bakery" && other.message.contains("till-1 in bakery"))
        }
    }

    @Test
    func `the shop hears of its people and a stranger of nobody`() {
        let (harbour, bakery) = (Sample.harbour, ShopID("bakery") ?? Sample.market)
        #expect(Telling.Hearer.own.hears(ofPeopleIn: harbour))
        #expect(!Telling.Hearer.partner(bakery).hears(ofPeopleIn: harbour))
        #expect(!Telling.Hearer.stranger.hears(ofPeopleIn: harbour))
    }
}
