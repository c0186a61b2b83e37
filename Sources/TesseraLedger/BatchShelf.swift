import TesseraModel

/// The batches that were asked for lately; they never change, so they need no second look.
///
/// A redemption finds its batch by bisection in memory and reads no JSON. The shelf is bounded: a
/// book with a million members has a million batches of one.
package struct BatchShelf {
    /// How many batches are kept before the shelf is cleared.
    package static let capacity = 4_096

    private var batches: [Batch] = []

    /// An empty shelf.
    package init() {}

    /// The batch that covers a position, if it stands here.
    package func batch(covering position: VoucherPosition) -> Batch? {
        let place = index(after: position)
        guard place > 0, batches[place - 1].covers(position) else { return nil }
        return batches[place - 1]
    }

    /// Puts a batch here.
    package mutating func keep(_ batch: Batch) {
        let place = index(after: batch.first)
        if place > 0, batches[place - 1].id == batch.id { return }
        if batches.count >= BatchShelf.capacity {
            batches = [batch]
        } else {
            batches.insert(batch, at: place)
        }
    }

    private func index(after position: VoucherPosition) -> Int {
        var low = 0
        var high = batches.count
        while low < high {
            let middle = (low + high) / 2
            if batches[middle].first <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
