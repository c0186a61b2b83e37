import TesseraModel

/// The batches of a recount, found by position.
struct RecountedBatches {
    private var inOrder: [Batch] = []
    private var byOperation: [OperationID: [Batch]] = [:]
    private var lastNumber: Int64 = 0

    /// Takes the next batch.
    ///
    /// - Returns: What is wrong with it; `nil` if nothing is.
    mutating func add(_ batch: Batch) -> String? {
        defer {
            inOrder.insert(batch, at: index(after: batch.first))
            byOperation[batch.operation, default: []].append(batch)
            lastNumber = batch.id.number
        }
        if batch.id.number <= lastNumber { return "stands out of order" }
        let place = index(after: batch.first)
        let before = place > 0 ? inOrder[place - 1] : nil
        let after = place < inOrder.count ? inOrder[place] : nil
        if let before, before.end > batch.first.number { return "overlaps \(before.id.text)" }
        if let after, batch.end > after.first.number { return "overlaps \(after.id.text)" }
        return nil
    }

    /// The batch that covers a position; `nil` if none does.
    func covering(_ position: VoucherPosition) -> Batch? {
        let place = index(after: position)
        guard place > 0, inOrder[place - 1].covers(position) else { return nil }
        return inOrder[place - 1]
    }

    /// The batches that an operation issued, each handed out once.
    mutating func issued(by operation: OperationID) -> [Batch] {
        byOperation.removeValue(forKey: operation) ?? []
    }

    /// The batches that nobody asked for in the end.
    var withoutOperation: [Batch] {
        byOperation.values.flatMap(\.self).sorted { $0.id < $1.id }
    }

    private func index(after position: VoucherPosition) -> Int {
        var low = 0
        var high = inOrder.count
        while low < high {
            let middle = (low + high) / 2
            if inOrder[middle].first <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// A voucher as far as it is recounted, small enough for millions.
struct RecountedVoucher {
    var balance: Int64
    var lastDay: Int32
    var standing: Code
    /// The index of the latest redemption, undone ones included; −1 for none.
    var latest: Int32

    enum Code: UInt8 { case inactive, active, blocked }
}

/// A redemption as far as an undoing needs it.
struct RecountedRedemption {
    let position: VoucherPosition
    let taken: Int64
    let time: Timestamp
    let place: Int32
    /// The index of the voucher's redemption before it; −1 for none.
    let earlier: Int32
    var isUndone = false
}

extension Use {
    /// Where it was, without the time.
    struct Place: Hashable {
        let shop: ShopID
        let till: TillID
    }
}
