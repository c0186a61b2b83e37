/// A field for each row and column, the more solid the larger its value.
struct SVGMatrix {
    private static let (left, top, rowHeight) = (150, 84, 36)

    private let plot: Plot
    private let most: Int64

    /// A picture of fields.
    init(_ plot: Plot) {
        self.plot = plot
        most = max(1, plot.series.flatMap { $0.values.compactMap { $0 } }.max() ?? 1)
    }

    private var fieldWidth: Int { max(28, min(96, 560 / max(1, plot.labels.count))) }

    /// The picture.
    var drawing: Drawing {
        let fields = plot.series.indices.flatMap(row)
        let letters = max(3, fieldWidth / 8)
        let heads = plot.labels.indices.map { index in
            Drawing.text(
                SVGWriter.shortened(plot.labels[index], to: letters), x: middle(index),
                y: SVGMatrix.top - 10, "m")
        }
        let unit = SVGWriter.shortened(plot.unit, to: 18)
        return Drawing(
            width: max(360, SVGMatrix.left + fieldWidth * plot.labels.count + 16),
            height: SVGMatrix.top + SVGMatrix.rowHeight * plot.series.count + 16,
            lines: [Drawing.text(unit, x: SVGMatrix.left - 10, y: SVGMatrix.top - 10, "r")]
                + heads + fields)
    }

    private func middle(_ column: Int) -> Int {
        SVGMatrix.left + fieldWidth * column + fieldWidth / 2
    }

    private func row(_ index: Int) -> [String] {
        let y = SVGMatrix.top + SVGMatrix.rowHeight * index
        let series = plot.series[index]
        let name = SVGWriter.shortened(series.name, to: 18)
        var lines = [Drawing.text(name, x: SVGMatrix.left - 10, y: y + 23, "r")]
        for (column, value) in series.values.enumerated() {
            guard let value else { continue }
            // Never so solid that the number in it cannot be read on either ground.
            let solid = (rounded(max(0, value), by: most, times: 55) ?? 0) + (value > 0 ? 5 : 0)
            let number = decimalText(value, digits: plot.digits)
            let told = "\(series.name), \(plot.labels[column]): \(number) \(plot.unit)"
            lines.append(
                "<rect class=\"f c0\" x=\"\(SVGMatrix.left + fieldWidth * column + 1)\""
                    + " y=\"\(y + 1)\" width=\"\(fieldWidth - 2)\""
                    + " height=\"\(SVGMatrix.rowHeight - 2)\""
                    + " fill-opacity=\".\(solid < 10 ? "0" : "")\(solid)\">"
                    + "<title>\(SVGWriter.escaped(told))</title></rect>")
            lines.append(
                Drawing.text(SVGWriter.escaped(number), x: middle(column), y: y + 23, "m"))
        }
        return lines
    }
}
