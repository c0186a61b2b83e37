import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// What a client wants, one thing after the other, as it follows from a seed.
struct ErrandList {
    /// The vouchers that a drill's book holds: cards, and rights of three uses each.
    static let orders = [
        Sample.gift(cents: 20_000, count: 24), Sample.entitlement(uses: 3, count: 160),
    ]

    private let client: UInt64
    private let batches: [Batch]
    private var random: SeededRandom
    private var count: UInt64 = 0
    private var redeemed: [OperationID] = []
    private var held: [OperationID] = []

    /// The list of one client, whose number keeps its ids apart from the others', over what was
    /// issued of ``orders``.
    init(client: UInt64, batches: [Batch], seed: UInt64) {
        self.client = client
        self.batches = batches
        random = SeededRandom(seed: seed &* 1_000_003 &+ client)
    }

    /// The next errand.
    mutating func next() -> BookingRequest {
        count += 1
        let wish = wish()
        var place: Place? = Place(shop: Sample.harbour, till: Sample.till1)
        if case .undo = wish { place = Place(shop: nil, till: Sample.till1) }
        if case .change = wish { place = nil }
        return BookingRequest(
            operation: OperationID(high: client + 1, low: count), wish: wish, place: place,
            time: Sample.noon)
    }

    /// Remembers what can be captured, released or put back.
    mutating func heard(_ answer: BookedOperation) {
        switch answer.outcome {
        case .redeemed: redeemed.append(answer.operation)
        case .held: held.append(answer.operation)
        default: break
        }
    }

    private mutating func wish() -> Wish {
        switch Int.random(in: 0..<24, using: &random) {
        case 0..<2 where !redeemed.isEmpty:
            return .undo(lately(redeemed))
        case 2 where !redeemed.isEmpty:
            let part = Int64.random(in: 1...300, using: &random)
            return .reverse(
                lately(redeemed), amount: Bool.random(using: &random) ? part : nil, reason: "back")
        case 3 where !held.isEmpty:
            let part = Int64.random(in: 1...300, using: &random)
            return .capture(lately(held), amount: Bool.random(using: &random) ? part : nil)
        case 4 where !held.isEmpty:
            return .release(lately(held))
        case 5..<8:
            return .hold(
                position(in: batches[0]), money(), holder: nil, milliseconds: 900_000)
        case 8..<11:
            return .change(position(in: batches[0]), action())
        case 11..<16:
            return .redeem(position(in: batches[1]), .uses(1), holder: nil)
        default:
            return .redeem(position(in: batches[0]), money(), holder: nil)
        }
    }

    private mutating func lately(_ operations: [OperationID]) -> OperationID {
        let first = max(0, operations.count - 3)
        return operations[Int.random(in: first..<operations.count, using: &random)]
    }

    private mutating func money() -> Demand {
        .amount(Sample.euros(cents: Int64.random(in: 1...900, using: &random)))
    }

    private mutating func position(in batch: Batch) -> VoucherPosition {
        batch.position(at: Int.random(in: 0..<batch.order.count, using: &random)) ?? batch.first
    }

    private mutating func action() -> VoucherAction {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .block(reason: "lost")
        case 1, 2: .unblock(reason: "found")
        case 3: .adjust(by: Int64.random(in: -500...500, using: &random), reason: "typo")
        default: .topUp(by: Int64.random(in: 1...2_000, using: &random))
        }
    }
}
