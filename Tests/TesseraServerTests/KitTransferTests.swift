import HTTPTypes
import TesseraAnswers
import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraTill
import TesseraVerification
import Testing

@testable import TesseraServer

struct KitTransferTests {
    private static let path = "/v1/kits/bakery?device=till-7"

    /// A till of the bakery with its first kit, and what that came with.
    private func scene(
        _ work: @escaping @Sendable (PartyScene, Asking, OfflineTill) async throws -> Void
    ) async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            try await work(scene, service, try await scene.till("till-7", service))
        }
    }

    private func ask(
        _ service: Asking, _ headers: HTTPFields, path: String = KitTransferTests.path
    ) async throws -> Asking.Said {
        try await service.ask(.get, path, as: "bakery", headers)
    }

    /// Sells a card at the till and tells it, so that the next kit says something else.
    private func sell(
        _ scene: PartyScene, _ service: Asking, _ till: OfflineTill, named name: String = "g-1"
    ) async throws {
        let card = try await scene.gift(cents: 5_000, service, named: name)
        let fresh = try await ask(service, [:])
        try till.take(kit: fresh.bytes)
        _ = try till.redeem(card, operation: scene.server.ids.next()) { _ in
            .amount(Sample.euros(cents: 1_200))
        }
        try await service.upload(try till.upload().bytes)
    }

    @Test
    func `a till that has a kit gets the changes, which make the very next kit`() async throws {
        try await scene { scene, service, till in
            try await sell(scene, service, till)
            let base = try await ask(service, [:])
            try till.take(kit: base.bytes)
            let mark = try #require(base.headers[.eTag])
            try await sell(scene, service, till, named: "g-3")
            let held = try await ask(service, [:])
            try till.take(kit: held.bytes)
            let heldMark = try #require(held.headers[.eTag])
            #expect(heldMark != mark)
            _ = try await scene.gift(cents: 700, service, named: "g-2")

            let changes = try await ask(
                service, [.ifNoneMatch: heldMark, .named("A-IM"): "gzip, tzdlt;q=0.5"])
            #expect(changes.status == 226)
            #expect(changes.headers[.named("IM")] == "tzdlt")
            #expect(changes.headers[.named("Delta-Base")] == heldMark)
            #expect(changes.headers[.cacheControl] == "no-store")
            let newest = try #require(changes.headers[.eTag])
            #expect(newest != heldMark)
            let whole = try await ask(service, [.range: "bytes=0-", .ifRange: newest])
            #expect(whole.status == 206)
            #expect(changes.bytes.count < whole.bytes.count)
            let key = try scene.server.counter.kitPublicKey().publicKey
            let made = try KitDelta.applied(changes.bytes, to: held.bytes, from: key)
            #expect(made == whole.bytes)
            #expect(try till.take(kit: changes.bytes).edition.sequence == 6)
        }
    }

    @Test
    func `a base that nobody remembers brings the whole kit`() async throws {
        try await scene { _, service, _ in
            let changes: HTTPFields = [
                .ifNoneMatch: "\"1-1796126400000-0123456789abcdef\"", .named("A-IM"): "tzdlt",
            ]
            let strange = try await ask(service, changes)
            #expect(strange.status == 200)
            #expect(strange.headers[.named("IM")] == nil)
            #expect(strange.bytes.starts(with: Array("TZKIT".utf8)))
        }
    }

    @Test
    func `a kit for any till of a shop is another's base for none`() async throws {
        try await scene { scene, service, till in
            let any = try await ask(service, [:], path: "/v1/kits/bakery")
            let mark = try #require(any.headers[.eTag])
            try await sell(scene, service, till)
            let said = try await ask(service, [.ifNoneMatch: mark, .named("A-IM"): "tzdlt"])
            #expect(said.status == 200)
            let part = try await ask(service, [.range: "bytes=10-", .ifRange: mark])
            #expect(part.status == 200)
        }
    }

    @Test(arguments: [
        ("bytes=100-", 100, nil as Int?), ("bytes=0-99", 0, 100), ("bytes=-64", -64, nil),
        ("bytes=5-5", 5, 6), ("bytes=90-999999", 90, nil),
    ])
    func `a download goes on where it broke off`(
        range: String, first: Int, end: Int?
    ) async throws {
        try await scene { _, service, _ in
            let whole = try await ask(service, [:])
            #expect(whole.headers[.acceptRanges] == "bytes")
            let mark = try #require(whole.headers[.eTag])
            let count = whole.bytes.count
            let start = first < 0 ? count + first : first

            let part = try await ask(service, [.range: range, .ifRange: mark])

            #expect(part.status == 206)
            #expect(part.headers[.eTag] == mark)
            #expect(part.bytes == Array(whole.bytes[start..<(end ?? count)]))
            #expect(
                part.headers[.contentRange] == "bytes \(start)-\((end ?? count) - 1)/\(count)")
        }
    }

    @Test
    func `a part behind the end is not there`() async throws {
        try await scene { _, service, _ in
            let whole = try await ask(service, [:])
            let mark = try #require(whole.headers[.eTag])
            let behind = try await ask(
                service, [.range: "bytes=\(whole.bytes.count)-", .ifRange: mark])
            #expect(behind.status == 416)
            #expect(behind.code == "range_unsatisfiable")
            #expect(behind.headers[.contentRange] == "bytes */\(whole.bytes.count)")
        }
    }

    @Test
    func `where a download cannot go on, a new kit comes whole`() async throws {
        try await scene { scene, service, _ in
            let whole = try await ask(service, [:])
            let mark = try #require(whole.headers[.eTag])
            let asked: [HTTPFields] = [
                [.range: "bytes=10-"], [.range: "bytes=10-", .ifRange: "W/\(mark)"],
                [.range: "bytes=1-2,5-6", .ifRange: mark], [.range: "lines=1-", .ifRange: mark],
                [.range: "bytes=9-3", .ifRange: mark], [.range: "bytes=-", .ifRange: mark],
                [.range: "bytes=10-", .ifRange: "\"other\""],
            ]
            for headers in asked {
                let said = try await ask(service, headers)
                #expect(said.status == 200)
                #expect(said.bytes.starts(with: Array("TZKIT".utf8)))
            }
            let latest = try await ask(service, [:])
            let newest = try #require(latest.headers[.eTag])
            scene.server.clock.advance(byMilliseconds: 3_600_000)
            let late = try await ask(service, [.range: "bytes=10-", .ifRange: newest])
            #expect(late.status == 200)
        }
    }

    @Test
    func `a till that was given up gets no rest of a kit`() async throws {
        try await scene { _, service, _ in
            let whole = try await ask(service, [:])
            let mark = try #require(whole.headers[.eTag])
            try await service.post(
                "/v1/devices/till-7/revoke", "{\"reason\":\"stolen\"}", named: "v-1")
            let part = try await ask(service, [.range: "bytes=10-", .ifRange: mark])
            #expect(part.status == 409)
            #expect(part.code == "device_revoked")
        }
    }

    @Test
    func `the shelf forgets the oldest and holds no more than it may`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { try await scene.admitBakery($0) }
        let counter = scene.server.counter
        let bakery = try #require(ShopID("bakery"))
        let place = KitShelf.Place(acceptor: bakery, device: nil)
        var made: [MadeKit] = []
        for _ in 0..<3 {
            made.append(
                try await counter.makeKit(
                    for: bakery, device: nil, operation: scene.server.ids.next()))
            scene.server.clock.advance(byMilliseconds: 1_000)
        }
        let shelf = KitShelf()
        for kit in made { shelf.keep(kit, for: place) }
        #expect(made.map { shelf.kit($0.mark, of: place) != nil } == [false, true, true])
        let small = KitShelf(mostByteCount: made[2].file.count)
        for kit in made { small.keep(kit, for: place) }
        #expect(made.map { small.kit($0.mark, of: place) != nil } == [false, false, true])
    }
}
