import TesseraModel

/// A member's accounts while a draft is replayed, kept as the ledger keeps them.
///
/// - Source: concept 5, R2, R8; F07, F33.
struct ReplayHoldings {
    /// Which grant of which event put units there; `nil` for a debt.
    struct Origin: Hashable {
        let operation: OperationID
        let grant: Int
    }

    /// The lots as the rules see them, by asset, in the order in which they came.
    private(set) var lots: [String: [LotView]] = [:]
    // Where each of them came from, in the same order.
    private var origins: [String: [Origin?]] = [:]

    /// Puts units on an account; what is owed is paid back first, with what may be used.
    mutating func credit(_ lot: LotView, of asset: String, from origin: Origin, on today: Day) {
        clear(asset, on: today)
        var rest = lot.left
        if lot.first.map({ $0 <= today }) ?? true {
            for index in (lots[asset] ?? []).indices where rest > 0 {
                let owed = min(0, left(asset, index))
                let paid = min(rest, 0 - owed)
                guard paid > 0 else { continue }
                set(owed + paid, asset, index)
                rest -= paid
            }
            drop(asset) { $0.left == 0 }
        }
        guard rest > 0 else { return }
        lots[asset, default: []].append(LotView(first: lot.first, last: lot.last, left: rest))
        origins[asset, default: []].append(origin)
    }

    /// Takes units: what an origin put there first, good to use or not, then, for something that
    /// is taken back, what is not good yet, then what expires first.
    ///
    /// - Parameters:
    ///   - units: How many, above zero.
    ///   - asset: Of what.
    ///   - preferred: The origin of what is taken back; `nil` for what is spent.
    ///   - today: The day on which they are taken.
    ///   - mayOwe: Whether what is not there is owed; otherwise no more is taken.
    mutating func debit(
        _ units: Int64, of asset: String, from preferred: Origin?, on today: Day, mayOwe: Bool
    ) {
        clear(asset, on: today)
        let all = lots[asset] ?? []
        let places = all.indices.map { (index: $0, origin: origins[asset]?[$0]) }
        let own = places.filter { preferred != nil && $0.origin == preferred }.map(\.index)
        let others = places.filter { preferred == nil || $0.origin != preferred }.map(\.index)
        let pending = preferred == nil ? [] : others.filter { !all[$0].isGood(on: today) }
        let good = others.filter { all[$0].isGood(on: today) }.sorted { left, right in
            let ends = (all[left].last?.number ?? .max, all[right].last?.number ?? .max)
            return ends.0 == ends.1 ? left < right : ends.0 < ends.1
        }
        var rest = units
        for index in own + pending + good where rest > 0 && all[index].left > 0 {
            let taken = min(rest, all[index].left)
            set(all[index].left - taken, asset, index)
            rest -= taken
        }
        drop(asset) { $0.left == 0 }
        guard rest > 0, mayOwe else { return }
        lots[asset, default: []].append(LotView(first: nil, last: nil, left: 0 - rest))
        origins[asset, default: []].append(nil)
    }

    /// Takes everything that is not over away, lot by lot; what is owed stays.
    mutating func surrender(on today: Day) -> [(asset: String, lot: LotView)] {
        var given: [(asset: String, lot: LotView)] = []
        for asset in lots.keys.sorted() {
            clear(asset, on: today)
            given += (lots[asset] ?? []).filter { $0.left > 0 }.map { (asset, $0) }
            drop(asset) { $0.left > 0 }
        }
        return given
    }

    // What has expired was worth nothing already.
    private mutating func clear(_ asset: String, on today: Day) {
        drop(asset) { lot in lot.last.map { $0 < today } ?? false }
    }

    private func left(_ asset: String, _ index: Int) -> Int64 { lots[asset]?[index].left ?? 0 }

    private mutating func set(_ units: Int64, _ asset: String, _ index: Int) {
        guard let lot = lots[asset]?[index] else { return }
        lots[asset]?[index] = LotView(first: lot.first, last: lot.last, left: units)
    }

    private mutating func drop(_ asset: String, where isGone: (LotView) -> Bool) {
        guard let all = lots[asset], all.contains(where: isGone) else { return }
        let kept = all.indices.filter { !isGone(all[$0]) }
        let old = origins[asset] ?? []
        lots[asset] = kept.map { all[$0] }
        origins[asset] = kept.map { old[$0] }
    }
}
