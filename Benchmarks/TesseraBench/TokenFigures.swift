internal import CFloor
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Figures of tokens on one core, in this process: no disk, no ledger.
struct TokenFigures {
    private let shop: Shop
    private let verifier: Verifier
    // All texts one after the other, so that handing one over counts no references.
    private let scanned: [UInt8]
    private let tokenLength: Int
    private let message: [UInt8]
    private let floor: Floor

    init(_ shop: Shop) throws {
        self.shop = shop
        verifier = Verifier(
            ring: try shop.keys.ring(for: nil), zone: shop.settings.zone,
            audiences: [.ownShops], acceptsTraining: true)
        var issuer = try shop.giftIssuer()
        var texts: [UInt8] = []
        for slot in 0..<256 {
            try issuer.append(Sample.position(3, UInt32(slot * 500)), to: &texts)
        }
        scanned = texts
        tokenLength = texts.count / 256
        // The context and the body: what the tag of such a token is made over.
        let bodyByteCount = (tokenLength - 3) * 5 / 8 - 16
        message = [UInt8](repeating: 0x5A, count: TokenFormat.tagContextByteCount + bodyByteCount)
        floor = try Floor(key: Array(0..<32))
    }

    /// Scanned text to a verified token, over the bare MAC of the same length.
    func verifyOverFloor() async throws -> [Figure] {
        try verify(1)
        let before = tessera_heap_requests()
        try verify(10_000)
        let requests = Double(tessera_heap_requests() - before) / 10_000
        let rounds = try await Race().run(
            ours: (20_000, { try verify($0) }),
            reference: (20_000, { try floor.macs(of: message, times: $0) }))
        return [
            Figure(
                "verify_vs_hmac_floor", of: rounds.map(\.speed), gate: .atLeast(1),
                beside: "\(rates(rounds)); \(nanoseconds(rounds))"),
            Figure(
                "verify_allocations", of: [requests], unit: "per token", gate: .atMost(0),
                beside: "10 000 tokens"),
        ]
    }

    /// Seal, tag and text of one gift voucher, over the bare MAC.
    func issueOverFloor() async throws -> [Figure] {
        let batch = try IssuedRun(shop.giftIssuer())
        try batch.issue(256)
        let before = tessera_heap_requests()
        try batch.issue(10_000)
        let requests = Double(tessera_heap_requests() - before) / 10_000
        let rounds = try await Race().run(
            ours: (20_000, { try batch.issue($0) }),
            reference: (20_000, { try floor.macs(of: message, times: $0) }))
        return [
            Figure(
                "issue_vs_hmac_floor", of: rounds.map(\.speed), gate: .atLeast(0.4),
                beside: "\(rates(rounds)); \(nanoseconds(rounds))"),
            Figure(
                "issue_allocations", of: [requests], unit: "per token",
                beside: "10 000 tokens into a text with room"),
        ]
    }

    /// Makes the tag of a message of a gift token's length so many times.
    func floorMACs(_ times: Int) throws { try floor.macs(of: message, times: times) }

    /// Verifies one token after the other.
    func verify(_ times: Int) throws(VerificationError) {
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

/// A batch that is issued on and on into the same text.
private final class IssuedRun {
    private var issuer: TokenIssuer
    private var text: [UInt8] = []
    private var next = 0

    init(_ issuer: TokenIssuer) {
        self.issuer = issuer
    }

    func issue(_ times: Int) throws {
        for _ in 0..<times {
            guard let position = VoucherPosition(number: next) else {
                preconditionFailure("a batch stays within the lists")
            }
            text.removeAll(keepingCapacity: true)
            try issuer.append(position, to: &text)
            next += 1
        }
    }
}

/// A MAC that is fetched and keyed once; see `mac.c`.
@safe
final class Floor {
    private let kept: OpaquePointer

    /// Thrown when OpenSSL does not do what it does everywhere.
    struct Unavailable: Error {}

    init(key: [UInt8]) throws {
        guard let kept = unsafe tessera_floor_keyed(key, key.count) else { throw Unavailable() }
        unsafe self.kept = kept
    }

    deinit { unsafe tessera_floor_free(kept) }

    func macs(of message: [UInt8], times: Int) throws {
        var tag = [UInt8](repeating: 0, count: 32)
        guard unsafe tessera_floor_macs(kept, message, message.count, times, &tag) == 1 else {
            throw Unavailable()
        }
    }
}
