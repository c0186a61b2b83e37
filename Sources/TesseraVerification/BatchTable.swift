import TesseraModel

/// What equal vouchers promise, as a kit knows it.
///
/// - Source: T19.
package enum KitPromise: Hashable, Sendable {
    /// Members' cards, of which a kit says nothing but that they are some.
    case members
    /// Vouchers: their terms, how often each may be used (zero for gifts), their days.
    case vouchers(Terms, uses: Int, ValidityPeriod)

    /// The campaign; `nil` for gifts and members.
    package var campaign: CampaignNumber? {
        guard case .vouchers(let terms, _, _) = self else { return nil }
        return switch terms {
        case .member, .gift: nil
        case .discount(let discount): discount.campaign
        case .entitlement(let right): right.campaign
        }
    }

    /// What a voucher holds when it is new: minor units for a gift, uses for the others; zero for
    /// members.
    package var faceValue: Int64 {
        switch self {
        case .members: 0
        case .vouchers(.gift(let money), _, _): money.minorUnits
        case .vouchers(_, let uses, _): Int64(uses)
        }
    }
}

/// Vouchers of one promise that follow one another.
///
/// - Source: T19.
package struct KitBatch: Hashable, Sendable {
    /// The first one.
    package let first: VoucherPosition
    /// How many there are, at least 1.
    package let count: Int
    /// What each of them promises.
    package let promise: KitPromise

    /// Some vouchers.
    package init(first: VoucherPosition, count: Int, promise: KitPromise) {
        precondition(count >= 1 && first.number + count <= VoucherPosition.positionCount)
        self.first = first
        self.count = count
        self.promise = promise
    }
}

/// The batches of a kit in order of position, neighbours of one promise being one.
///
/// Each promise is kept once, so that a shop that issues its vouchers one by one does not need a
/// kit many times as large.
///
/// - Source: T19.
package struct BatchTable: Hashable, Sendable {
    struct Run: Hashable, Sendable {
        /// The number of the first position.
        let start: Int
        var count: Int
        /// Where the promise is.
        let promise: Int
        var end: Int { start + count }
    }

    /// In the order in which the runs first name them.
    let promises: [KitPromise]
    /// In order, without overlaps.
    let runs: [Run]

    /// A table without batches.
    package init() { self.init(promises: [], runs: []) }

    init(promises: [KitPromise], runs: [Run]) {
        self.promises = promises
        self.runs = runs
    }

    /// The table of some batches in any order, none of which overlap.
    package init(_ batches: some Sequence<KitBatch>) {
        var known: [KitPromise: Int] = [:]
        var unsorted: [KitPromise] = []
        var loose: [Run] = []
        for batch in batches {
            let index = known[batch.promise] ?? unsorted.count
            if index == unsorted.count {
                known[batch.promise] = index
                unsorted.append(batch.promise)
            }
            loose.append(Run(start: batch.first.number, count: batch.count, promise: index))
        }
        loose.sort { $0.start < $1.start }
        var renamed = [Int?](repeating: nil, count: unsorted.count)
        var (promises, runs): ([KitPromise], [Run]) = ([], [])
        for run in loose {
            let index = renamed[run.promise] ?? promises.count
            if index == promises.count {
                renamed[run.promise] = index
                promises.append(unsorted[run.promise])
            }
            if let last = runs.last {
                precondition(last.end <= run.start, "A kit's batches do not overlap.")
                if last.end == run.start, last.promise == index {
                    runs[runs.count - 1].count += run.count
                    continue
                }
            }
            runs.append(Run(start: run.start, count: run.count, promise: index))
        }
        self.init(promises: promises, runs: runs)
    }

    /// The batches in order of position.
    package var batches: [KitBatch] { runs.compactMap(batch) }

    /// The batch that covers a position; `nil` if none does.
    package subscript(position: VoucherPosition) -> KitBatch? {
        let number = position.number
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].end <= number { low = middle + 1 } else { high = middle }
        }
        guard low < runs.count, runs[low].start <= number else { return nil }
        return batch(runs[low])
    }

    private func batch(_ run: Run) -> KitBatch? {
        VoucherPosition(number: run.start).map {
            KitBatch(first: $0, count: run.count, promise: promises[run.promise])
        }
    }
}
