extension QRSymbol {
    /// Draws the symbol with its quiet zone for a page that is scaled: black on white, one path.
    ///
    /// - Parameters:
    ///   - widthMillimetres: The printed width with the quiet zone, or `nil` to leave it to the
    ///     page.
    ///   - caption: The typed code in groups, set underneath, or `nil` for none.
    /// - Returns: A whole SVG file; its unit is one module.
    /// - Throws: ``PrintError/printTooSmall(widthMillimetres:neededMillimetres:)`` if a module
    ///   would be narrower than 4 dots of a 203 dpi printer.
    /// - Source: T25
    package func svg(
        widthMillimetres: Int? = nil, caption: String? = nil
    ) throws(PrintError) -> String {
        let width = sideWithQuietZone
        // The caption's line is below the quiet zone, so that nothing stands over the symbol.
        let height = width + (caption == nil ? 0 : 5)
        var size = ""
        if let widthMillimetres {
            if widthMillimetres < smallestMillimetres {
                throw .printTooSmall(
                    widthMillimetres: widthMillimetres, neededMillimetres: smallestMillimetres)
            }
            let tenths = (widthMillimetres * height * 10 + width / 2) / width
            size =
                " width=\"\(widthMillimetres)mm\" height=\"\(tenths / 10).\(tenths % 10)mm\""
        }
        var drawing = """
            <svg xmlns="http://www.w3.org/2000/svg"\(size) viewBox="0 0 \(width) \(height)">
            <rect width="\(width)" height="\(height)" fill="#fff"/>
            <path fill="#000" shape-rendering="crispEdges" d="\(outline)"/>

            """
        if let caption {
            // A fixed length keeps the line inside the drawing whatever typeface is there.
            drawing += """
                <text x="\(width / 2)" y="\(width + 2)" font-family="monospace" font-size="3.5" \
                text-anchor="middle" textLength="\(side)" \
                lengthAdjust="spacingAndGlyphs">\(Self.escaped(caption))</text>

                """
        }
        return drawing + "</svg>\n"
    }

    /// The narrowest print in whole millimetres: 4 dots to the module at 203 dots to 25.4 mm.
    package var smallestMillimetres: Int {
        (sideWithQuietZone * 4 * 254 + 2029) / 2030
    }

    /// Every run of dark modules of a row as one rectangle.
    private var outline: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while isDark(column: column, row: row) { column += 1 }
                if column > start {
                    let left = start + Self.quietModules
                    path += "M\(left) \(row + Self.quietModules)h\(column - start)v1H\(left)z"
                }
                column += 1
            }
        }
        return path
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
