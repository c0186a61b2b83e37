/// Where a symbol lies in the picture.
struct SymbolPlace {
    let shape: SymbolShape
    var homography: Homography
    /// Between dark and light in the finder patterns.
    let contrast: Double

    /// The symbol's own corners in the picture.
    var corners: [4 of Point] {
        let side = Double(shape.side)
        return [
            homography.seen(0, 0), homography.seen(side, 0), homography.seen(side, side),
            homography.seen(0, side),
        ]
    }

    /// Places a symbol by its finder patterns, then by all alignment patterns that can be found;
    /// `nil` if the finder patterns do not lie in one plane.
    init?(
        _ raster: Raster, shape: SymbolShape, corner: FinderFrame, right: FinderFrame,
        below: FinderFrame, search: inout AlignmentSearch
    ) {
        self.shape = shape
        contrast = (corner.contrast + right.contrast + below.contrast) / 3
        let far = Double(shape.side) - 7
        let middle = (right.centre + below.centre) * 0.5
        var fit = HomographyFit(
            side: shape.side, middle: middle, reach: 1 + (right.centre - middle).length)
        fit.add(corner, at: Point(x: 0, y: 0))
        fit.add(right, at: Point(x: far, y: 0))
        fit.add(below, at: Point(x: 0, y: far))
        guard let first = fit.homography else { return nil }
        homography = first
        // From the finder patterns outwards: each one found makes the next easier to find.
        let alignments = shape.alignments
        for sum in 0..<2 * alignments.count {
            for index in max(0, sum - alignments.count + 1)..<min(alignments.count, sum + 1) {
                let (column, row) = (alignments[sum - index], alignments[index])
                if !shape.hasAlignment(column: column, row: row) { continue }
                let module = Point(x: Double(column) + 0.5, y: Double(row) + 0.5)
                guard let seen = seen(raster, module, search: &search) else { continue }
                fit.add(module, seen: seen, weight: alignments.count == 2 ? 6 : 2)
                homography = fit.homography ?? homography
            }
        }
    }

    /// Returns where an alignment pattern is seen.
    private func seen(
        _ raster: Raster, _ module: Point, search: inout AlignmentSearch
    ) -> Point? {
        let place = homography.seen(module.x, module.y)
        let right = homography.seen(module.x + 1, module.y) - place
        let down = homography.seen(module.x, module.y + 1) - place
        // Alone in the fourth quarter it may be far from where three corners let it be expected.
        return search.find(
            raster, near: place, right: right, down: down,
            reach: shape.alignments.count == 2 ? 4 : 2, contrast: contrast)
    }
}
