import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// One thing that a client wants of a book, with the id that it keeps for asking again.
enum Errand: Sendable {
    case redeem(RedemptionRequest)
    case undo(UndoRequest)
    case change(ChangeRequest)

    /// The client's name for it.
    var operation: OperationID {
        switch self {
        case .redeem(let request): request.operation
        case .undo(let request): request.operation
        case .change(let request): request.operation
        }
    }

    /// Asks for it once.
    ///
    /// - Returns: What the book says happened, a refusal that it keeps included.
    /// - Throws: What stored nothing.
    func answer(of ledger: any Ledger) async throws(LedgerError) -> VoucherEvent.Happening {
        do throws(LedgerError) {
            switch self {
            case .redeem(let request):
                let redemption = try await ledger.redeem(request)
                return .redeemed(taken: redemption.taken, balance: redemption.balance)
            case .undo(let request):
                let reversal = try await ledger.undo(request)
                return .undone(
                    reversal.redemption, returned: reversal.returned, balance: reversal.balance)
            case .change(let request):
                return .changed(request.action, balance: try await ledger.change(request).balance)
            }
        } catch  where error.isSticky {
            return .refused(error)
        }
    }
}

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

    /// The list of one client, whose number keeps its ids apart from the others', over what was
    /// issued of ``orders``.
    init(client: UInt64, batches: [Batch], seed: UInt64) {
        self.client = client
        self.batches = batches
        random = SeededRandom(seed: seed &* 1_000_003 &+ client)
    }

    /// The next errand.
    mutating func next() -> Errand {
        count += 1
        let operation = OperationID(high: client + 1, low: count)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<3 where !redeemed.isEmpty:
            let index = Int.random(in: max(0, redeemed.count - 3)..<redeemed.count, using: &random)
            return .undo(
                UndoRequest(
                    operation: operation, redemption: redeemed[index], till: Sample.till1,
                    time: Sample.noon))
        case 3..<6:
            return .change(
                ChangeRequest(
                    operation: operation, position: position(in: batches[0]), action: action(),
                    time: Sample.noon))
        case 6..<11:
            return redemption(operation, .uses(1), of: position(in: batches[1]))
        default:
            let cents = Int64.random(in: 1...900, using: &random)
            return redemption(
                operation, .amount(Sample.euros(cents: cents)), of: position(in: batches[0]))
        }
    }

    /// Remembers what can be put back.
    mutating func heard(_ answer: VoucherEvent.Happening, to errand: Errand) {
        if case .redeem(let request) = errand, case .redeemed = answer {
            redeemed.append(request.operation)
        }
    }

    private func redemption(
        _ operation: OperationID, _ demand: Demand, of position: VoucherPosition
    ) -> Errand {
        .redeem(
            RedemptionRequest(
                operation: operation, position: position, demand: demand, shop: Sample.harbour,
                till: Sample.till1, time: Sample.noon))
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
