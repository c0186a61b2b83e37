/// Bars, stacked bars and lines over one pair of axes.
struct SVGChart {
    private static let width = 720
    private static let (left, right, top, bottom) = (96, 704, 60, 340)
    private static let legendTop = 388

    private let plot: Plot
    private let axis: Axis

    /// A picture with axes.
    init(_ plot: Plot) {
        self.plot = plot
        let values = plot.series.flatMap { $0.values.compactMap { $0 } }
        axis = Axis(holding: plot.form == .stacked ? SVGChart.heights(plot) : values)
    }

    /// The picture.
    var drawing: Drawing {
        let shapes = plot.form == .lines ? plot.series.indices.flatMap(line) : bars
        let legend = legendLines
        let rows = (plot.series.count + 2) / 3
        return Drawing(
            width: SVGChart.width, height: SVGChart.legendTop + 22 * rows,
            lines: grid + shapes + baseline + labels + legend)
    }

    // Both ends of each stack: what is above zero and what is below.
    private static func heights(_ plot: Plot) -> [Int64] {
        plot.labels.indices.flatMap { label -> [Int64] in
            let values = plot.series.compactMap { $0.values[label] }
            return [values.filter { $0 > 0 }.total(), values.filter { $0 < 0 }.total()]
        }
    }

    private func y(_ value: Int64) -> Int {
        axis.place(value, from: SVGChart.bottom, to: SVGChart.top)
    }

    private func x(_ label: Int) -> Int {
        let count = max(1, plot.labels.count)
        return SVGChart.left + (SVGChart.right - SVGChart.left) * (2 * label + 1) / (2 * count)
    }

    private var grid: [String] {
        let unit = SVGWriter.shortened(plot.unit, to: 12)
        var lines = [Drawing.text(unit, x: SVGChart.left - 8, y: SVGChart.top - 14, "r")]
        for tick in axis.ticks {
            let height = y(tick)
            let words = decimalText(tick, digits: plot.digits)
            lines.append(
                Drawing.line("g", from: (SVGChart.left, height), to: (SVGChart.right, height)))
            lines.append(Drawing.text(words, x: SVGChart.left - 8, y: height + 4, "r"))
        }
        return lines
    }

    private var baseline: [String] {
        [Drawing.line("b", from: (SVGChart.left, y(0)), to: (SVGChart.right, y(0)))]
    }

    // At most twelve, evenly apart, so that none covers the next.
    private var labels: [String] {
        let apart = max(1, (plot.labels.count + 11) / 12)
        let shown = (plot.labels.count + apart - 1) / apart
        let letters = max(4, 84 / max(1, shown))
        return plot.labels.indices.filter { $0 % apart == 0 }.map { index in
            let words = SVGWriter.shortened(plot.labels[index], to: letters)
            return Drawing.text(words, x: x(index), y: SVGChart.bottom + 22, "m")
        }
    }

    private var legendLines: [String] {
        plot.series.indices.flatMap { index -> [String] in
            let (x, y) = (
                SVGChart.left + index % 3 * 208, SVGChart.legendTop + index / 3 * 22
            )
            return [
                "<rect class=\"f c\(index % SVGWriter.colourCount)\" x=\"\(x)\" y=\"\(y - 11)\""
                    + " width=\"12\" height=\"12\"/>",
                Drawing.text(
                    SVGWriter.shortened(plot.series[index].name, to: 26), x: x + 18, y: y),
            ]
        }
    }

    private var bars: [String] {
        let room = (SVGChart.right - SVGChart.left) / max(1, plot.labels.count)
        let isStacked = plot.form == .stacked
        let count = isStacked ? 1 : max(1, plot.series.count)
        // One bar alone is still a bar.
        let width = max(1, min(96, room * 4 / 5 / count))
        return plot.labels.indices.flatMap { label -> [String] in
            var (above, below): (Int64, Int64) = (0, 0)
            return plot.series.indices.compactMap { index -> String? in
                guard let value = plot.series[index].values[label], value != 0 else { return nil }
                var (from, to): (Int64, Int64) = (0, value)
                if isStacked {
                    from = value > 0 ? above : below
                    to = from
                    to.add(value)
                    if value > 0 { above = to } else { below = to }
                }
                let start = x(label) - width * count / 2 + (isStacked ? 0 : index * width)
                return bar(index, label, value, x: start, width: width, from: y(from), to: y(to))
            }
        }
    }

    private func bar(
        _ series: Int, _ label: Int, _ value: Int64, x: Int, width: Int, from: Int, to: Int
    ) -> String {
        // What is there is seen, however small.
        let height = max(1, abs(from - to))
        return "<rect class=\"f c\(series % SVGWriter.colourCount)\" x=\"\(x)\""
            + " y=\"\(min(from, to))\" width=\"\(width)\" height=\"\(height)\">"
            + "<title>\(told(series, label, value))</title></rect>"
    }

    // A gap ends a line; what follows begins another one.
    private func line(_ series: Int) -> [String] {
        let style = "c\(series % SVGWriter.colourCount)"
        // From the ninth line on the colours begin again, with dashes.
        let dashes = series < SVGWriter.colourCount ? "" : " stroke-dasharray=\"6 4\""
        var (found, points): ([String], [String]) = ([], [])
        func end() {
            if points.count > 1 {
                let path = points.joined(separator: " ")
                found.append("<polyline class=\"l \(style)\"\(dashes) points=\"\(path)\"/>")
            }
            points = []
        }
        for (label, value) in plot.series[series].values.enumerated() {
            guard let value else {
                end()
                continue
            }
            points.append("\(x(label)),\(y(value))")
            found.append(
                "<circle class=\"f \(style)\" cx=\"\(x(label))\" cy=\"\(y(value))\" r=\"3\">"
                    + "<title>\(told(series, label, value))</title></circle>")
        }
        end()
        return found
    }

    private func told(_ series: Int, _ label: Int, _ value: Int64) -> String {
        let number = decimalText(value, digits: plot.digits)
        return SVGWriter.escaped(
            "\(plot.series[series].name), \(plot.labels[label]): \(number) \(plot.unit)")
    }
}
