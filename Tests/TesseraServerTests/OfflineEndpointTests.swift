import HTTPTypes
import TesseraAnswers
import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraVerification
import Testing

@testable import TesseraServer

struct OfflineEndpointTests {
    private func euros(_ cents: Int64) -> @Sendable (Terms) -> Demand {
        { _ in .amount(Sample.euros(cents: cents)) }
    }

    @Test
    func `a till paired by one text takes its kit, sells, and tells it once`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let card = try await scene.gift(cents: 5_000, service)
            let till = try await scene.till("till-7", service)
            let taken = try till.redeem(
                card, operation: scene.server.ids.next(), asking: euros(1_200))
            #expect(taken.left == 3_800)
            let upload = try till.upload().bytes
            let first = try await service.upload(upload)
            #expect(first.status == 200)
            #expect(first.headers[.named("Tessera-New")] == "1")
            #expect(first.headers[.named("Tessera-Conflicts")] == "0")
            #expect(try till.take(receipt: first.bytes).through == 1)
            #expect(till.unsentCount == 0)
            let again = try await service.upload(upload)
            #expect(again.headers[.named("Tessera-New")] == "0")
            #expect(try till.take(receipt: again.bytes).items.map(\.ruling) == [.accepted])
            let online = try await service.ask(
                .post, "/v1/checks", "{\"voucher\":\"\(card)\"}")
            #expect(online.status == 409)
            #expect(online.code == "wrong_audience")
        }
    }

    @Test
    func `a text that is no pairing is none`() {
        #expect(PairingFile.bytes(ofText: "TZPAIR:A0") == [80])
        for text in ["", "TZPAIR", "tzpair:A0", "TZPAIR:a0", "TZPAIR:A", "TZPAIR:A1"] {
            #expect(PairingFile.bytes(ofText: text) == nil)
        }
    }

    @Test
    func `a kit that is as good as a new one is not sent again`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let card = try await scene.gift(cents: 5_000, service)
            let till = try await scene.till("till-7", service)
            let path = "/v1/kits/bakery?device=till-7"
            let first = try await service.get(path, as: "bakery")
            let mark = try #require(first.headers[.eTag])
            scene.server.clock.advance(byMilliseconds: 60_000)
            let same = try await service.get(path, as: "bakery", .ifNoneMatch, "\"x\", W/\(mark)")
            #expect(same.status == 304)
            #expect(same.headers[.eTag] == mark)
            #expect(same.bytes.isEmpty)

            _ = try till.redeem(card, operation: scene.server.ids.next(), asking: euros(1_200))
            try await service.upload(try till.upload().bytes)
            let next = try await service.get(path, as: "bakery", .ifNoneMatch, mark)
            #expect(next.status == 200)
            let kit = try till.take(kit: next.bytes)
            #expect(kit.edition.sequence == 3)

            let newest = try #require(next.headers[.eTag])
            scene.server.clock.advance(byMilliseconds: 24 * 3_600_000)
            let stale = try await service.get(path, as: "bakery", .ifNoneMatch, newest)
            #expect(stale.status == 200)
            let forged = newest.replacing("3-", with: "9-", maxReplacements: 1)
            let strange = try await service.get(path, as: "bakery", .ifNoneMatch, forged)
            #expect(strange.status == 200)
        }
    }

    @Test
    func `what two tills took of one card stands in the conflicts, in pages`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let card = try await scene.gift(cents: 3_000, service)
            var tills: [OfflineTill] = []
            // All of them have their kits before the first one tells what it took.
            for name in ["till-1", "till-2", "till-3"] {
                tills.append(try await scene.till(name, service))
            }
            var uses: [String] = []
            for till in tills {
                let id = scene.server.ids.next()
                _ = try till.redeem(card, operation: id, asking: euros(3_000))
                uses.append("rd_\(id.text)")
                scene.server.clock.advance(byMilliseconds: 1_000)
                try await service.upload(try till.upload().bytes)
            }
            let page = try await service.get("/v1/conflicts?limit=1", as: "bakery")
            let first = page.value["items"]?.array?.first
            #expect(first?["redemption"]?.string == uses[1])
            #expect(first?["ruling"]?.string == "over_limit")
            #expect(first?["lost_by_issuer"]?.integer == 3_000)
            let next = try #require(page.value["next"]?.string)
            let rest = try await service.get("/v1/conflicts?after=\(next)")
            #expect(rest.value["items"]?.array?.map { $0["redemption"]?.string } == [uses[2]])
            #expect(rest.value["next"] == nil)
        }
    }

    @Test
    func `a partner's key gets nothing of another's tills`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            try await service.post("/v1/partners", "{\"partner\":\"cafe-sol\"}", named: "p-2")
            try await service.post(
                "/v1/devices", "{\"device\":\"sol-1\",\"at\":\"cafe-sol\"}", named: "d-1")
            let kit = try await service.get("/v1/kits/cafe-sol", as: "bakery")
            #expect(kit.status == 403)
            let mixed = try await service.get("/v1/kits/bakery?device=sol-1", as: "bakery")
            #expect(mixed.status == 409)
            let sol = try #require(TillID("sol-1"))
            let upload = ClaimUpload(device: sol, epoch: 1, claims: []).bytes
            #expect(try await service.upload(upload).code == "place_not_yours")
            #expect(try await service.upload(upload, as: "all").status == 200)
            let other = try await service.get("/v1/devices/sol-1", as: "bakery")
            #expect(other.code == "place_not_yours")
            let devices = try await service.get("/v1/devices", as: "bakery")
            #expect(devices.value["items"]?.array?.isEmpty == true)
        }
    }

    @Test
    func `what is no upload is refused with its reason`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            let junk = try await service.upload([1, 2, 3], as: "all")
            #expect(junk.status == 400)
            #expect(junk.code == "upload_damaged")
            let strange = try #require(TillID("till-1"))
            let upload = ClaimUpload(device: strange, epoch: 1, claims: []).bytes
            #expect(try await service.upload(upload, as: "all").status == 404)
            let text = try await service.ask(.post, "/v1/offline-batches", "{}")
            #expect(text.status == 415)
            #expect(try await service.get("/v1/kits/nobody").status == 404)
            let key = try await service.get("/v1/kit-key")
            #expect(key.value["training"]?.bool == false)
            #expect(key.value["file"]?.string?.hasPrefix("tessera-kit-key 1 live ") == true)
        }
    }

    @Test
    func `a device is listed with its exposure, leased to, paired again and given up`() async throws
    {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let card = try await scene.gift(cents: 5_000, service)
            _ = try await scene.till("till-7", service)
            let list = try await service.get("/v1/devices")
            let device = list.value["items"]?.array?.first
            #expect(device?["standing"]?.string == "active")
            #expect(device?["exposure"]?["now"]?["amount"]?.integer == 10_000)
            let leased = try await service.post(
                "/v1/devices/till-7/leases",
                "{\"voucher\":\"\(card)\",\"amount\":{\"amount\":2000,\"currency\":\"EUR\"}}",
                named: "l-1")
            #expect(leased.status == 201)
            #expect(leased.value["available"]?["amount"]?.integer == 3_000)
            #expect(leased.value["until"]?.string == "2026-12-02T12:00:00Z")
            let uses = try await service.post(
                "/v1/devices/till-7/leases", "{\"voucher\":\"\(card)\",\"uses\":3}", named: "l-2")
            #expect(uses.status == 400)
            #expect(uses.code == "demand_mismatch")
            let nothing = try await service.post(
                "/v1/devices/till-7/leases", "{\"voucher\":\"\(card)\"}", named: "l-3")
            #expect(nothing.value["pointer"]?.string == "/amount")

            let body = "{\"device\":\"till-7\",\"at\":\"bakery\"}"
            let first = try await service.post("/v1/devices", body, named: "d-till-7")
            #expect(first.headers[.idempotentReplayed] == "true")
            #expect(first.value["epoch"]?.integer == 1)
            let second = try await service.post("/v1/devices", body, named: "d-2")
            #expect(second.value["epoch"]?.integer == 2)
            #expect(second.value["pairing"] != first.value["pairing"])
            let elsewhere = try await service.post(
                "/v1/devices", "{\"device\":\"till-7\",\"at\":\"moon\"}", named: "d-3")
            #expect(elsewhere.status == 404)
            let gone = try await service.post(
                "/v1/devices/till-7/revoke", "{\"reason\":\"stolen\"}", named: "v-1")
            #expect(gone.value["ended_at"]?.string == "2026-12-01T12:00:00Z")
            #expect(gone.value["reason"]?.string == "stolen")
            let till = try await service.get("/v1/devices/till-7")
            #expect(till.value["standing"]?.string == "revoked")
            #expect(till.value["keys"]?.array?.count == 4)
            // Given up, it may come back; that it was given up is told as it was then.
            let third = try await service.post("/v1/devices", body, named: "d-4")
            #expect(third.value["epoch"]?.integer == 3)
            let unknown = try await service.get("/v1/devices/till-8")
            #expect(unknown.status == 404)
            _ = try await service.post(
                "/v1/devices/till-7/revoke", "{\"reason\":\"stolen again\"}", named: "v-2")
            let kit = try await service.get("/v1/kits/bakery?device=till-7", as: "bakery")
            #expect(kit.status == 409)
        }
    }
}
