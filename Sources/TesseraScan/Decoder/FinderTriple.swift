/// Three finder patterns that may belong to one symbol.
struct FinderTriple {
    /// Places in the list of patterns: the corner, then the ends of the upper and the left side.
    let corner: Int
    let right: Int
    let below: Int
    /// How far from a square seen straight on; small is good.
    let oddness: Double

    static let none = FinderTriple(corner: 0, right: 0, below: 0, oddness: 0)
}

/// Groups finder patterns into symbols, the likeliest first.
struct FinderTriples {
    /// Bounds the work on a picture that is full of things like finder patterns.
    private static let most = 240
    private static let neighbours = 24

    /// The first ``count`` of these, the likeliest first.
    private(set) var triples = [FinderTriple](repeating: .none, count: most)
    private(set) var count = 0
    /// The nearest patterns and how near they are.
    private var near = [Int](repeating: 0, count: neighbours)
    private var distances = [Double](repeating: 0, count: neighbours)
    private var nearCount = 0

    /// Finds all triples among patterns.
    mutating func group(_ patterns: [FinderPattern]) {
        count = 0
        for corner in patterns.indices {
            collectNeighbours(of: corner, patterns)
            for one in 0..<nearCount {
                for other in 0..<one { consider(patterns, corner, near[other], near[one]) }
            }
        }
    }

    private mutating func collectNeighbours(of corner: Int, _ patterns: [FinderPattern]) {
        nearCount = 0
        let pattern = patterns[corner]
        for index in patterns.indices where index != corner {
            let other = patterns[index]
            guard other.isInverted == pattern.isInverted, other.size < 2.2 * pattern.size,
                pattern.size < 2.2 * other.size
            else { continue }
            let distance = (other.centre - pattern.centre).length
            // From 14 modules in version 1 to 170 in version 40; a pattern has seven, or ten.
            let size = (pattern.size + other.size) / 2
            guard distance > 1.1 * size, distance < 30 * size else { continue }
            insert(index, distance)
        }
    }

    private mutating func insert(_ index: Int, _ distance: Double) {
        var place = nearCount
        while place > 0, distances[place &- 1] > distance { place -= 1 }
        if place >= Self.neighbours { return }
        if nearCount < Self.neighbours { nearCount += 1 }
        for later in stride(from: nearCount - 1, to: place, by: -1) {
            near[later] = near[later &- 1]
            distances[later] = distances[later &- 1]
        }
        near[place] = index
        distances[place] = distance
    }

    private mutating func consider(
        _ patterns: [FinderPattern], _ corner: Int, _ one: Int, _ other: Int
    ) {
        let first = patterns[one].centre - patterns[corner].centre
        let second = patterns[other].centre - patterns[corner].centre
        let (long, short) = (max(first.length, second.length), min(first.length, second.length))
        let cosine = first.dot(second) / (long * short)
        guard long < 2.4 * short, abs(cosine) < 0.65 else { return }
        let (size, near, far) = (patterns[corner].size, patterns[one].size, patterns[other].size)
        let largest = max(size, max(near, far))
        let smallest = min(size, min(near, far))
        let hits = patterns[corner].hits + patterns[one].hits + patterns[other].hits
        // Noise is rarely seen in more than two rows.
        let oddness =
            abs(cosine) + (long / short - 1) + (largest / smallest - 1) + 4 / Double(hits)
        let isClockwise = first.cross(second) > 0
        insert(
            FinderTriple(
                corner: corner, right: isClockwise ? one : other,
                below: isClockwise ? other : one, oddness: oddness))
    }

    private mutating func insert(_ triple: FinderTriple) {
        var place = count
        while place > 0, triples[place &- 1].oddness > triple.oddness { place -= 1 }
        if place >= Self.most { return }
        if count < Self.most { count += 1 }
        for later in stride(from: count - 1, to: place, by: -1) {
            triples[later] = triples[later &- 1]
        }
        triples[place] = triple
    }
}
