/// Finds what was probably meant by a word that is not known.
package enum Spelling {
    /// The nearest of some words, in any case of letters; `nil` if none is near
    /// or, for a short word such as a currency, if several are equally near.
    ///
    /// Near means at most a third of the characters changed, missing, added or exchanged.
    package static func nearest(to word: String, in known: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().unicodeScalars.prefix(100))
        guard !wanted.isEmpty else { return nil }
        var best: (word: String?, distance: Int) = (nil, .max)
        for candidate in known {
            let other = Array(candidate.lowercased().unicodeScalars)
            let most = max(1, max(wanted.count, other.count) / 3)
            guard abs(wanted.count - other.count) <= most else { continue }
            let distance = distance(wanted, other)
            if distance < best.distance, distance <= most {
                best = (candidate, distance)
            } else if distance == best.distance, most == 1 {
                best.word = nil
            }
        }
        return best.word
    }

    /// How many characters must be changed, added, dropped or exchanged with their neighbour.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var above = Array(0...right.count)
        for row in left.indices {
            var line = [row + 1]
            for column in right.indices {
                let same = left[row] == right[column]
                var cost = min(
                    above[column] + (same ? 0 : 1), above[column + 1] + 1, line[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    cost = min(cost, before[column - 1] + 1)
                }
                line.append(cost)
            }
            (before, above) = (above, line)
        }
        return above[right.count]
    }
}
