import HTTPTypes
import TesseraAnswers
import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// A paired till asks for itself: L14.
struct DeviceDoorTests {
    private let scene: PartyScene
    private let till: TillID
    private let pairing: Pairing
    private var server: ServerScene { scene.server }

    init() async throws {
        scene = try await PartyScene()
        let (counter, ids) = (scene.server.counter, scene.server.ids)
        till = try #require(TillID("till-7"))
        let bakery = try #require(ShopID("bakery"))
        _ = try await counter.agree(
            AcceptorTerms(
                id: bakery, name: "Bakery", isPartner: true, groups: [],
                agreement: Agreement(
                    campaigns: nil, acceptsGifts: true, validity: Sample.twoYears,
                    currency: Sample.euro, feeBasisPoints: 0, discountShareBasisPoints: 10_000,
                    usePrice: 0, period: .month, bearer: .issuer, refunds: .restored,
                    limits: .none)), operation: ids.next())
        pairing = try await counter.pairTill(till, at: bakery, operation: ids.next()).pairing
    }

    private func ask(
        _ service: Asking, _ path: String, as proof: DeviceProof
    ) async throws -> Asking.Said {
        var headers = HTTPFields()
        headers[.authorization] = "Tessera-Device \(proof.text)"
        return try await service.ask(.get, path, nil, as: nil, headers)
    }

    private func proof(
        _ request: String, of device: TillID? = nil, epoch: UInt32 = 1, late: Int64 = 0,
        under key: DeviceKey? = nil
    ) -> DeviceProof {
        DeviceProof(
            of: device ?? till, epoch: epoch,
            at: Timestamp(milliseconds: server.clock.now().milliseconds - late),
            for: request, under: key ?? pairing.key)
    }

    @Test
    func `it gets its kit and its statements, and nothing else`() async throws {
        try await server.serve(KeyDoor()) { service in
            for path in ["/v1/kits/bakery?device=till-7", "/v1/kits/bakery", "/v1/settlements"] {
                let said = try await ask(service, path, as: proof("GET \(path)"))
                #expect(said.status == 200, "\(path)")
            }
            for (path, code) in [
                ("/v1/kits/harbour", "place_not_yours"),
                ("/v1/kits/bakery?device=till-8", "place_not_yours"),
                ("/v1/members", "scope_missing"), ("/v1/access-keys", "scope_missing"),
            ] {
                let said = try await ask(service, path, as: proof("GET \(path)"))
                #expect(said.code == code, "\(path)")
            }
        }
    }

    @Test
    func `a proof is good for what it was made for, and by the key of the pairing`() async throws {
        let path = "/v1/kits/bakery"
        let foreign = try DeviceKey(SecretBytes([UInt8](repeating: 7, count: 32)))
        try await server.serve(KeyDoor()) { service in
            let wrong = [
                proof("GET /v1/kits/harbour"), proof("POST \(path)"),
                proof("GET \(path)", epoch: 2), proof("GET \(path)", under: foreign),
                proof("GET \(path)", of: TillID("till-8")),
            ]
            for proof in wrong {
                let said = try await ask(service, path, as: proof)
                #expect(said.status == 401)
                #expect(said.code == "device_not_admitted")
            }
            for text in ["", "till-7", "till-7 1 x \(String(repeating: "0", count: 64))"] {
                var headers = HTTPFields()
                headers[.authorization] = "Tessera-Device \(text)"
                let said = try await service.ask(.get, path, nil, as: nil, headers)
                #expect(["device_not_admitted", "credentials_missing"].contains(said.code))
            }
        }
    }

    @Test
    func `its clock may be off by ten minutes and no more`() async throws {
        let path = "/v1/kits/bakery"
        try await server.serve(KeyDoor()) { service in
            for late in [600_000, -600_000] as [Int64] {
                let said = try await ask(service, path, as: proof("GET \(path)", late: late))
                #expect(said.status == 200)
            }
            for late in [600_001, -600_001, Int64.max / 2] {
                let said = try await ask(service, path, as: proof("GET \(path)", late: late))
                #expect(said.status == 401)
                #expect(said.code == "device_clock_off")
            }
        }
    }

    @Test
    func `given up it may still tell what it did, and gets nothing more`() async throws {
        _ = try await server.counter.revoke(
            till, reason: "stolen", operation: server.ids.next())
        try await server.serve(KeyDoor()) { service in
            for path in ["/v1/kits/bakery", "/v1/settlements"] {
                let said = try await ask(service, path, as: proof("GET \(path)"))
                #expect(said.code == "scope_missing")
            }
            let said = try await ask(service, "/v1/conflicts", as: proof("GET /v1/conflicts"))
            #expect(said.status == 200)
        }
    }
}
