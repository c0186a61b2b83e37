/// How a terminal is asked to show a symbol.
package enum TerminalInk: Sendable, CaseIterable {
    /// Black on white by explicit colours, whatever the terminal's own colours are.
    case blackOnWhite
    /// No escape sequences at all: a dark module is a block, right on paper and on light screens.
    case plain
}

extension QRSymbol {
    /// Returns the symbol with its quiet zone as text, two rows of modules to the line.
    ///
    /// - Parameter ink: `.blackOnWhite` where colour is allowed, otherwise `.plain`.
    /// - Returns: Lines of equal length, each ended by a line feed.
    package func halfBlocks(ink: TerminalInk) -> String {
        let (first, last) = (-Self.quietModules, side + Self.quietModules)
        var text = ""
        for row in stride(from: first, to: last, by: 2) {
            // The numbers of the 256-colour cube are the same black and white under every theme.
            if ink == .blackOnWhite { text += "\u{1B}[38;5;16;48;5;231m" }
            for column in first..<last {
                switch (isDark(column: column, row: row), isDark(column: column, row: row + 1)) {
                case (true, true): text += "█"
                case (true, false): text += "▀"
                case (false, true): text += "▄"
                case (false, false): text += " "
                }
            }
            text += ink == .blackOnWhite ? "\u{1B}[0m\n" : "\n"
        }
        return text
    }
}
