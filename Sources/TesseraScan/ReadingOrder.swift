extension Reading {
    /// The box around the symbol, in pixels of the picture that was handed in.
    private var box: (left: Double, top: Double, bottom: Double) {
        var (left, top, bottom) = (Double.infinity, Double.infinity, -Double.infinity)
        for index in 0..<4 {
            left = min(left, corners[index].x)
            top = min(top, corners[index].y)
            bottom = max(bottom, corners[index].y)
        }
        let scale = Double(scale)
        return (left * scale, top * scale, bottom * scale)
    }

    /// Returns the codes row by row from the top, each row from the left.
    ///
    /// A sheet is never held quite straight: a code belongs to a row if its middle lies above the
    /// lower edge of the row's highest code.
    static func inReadingOrder(_ codes: [Reading]) -> [Reading] {
        let boxed = codes.map { (code: $0, box: $0.box) }
        var rows: [[(code: Reading, box: (left: Double, top: Double, bottom: Double))]] = []
        for next in boxed.sorted(by: { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }) {
            if let first = rows.last?.first, (next.box.top + next.box.bottom) / 2 < first.box.bottom
            {
                rows[rows.count - 1].append(next)
            } else {
                rows.append([next])
            }
        }
        return rows.flatMap { row in row.sorted { $0.box.left < $1.box.left }.map(\.code) }
    }
}
