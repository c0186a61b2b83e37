import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraToken

/// What somebody knows of the vouchers that are looked for; all of it must hold.
package struct VoucherQuestion: Hashable, Sendable {
    /// Part of the label, whatever its case and accents; empty for any.
    package let label: String
    /// The last four characters of the typed code, capital; empty for any.
    package let lastFour: String
    /// The batch; `nil` for all.
    package let batch: BatchID?
    /// What it looks like today; `nil` for anything.
    package let sight: VoucherSight?

    /// A question.
    ///
    /// - Parameters:
    ///   - label: Part of a label.
    ///   - lastFour: As somebody typed it, small letters and look-alikes too.
    ///   - batch: One batch alone.
    ///   - sight: What they look like.
    package init(
        label: String = "", lastFour: String = "", batch: BatchID? = nil,
        sight: VoucherSight? = nil
    ) {
        self.label = FoldedText(label).text
        self.lastFour = String(
            lastFour.uppercased().map { letter in
                switch letter {
                case "I", "L": "1"
                case "O": "0"
                default: letter
                }
            })
        self.batch = batch
        self.sight = sight
    }
}

/// What a search found.
package struct FoundVouchers: Hashable, Sendable {
    /// A voucher with its batch.
    package struct Item: Hashable, Sendable {
        /// As the book has it.
        package let state: VoucherState
        /// Where it belongs.
        package let batch: Batch
        /// The last four characters of its typed code; `nil` where the key is gone.
        package let lastFour: String?

        /// A voucher with its batch.
        package init(state: VoucherState, batch: Batch, lastFour: String?) {
            self.state = state
            self.batch = batch
            self.lastFour = lastFour
        }
    }

    /// Those of the newest batch first, in a batch in the order of their positions.
    package let items: [Item]
    /// Where the search goes on; `nil` where it came to the end. There may be one without an item:
    /// a search looks at so many vouchers at once and not at more.
    package let next: VoucherPosition?
}

extension Counter {
    /// Looks for vouchers, the newest first; members' cards are no vouchers here.
    ///
    /// Nothing is kept for it: labels stand with the batches, last characters follow from positions
    /// and keys. So every call looks at a bounded part of the book.
    ///
    /// - Parameters:
    ///   - question: What they have in common.
    ///   - cursor: The `next` of the page before; `nil` to begin.
    ///   - limit: How many at most, at least 1.
    ///   - effort: How many batches and vouchers are looked at before it answers, about; reading
    ///     what was booked counts for several.
    ///   - isOwn: Whether the asker looks after a batch.
    /// - Returns: A page, which may be short and still not the last.
    /// - Throws: ``LedgerError/unknownBatch(_:)``, ``LedgerError/unknownVoucher(_:)``;
    ///   infrastructure errors.
    package func vouchers(
        _ question: VoucherQuestion, after cursor: VoucherPosition?, limit: Int,
        effort: Int = 60_000, where isOwn: (Batch) -> Bool
    ) async throws(LedgerError) -> FoundVouchers {
        var search = VoucherSearch(
            question: question, limit: limit, mostEffort: effort, counter: self)
        var start: Batch?
        if let cursor { start = try await ledger.batch(covering: cursor) }
        if let start, let cursor {
            let index = cursor.number - start.first.number + 1
            if isOwn(start), let next = try await search.take(start, from: index) { return next }
        }
        if let id = question.batch {
            guard start == nil else { return search.found(next: nil) }
            let batch = try await ledger.batch(id)
            if isOwn(batch), let next = try await search.take(batch, from: 0) { return next }
            return search.found(next: nil)
        }
        var high: Int64
        if let start { high = start.id.number - 1 } else { high = try await newestBatch() }
        while high > 0 {
            let low = max(0, high - VoucherSearch.windowSize)
            let window = try await ledger.batches(
                after: low == 0 ? nil : BatchID(low), limit: Int(high - low))
            for batch in window.reversed() where batch.id.number <= high {
                if isOwn(batch), let next = try await search.take(batch, from: 0) { return next }
                // Batches that are passed over were read too.
                if batch.id.number > 1, let next = search.rest(after: batch) { return next }
            }
            high = low
        }
        return search.found(next: nil)
    }

    /// The number of the newest batch, found by halving; 0 for none.
    private func newestBatch() async throws(LedgerError) -> Int64 {
        var (low, step) = (Int64(0), Int64(1))
        while let next = try await firstBatch(after: low + step - 1) {
            (low, step) = (next, step * 2)
        }
        var high = low + step
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if let next = try await firstBatch(after: middle - 1) {
                low = next
                high = max(high, low + 1)
            } else {
                high = middle
            }
        }
        return low
    }

    private func firstBatch(after number: Int64) async throws(LedgerError) -> Int64? {
        try await ledger.batches(after: number == 0 ? nil : BatchID(number), limit: 1)
            .first?.id.number
    }
}

/// One call of a search on its way.
private struct VoucherSearch {
    /// How many batches are read at once.
    static let windowSize: Int64 = 500
    private static let readingEffort = 20
    private static let pageSize = 1_000

    let question: VoucherQuestion
    let limit: Int
    let mostEffort: Int
    let counter: Counter
    private var items: [FoundVouchers.Item] = []
    private var effort = 0
    private var keys: [KeyID: [TokenKind: TypedCodeKey]] = [:]

    init(question: VoucherQuestion, limit: Int, mostEffort: Int, counter: Counter) {
        self.question = question
        self.limit = limit
        self.mostEffort = mostEffort
        self.counter = counter
    }

    func found(next: VoucherPosition?) -> FoundVouchers { FoundVouchers(items: items, next: next) }

    /// The page, where enough was looked at, to go on behind a batch; `nil` to go on at once.
    mutating func rest(after batch: Batch) -> FoundVouchers? {
        effort += 1
        guard effort >= mostEffort else { return nil }
        return found(next: batch.position(at: batch.order.count - 1))
    }

    /// Looks through a batch.
    ///
    /// - Returns: The page, where it is full or enough was looked at; `nil` to go on.
    mutating func take(_ batch: Batch, from first: Int) async throws(LedgerError) -> FoundVouchers?
    {
        guard batch.order.terms.kind != .member,
            question.label.isEmpty || FoldedText(batch.order.label).text.contains(question.label)
        else { return nil }
        let key = typedKey(of: batch)
        guard question.lastFour.isEmpty || key != nil else { return nil }
        var index = first
        while index < batch.order.count {
            let end = min(index + VoucherSearch.pageSize, batch.order.count)
            effort += question.lastFour.isEmpty ? 1 : end - index
            let page = (index..<end).compactMap { index -> (VoucherPosition, String?)? in
                guard let position = batch.position(at: index) else { return nil }
                guard !question.lastFour.isEmpty else { return (position, nil) }
                let last = key?.lastFour(batch, position)
                return last == question.lastFour ? (position, last) : nil
            }
            if let full = try await take(page, of: batch, from: index, key) { return full }
            index = end
            if effort >= mostEffort, index < batch.order.count {
                return found(next: batch.position(at: end - 1))
            }
        }
        return nil
    }

    private mutating func take(
        _ page: [(VoucherPosition, String?)], of batch: Batch, from index: Int,
        _ key: TypedCodeKey?
    ) async throws(LedgerError) -> FoundVouchers? {
        guard !page.isEmpty else { return nil }
        effort += VoucherSearch.readingEffort
        let before = VoucherPosition(number: batch.first.number + index - 1)
        let used = try await counter.ledger.vouchersInUse(
            after: before, limit: min(batch.order.count, VoucherSearch.pageSize))
        let states = Dictionary(used.map { ($0.position, $0) }, uniquingKeysWith: { $1 })
        for (position, last) in page {
            let state = states[position] ?? batch.untouched(at: position)
            if let sight = question.sight, state.sight(on: counter.today) != sight { continue }
            items.append(
                FoundVouchers.Item(
                    state: state, batch: batch, lastFour: last ?? key?.lastFour(batch, position)))
            if items.count == limit { return found(next: position) }
        }
        return nil
    }

    private mutating func typedKey(of batch: Batch) -> TypedCodeKey? {
        let (id, kind) = (batch.order.keyID, batch.order.terms.kind)
        if let known = keys[id]?[kind] { return known }
        // Without its key a voucher is still found by all else.
        let key = (try? counter.key(id, kind))?.typedCodeKey
        keys[id, default: [:]][kind] = key
        return key
    }
}

extension TypedCodeKey {
    /// The last four characters of a typed code, which a receipt shows.
    fileprivate func lastFour(_ batch: Batch, _ position: VoucherPosition) -> String {
        String(code(kind: batch.order.terms.kind, position: position).text.suffix(4))
    }
}

extension Counter {
    /// The last four characters of a voucher's typed code; `nil` where the key is gone.
    package func lastFour(of position: VoucherPosition, in batch: Batch) -> String? {
        (try? key(batch.order.keyID, batch.order.terms.kind))?.typedCodeKey
            .lastFour(batch, position)
    }
}
