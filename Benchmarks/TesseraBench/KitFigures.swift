internal import CFloor
import Foundation
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Figures of kits: how large they are, how long they take to make and to open, and what they cost
/// a till at every token.
struct KitFigures {
    private let shop: Shop
    private let key: Ed25519PrivateKey

    init(_ shop: Shop) throws {
        self.shop = shop
        key = try SampleKeys.kitKey()
    }

    /// Sizes, and the time from the file to a verifier that is ready.
    func sizes() async throws -> [Figure] {
        let worst = try file(map(lists: 8, usedOf100: 100))
        let few = try file(map(lists: 8, usedOf100: 1))
        let sparse = try file(map(lists: 8, usedOf100: 18))
        let large = try file(map(lists: 77, usedOf100: 100))
        let publicKey = key.publicKey
        let milliseconds = try measured(rounds: 25) { try open(worst, publicKey) }
        let sparsely = try measured(rounds: 25) { try open(sparse, publicKey) }
        let tenMillion = try measured(rounds: 9) { try open(large, publicKey) }
        return [
            Figure(
                "kit_bytes_per_million_worst", of: [perMillion(worst, lists: 8)], unit: "bytes",
                gate: .atMost(360_000), beside: "8 lists, every slot used"),
            Figure(
                "kit_bytes_per_million_one_percent", of: [perMillion(few, lists: 8)],
                unit: "bytes", gate: .atMost(20_000), beside: "8 lists, one slot in a hundred"),
            Figure(
                "kit_load_million_ms", of: milliseconds, unit: "ms", gate: .atMost(100),
                beside: "file read, signature, map, verifier; "
                    + "\(shown(sparsely.quantile(0.5))) ms with 18 of 100 used, "
                    + "\(shown(tenMillion.quantile(0.5))) ms for ten million"),
        ]
    }

    /// From the book to the signed file: batches and used vouchers in pages.
    func building() async throws -> [Figure] {
        [
            Figure(
                "kit_build_million_ms", of: try await build(lists: 8, rounds: 5), unit: "ms",
                beside: "10 000 of them used, book in memory"),
            Figure(
                "kit_build_ten_million_ms", of: try await build(lists: 77, rounds: 3), unit: "ms",
                beside: "100 000 of them used, book in memory"),
        ]
    }

    /// A check with a kit of a million used-up vouchers over the bare verification.
    func check() async throws -> [Figure] {
        var map = map(lists: 8, usedOf100: 100)
        // The tokens checked are open, or there would be nothing to go on with.
        map.note((0..<256).map { (Sample.position(3, UInt32($0 * 500)), .open) })
        let kit = try KitFile.kit(file(map), from: key.publicKey)
        let texts = try ScannedTexts(shop)
        let (bare, full) = (try bareVerifier(), kit.verifier)
        try texts.verify(full, 1)
        let before = tessera_heap_requests()
        try texts.verify(full, 10_000)
        let requests = Double(tessera_heap_requests() - before) / 10_000
        let rounds = try await Race().run(
            ours: (20_000, { try texts.verify(full, $0) }),
            reference: (20_000, { try texts.verify(bare, $0) }))
        return [
            Figure(
                "offline_check_vs_verify", of: rounds.map(\.time), gate: .atMost(1.2),
                beside: nanoseconds(rounds)),
            Figure(
                "offline_check_allocations", of: [requests], unit: "per token", gate: .atMost(0),
                beside: "10 000 tokens"),
        ]
    }

    // MARK: Parts

    private func open(_ file: [UInt8], _ publicKey: Ed25519PublicKey) throws {
        let verifier = try KitFile.kit(file, from: publicKey).verifier
        precondition(!verifier.ring.entries.isEmpty)
    }

    private func bareVerifier() throws -> Verifier {
        Verifier(
            ring: try shop.keys.ring(for: nil), zone: shop.settings.zone, audiences: [.ownShops],
            acceptsTraining: true)
    }

    /// Lists of which so many slots in a hundred are used, spread by chance.
    private func map(lists: Int, usedOf100: UInt64) -> StatusMap {
        var map = StatusMap(lists: (0..<lists).map { UInt16($0) })
        if usedOf100 == 100 {
            map.note(
                from: Sample.position(0, 0), count: lists * VoucherPosition.slotCount, .spent)
            return map
        }
        var random = SeededRandom(seed: 8)
        for list in 0..<lists {
            map.note(
                (0..<VoucherPosition.slotCount).filter { _ in random.next() % 100 < usedOf100 }
                    .map { (Sample.position(UInt16(list), UInt32($0)), .spent) })
        }
        return map
    }

    private func file(_ map: StatusMap) throws -> [UInt8] {
        let days = Shop.validity
        let limits = OfflineLimits.none
        var keys: [KitKey] = []
        for entry in shop.keys.entries {
            var leaves: [TokenKind: SecretBytes] = [:]
            for kind in entry.record.kinds.kinds {
                leaves[kind] = try shop.keys.tagLeaf(of: entry.record.id, kind: kind)
            }
            keys.append(KitKey(record: entry.record, material: .leaves(leaves)))
        }
        let batches = map.knownLists.map {
            KitBatch(
                first: Sample.position($0, 0), count: VoucherPosition.slotCount,
                promise: .vouchers(.gift(Sample.euros(cents: 5_000)), uses: 0, days))
        }
        let edition = KitEdition(
            acceptor: Sample.harbour, device: nil, sequence: 1, issuedAt: Sample.noon,
            freshUntil: Sample.noon.advanced(byMilliseconds: 86_400_000),
            expiresAt: Sample.noon.advanced(byMilliseconds: 259_200_000))
        let kit = Kit(
            edition: edition, issuer: shop.settings.issuerName, zone: shop.settings.zone,
            audiences: [.ownShops], isTraining: true, footing: .own(Sample.euro, limits),
            keys: keys, batches: BatchTable(batches), status: map)
        return try KitFile.bytes(of: kit, signedBy: key)
    }

    private func perMillion(_ file: [UInt8], lists: Int) -> Double {
        Double(file.count) * 1_000_000 / Double(lists * VoucherPosition.slotCount)
    }

    private func measured(rounds: Int, _ work: () throws -> Void) rethrows -> [Double] {
        let clock = ContinuousClock()
        return try (0..<rounds).map { _ in try clock.measure(work).inMilliseconds }
    }

    /// How long a kit takes to make from a book of so many full lists, one voucher in a hundred
    /// used.
    private func build(lists: Int, rounds: Int) async throws -> [Double] {
        let ledger = InMemoryLedger(zone: shop.settings.zone)
        let counter = try shop.counter(at: ledger)
        for list in 0..<lists { try await fill(UInt16(list), counter) }
        let order = KitOrder(
            acceptor: Sample.harbour, audiences: [.ownShops],
            footing: counter.checkingOnly(lifetimeHours: 72))
        var milliseconds: [Double] = []
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            let kit = try await counter.kit(order)
            let file = try KitFile.bytes(of: kit, signedBy: key)
            milliseconds.append((ContinuousClock.now - start).inMilliseconds)
            precondition(!file.isEmpty && kit.status.knownLists.count == lists)
        }
        return milliseconds
    }

    /// Issues a list full of gift cards and stops one in a hundred of them.
    private func fill(_ list: UInt16, _ counter: Counter) async throws {
        let count = VoucherPosition.slotCount
        let key = try counter.keys.signingKey(for: .gift, audience: .ownShops)
        let order = BatchOrder(
            terms: .gift(Sample.euros(cents: 5_000)), uses: 0, validity: Shop.validity,
            keyID: key.record.id, audience: .ownShops, count: count, salt: UInt64(list))
        _ = try await counter.ledger.issue(
            IssueRequest(
                operation: try counter.newOperation(), orders: [order], time: Sample.noon))
        for slot in stride(from: 0, to: count, by: 100) {
            let position = Sample.position(list, UInt32(slot))
            _ = try await counter.change(
                position, .block(reason: "measured"), operation: try counter.newOperation())
        }
    }
}

/// 256 tokens of the shop one after the other, so that handing one over counts no references.
private struct ScannedTexts {
    private let scanned: [UInt8]
    private let tokenLength: Int

    init(_ shop: Shop) throws {
        var issuer = try shop.giftIssuer()
        var texts: [UInt8] = []
        for slot in 0..<256 {
            try issuer.append(Sample.position(3, UInt32(slot * 500)), to: &texts)
        }
        scanned = texts
        tokenLength = texts.count / 256
    }

    func verify(_ verifier: Verifier, _ times: Int) throws(VerificationError) {
        var sum = 0
        let all = scanned.span
        for index in 0..<times {
            let start = (index & 255) * tokenLength
            let verified = try verifier.verify(
                scanned: all.extracting(start..<start + tokenLength), at: Sample.noon)
            sum &+= verified.token.position.number
        }
        precondition(sum >= 0)
    }
}
