/// The tree of digests over the runs of a draw, that of RFC 6962.
///
/// A leaf is the digest of `00` and a run, a node that of `01` and its two sides. A level is made
/// from the one below by pairs from the left; a last one without a partner goes up as it is.
///
/// - Source: M24; `docs/draws.md`.
package struct TicketTree: Sendable {
    // The leaves first, the root last; no level of an empty list.
    private let levels: [[DrawValue]]
    /// What stands for all of it; for an empty list the digest of nothing.
    package let root: DrawValue

    /// The tree over some runs.
    package init(of runs: [TicketRun], digest: ([UInt8]) -> [UInt8]) {
        var level = runs.map { DrawValue(of: $0.leafBytes, digest: digest) }
        var levels = [level]
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map { index in
                guard index + 1 < level.count else { return level[index] }
                return TicketTree.node(level[index], level[index + 1], digest: digest)
            }
            levels.append(level)
        }
        self.levels = levels
        self.root = level.first ?? DrawValue(of: [], digest: digest)
    }

    /// What a leaf needs to reach the root.
    ///
    /// - Parameter index: Which leaf, from zero; one that is there.
    /// - Returns: The other sides, from the leaf upwards; none for the only leaf.
    package func path(to index: Int) -> [DrawValue] {
        var place = index
        return levels.dropLast().compactMap { level in
            defer { place /= 2 }
            return place ^ 1 < level.count ? level[place ^ 1] : nil
        }
    }

    /// The root that a run and its path lead to.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - index: Which leaf it is, from zero.
    ///   - leafCount: How many leaves there are.
    ///   - path: The other sides, from the leaf upwards.
    ///   - digest: SHA-256.
    /// - Returns: The root; `nil` if the path does not fit the place.
    package static func root(
        over run: TicketRun, at index: Int, of leafCount: Int, path: [DrawValue],
        digest: ([UInt8]) -> [UInt8]
    ) -> DrawValue? {
        guard index >= 0, index < leafCount else { return nil }
        var value = DrawValue(of: run.leafBytes, digest: digest)
        var rest = path[...]
        var place = index
        var last = leafCount - 1
        while last > 0 {
            if place ^ 1 <= last {
                guard let other = rest.popFirst() else { return nil }
                value =
                    place % 2 == 1
                    ? node(other, value, digest: digest) : node(value, other, digest: digest)
            }
            place /= 2
            last /= 2
        }
        return rest.isEmpty ? value : nil
    }

    private static func node(
        _ left: DrawValue, _ right: DrawValue, digest: ([UInt8]) -> [UInt8]
    ) -> DrawValue {
        DrawValue(of: [1] + left.bytes + right.bytes, digest: digest)
    }
}
