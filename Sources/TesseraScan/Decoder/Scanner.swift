/// A symbol that was read.
struct Reading {
    /// The bytes of its text; never empty.
    let text: [UInt8]
    /// Its corners in the picture that was looked at.
    let corners: [4 of Point]
    /// How many times larger the picture is that was handed in.
    let scale: Int
}

/// Reads the symbols of a picture.
///
/// The memory it needs is kept from one picture to the next. The time it takes is bounded by the
/// size of the picture, whatever is in it.
struct Scanner {
    /// What is spent on one look at the picture without reading anything: 1 for measuring three
    /// patterns, four and more for reading all modules.
    private static let mostEffort = 60

    private var threshold = Threshold()
    private var map = DarkMap()
    private var finder = FinderSearch()
    private var triples = FinderTriples()
    private var alignments = AlignmentSearch()
    private var sampling = ModuleSampling()
    private var reader = SymbolReader()
    private var shape = SymbolShape(version: 4)

    /// Returns the symbols of a picture, in no particular order.
    ///
    /// If the picture as it is shows none, it is looked at smaller and smoother: noise hides a
    /// symbol in a large picture and averages out in a small one.
    ///
    /// - Parameters:
    ///   - raster: The picture.
    ///   - most: After how many symbols to stop.
    /// - Returns: Empty if there is none that can be read.
    mutating func readings(_ raster: Raster, most: Int) -> [Reading] {
        var raster = raster
        var scale = 1
        var found = look(at: raster, most: most, scale: scale)
        while found.isEmpty {
            let goesOn = min(raster.width, raster.height) >= 2 * Self.smallestSide
            let smaller = goesOn ? raster.halved : nil
            if let smaller { found = look(at: smaller, most: most, scale: 2 * scale) }
            if found.isEmpty, let softer = raster.smoothed {
                found = look(at: softer, most: most, scale: scale)
            }
            guard let smaller else { break }
            raster = smaller
            scale *= 2
        }
        return found
    }

    /// A code of the smallest version with its border, two pixels to the module, is wider than half
    /// of this; nothing more comes to light in a smaller picture.
    private static let smallestSide = 128

    private mutating func look(at raster: Raster, most: Int, scale: Int) -> [Reading] {
        threshold.part(raster, into: &map)
        finder.search(map)
        var readings: [Reading] = []
        var patterns = finder.patterns
        // The patterns of symbols that were read are set aside, and what is left is grouped anew:
        // the codes of a sheet stand so evenly that most of the likely triples belong to no code.
        while true {
            let before = readings.count
            let rest = read(raster, patterns, most: most, scale: scale, into: &readings)
            if readings.count == before || readings.count >= most { return readings }
            patterns = rest
        }
    }

    /// Reads one symbol after the other and returns the patterns that belong to none.
    private mutating func read(
        _ raster: Raster, _ patterns: [FinderPattern], most: Int, scale: Int,
        into readings: inout [Reading]
    ) -> [FinderPattern] {
        triples.group(patterns)
        var isUsed = [Bool](repeating: false, count: patterns.count)
        var effort = 0
        for number in 0..<triples.count {
            let triple = triples.triples[number]
            if isUsed[triple.corner] || isUsed[triple.right] || isUsed[triple.below] { continue }
            guard let text = text(raster, patterns, triple, effort: &effort) else {
                // The more codes there are, the likelier there is another.
                if effort >= Self.mostEffort * min(1 + readings.count, 10) { break }
                continue
            }
            effort = 0
            isUsed[triple.corner] = true
            isUsed[triple.right] = true
            isUsed[triple.below] = true
            readings.append(Reading(text: text.text, corners: text.corners, scale: scale))
            if readings.count >= most { break }
        }
        var rest: [FinderPattern] = []
        for index in patterns.indices where !isUsed[index] { rest.append(patterns[index]) }
        return rest
    }

    private mutating func text(
        _ raster: Raster, _ patterns: [FinderPattern], _ triple: FinderTriple, effort: inout Int
    ) -> (text: [UInt8], corners: [4 of Point])? {
        effort += 1
        let (corner, right, below) = (
            patterns[triple.corner], patterns[triple.right], patterns[triple.below]
        )
        var raster = raster
        if corner.isInverted { raster.mask = 255 }
        let across = right.centre - corner.centre
        let along = below.centre - corner.centre
        let rows = across * (1 / across.length)
        let columns = along * (1 / along.length)
        guard let first = frame(raster, corner, rows, columns),
            let second = frame(raster, right, rows, columns),
            let third = frame(raster, below, rows, columns)
        else { return nil }
        var sizes = SymbolSize.candidates(raster, corner: first, right: second, below: third)
        for index in 0..<4 where sizes[index] > 0 {
            let size = sizes[index]
            guard
                let place = SymbolPlace(
                    raster, shape: shape((size - 17) / 4), corner: first, right: second,
                    below: third, search: &alignments)
            else { continue }
            sampling.sample(raster, place)
            effort += 2 + size * size / 400
            if let text = text(place.shape) { return (text, place.corners) }
            // A large symbol says beside two of its finder patterns how large it is.
            if index < 3, let version = VersionInformation.version(in: sampling.modules),
                4 * version + 17 != size
            {
                sizes[index + 1] = 4 * version + 17
                if index < 2 { sizes[index + 2] = 0 }
            }
        }
        return nil
    }

    private func frame(
        _ raster: Raster, _ pattern: FinderPattern, _ rows: Point, _ columns: Point
    ) -> FinderFrame? {
        // Along a turned pattern's row the seven modules seem wider by the larger cosine.
        let turn = max(max(abs(rows.x), abs(rows.y)), max(abs(columns.x), abs(columns.y)))
        return FinderFrame(
            raster, centre: pattern.centre, module: pattern.size * turn / 7, right: rows,
            down: columns)
    }

    private mutating func text(_ shape: SymbolShape) -> [UInt8]? {
        sampling.decide(sharpening: 0.5)
        guard sampling.timing > 0.6 else { return nil }
        for sharpening in [0.5, 0, 1.5] {
            sampling.decide(sharpening: sharpening)
            if let text = reader.text(sampling.modules, shape: shape) { return text }
        }
        return nil
    }

    /// Returns what stands where in a version; codes in one place mostly have the same.
    private mutating func shape(_ version: Int) -> SymbolShape {
        if shape.version != version { shape = SymbolShape(version: version) }
        return shape
    }
}
