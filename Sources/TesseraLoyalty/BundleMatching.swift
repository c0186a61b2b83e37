/// Which pieces are for nothing where so many are bought; by runs of equal pieces, because a basket
/// may have a hundred million of them.
///
/// - Source: M21; F22.
enum BundleMatching {
    /// What is left of a line: what it still costs, spread evenly over the pieces that still cost
    /// something.
    struct LineLeft: Hashable {
        /// Minor units, not negative.
        var price: Int64
        /// Pieces that were not given for nothing yet.
        var pieces: Int64
        /// All pieces.
        let quantity: Int64

        /// The pieces by what one of them costs: where the price is no multiple of the pieces, as
        /// many as are over cost one minor unit more.
        var runs: [(unit: Int64, count: Int64)] {
            guard pieces > 0 else { return [(0, quantity)] }
            let (unit, over) = price.quotientAndRemainder(dividingBy: pieces)
            return [(unit + 1, over), (unit, pieces - over), (0, quantity - pieces)]
                .filter { $0.1 > 0 }
        }

        /// What becomes cheaper if no piece may cost more than so many minor units.
        func saving(above fixed: Int64) -> Int64 {
            runs.reduce(0) { $0 + max(0, $1.unit - max(0, fixed)) * $1.count }
        }
    }

    /// What is given for nothing of one line.
    struct Freed: Hashable {
        /// How many pieces that still cost something.
        var pieces: Int64 = 0
        /// What they cost, in minor units.
        var saving: Int64 = 0
    }

    fileprivate struct Run {
        let line: Int
        let unit: Int64
        let count: Int64
    }

    /// Returns what is for nothing of each line.
    ///
    /// From the dearest piece down, each full group of `buy + free` has its `free` cheapest for
    /// nothing. With `buy` 0 it is the cheapest pieces that cost anything at all, so that a gift
    /// is not spent on what an earlier step gave already.
    ///
    /// - Parameters:
    ///   - lines: What is left of them; of equal pieces those of the earlier line go first.
    ///   - buy: How many are paid in each group, not negative.
    ///   - free: How many are not, at least 1.
    ///   - groups: How many groups at most; `nil` for all, or for one where `buy` is 0.
    /// - Returns: As many as lines.
    static func freed(
        of lines: [LineLeft], buy: Int, free: Int, groups: Int?
    ) -> [Freed] {
        var freed = lines.map { _ in Freed() }
        guard buy >= 0, free > 0, groups.map({ $0 > 0 }) ?? true else { return freed }
        let runs = lines.enumerated().flatMap { index, line in
            line.runs.map { Run(line: index, unit: $0.unit, count: $0.count) }
        }
        if buy == 0 {
            let (wanted, overflow) = Int64(free).multipliedReportingOverflow(
                by: Int64(groups ?? 1))
            var left = overflow ? Int64.max : wanted
            for run in sorted(runs.filter { $0.unit > 0 }, dearestFirst: false) {
                let count = min(left, run.count)
                freed[run.line].add(count, run)
                left -= count
            }
            return freed
        }
        let (size, overflow) = Int64(buy).addingReportingOverflow(Int64(free))
        guard !overflow else { return freed }
        let pieces = runs.reduce(0) { $0 + $1.count }
        let end = min(pieces / size, groups.map { Int64($0) } ?? Int64.max) * size
        // How many of the pieces before a position are for nothing.
        func given(before position: Int64) -> Int64 {
            let position = min(position, end)
            return position / size * Int64(free) + max(0, position % size - Int64(buy))
        }
        var position: Int64 = 0
        for run in sorted(runs, dearestFirst: true) {
            let next = position + run.count
            freed[run.line].add(given(before: next) - given(before: position), run)
            position = next
        }
        return freed
    }

    private static func sorted(_ runs: [Run], dearestFirst: Bool) -> [Run] {
        runs.sorted {
            if $0.unit != $1.unit { return ($0.unit > $1.unit) == dearestFirst }
            return $0.line < $1.line
        }
    }
}

extension BundleMatching.Freed {
    fileprivate mutating func add(_ count: Int64, _ run: BundleMatching.Run) {
        guard run.unit > 0 else { return }
        pieces += count
        saving += run.unit * count
    }
}
