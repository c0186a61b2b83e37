/// A picture as SVG: no script, nothing loaded, readable on light and on dark ground.
///
/// - Source: M48, M58.
package enum SVGWriter {
    /// Writes the picture of a report; `nil` for a report without one.
    package static func text(of report: Report) -> String? {
        report.plot.map { text(of: $0, name: report.name) }
    }

    /// Writes a picture.
    ///
    /// - Parameters:
    ///   - plot: What it shows.
    ///   - name: What the ids in it begin with, so that two pictures may stand in one page.
    /// - Returns: One `svg` element, with a line's end at the end.
    package static func text(of plot: Plot, name: String) -> String {
        let id = String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        let drawn = plot.form == .matrix ? SVGMatrix(plot).drawing : SVGChart(plot).drawing
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"\(id)\""
                + " viewBox=\"0 0 \(drawn.width) \(drawn.height)\" role=\"img\""
                + " aria-labelledby=\"\(id)-title \(id)-desc\">",
            "<title id=\"\(id)-title\">\(escaped(plot.title))</title>",
            "<desc id=\"\(id)-desc\">\(escaped(plot.description))</desc>",
            "<style>", style(id), "</style>",
            "<text class=\"h\" x=\"16\" y=\"28\">\(escaped(plot.title))</text>",
        ]
        lines += drawn.lines
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many colours there are before they begin again.
    static let colourCount = 8

    // Two sets of one order, told apart also by those who do not see red and green alike.
    private static let onLight = [
        "#0b62a4", "#c4570b", "#0f7a5a", "#96418f", "#8a6d00", "#1f8fb3", "#b3273b", "#555f6b",
    ]
    private static let onDark = [
        "#6cb6f2", "#f4a261", "#5fd3a8", "#dd9bd6", "#e3c74a", "#7fdcf5", "#ff8a99", "#b4bdc8",
    ]

    private static func style(_ id: String) -> String {
        func rules(_ colours: [String], ink: String, ground: String) -> String {
            // Each colour written out, because office programs know no variables of style sheets.
            let series = colours.enumerated().map { index, colour in
                ".\(id) .f.c\(index){fill:\(colour)}.\(id) .l.c\(index){stroke:\(colour)}"
            }.joined()
            return ".\(id){color:\(ink);background:\(ground)}" + series
        }
        return ".\(id){font:13px system-ui,sans-serif}"
            + ".\(id) text{fill:currentColor}.\(id) .h{font-size:16px;font-weight:600}"
            + ".\(id) .r{text-anchor:end}.\(id) .m{text-anchor:middle}"
            + ".\(id) .g{stroke:currentColor;stroke-opacity:.18}"
            + ".\(id) .b{stroke:currentColor;stroke-opacity:.7}"
            + ".\(id) .l{stroke-width:2;fill:none}"
            + "\n" + rules(onLight, ink: "#1b1f24", ground: "#fff") + "\n"
            + "@media(prefers-color-scheme:dark){"
            + rules(onDark, ink: "#e8eaed", ground: "#16191d") + "}"
    }

    /// Text that may stand between tags and in attributes; what XML does not allow becomes `�`.
    static func escaped(_ text: String) -> String {
        var found = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": found += "&amp;"
            case "<": found += "&lt;"
            case ">": found += "&gt;"
            case "\"": found += "&quot;"
            case "'": found += "&#39;"
            case "\u{FFFE}", "\u{FFFF}": found += "\u{FFFD}"
            case _ where scalar.isControl: found += "\u{FFFD}"
            default: found.unicodeScalars.append(scalar)
            }
        }
        return found
    }

    /// Text of at most so many characters, with `…` at its end where it was longer.
    static func shortened(_ text: String, to most: Int) -> String {
        escaped(text.count > most ? text.prefix(most - 1) + "…" : text)
    }
}

/// What stands in a picture under its title.
struct Drawing: Hashable, Sendable {
    /// How wide the picture is.
    let width: Int
    /// How high it is.
    let height: Int
    /// Its elements.
    let lines: [String]

    /// A text at a place, in a class.
    static func text(_ words: String, x: Int, y: Int, _ style: String = "") -> String {
        let name = style.isEmpty ? "" : " class=\"\(style)\""
        return "<text\(name) x=\"\(x)\" y=\"\(y)\">\(words)</text>"
    }

    /// A straight line.
    static func line(_ style: String, from: (x: Int, y: Int), to: (x: Int, y: Int)) -> String {
        "<line class=\"\(style)\" x1=\"\(from.x)\" y1=\"\(from.y)\" x2=\"\(to.x)\" y2=\"\(to.y)\"/>"
    }
}
