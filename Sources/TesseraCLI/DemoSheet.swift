import TesseraPremises
import TesseraPrint

/// A sheet to print, or to hold before a camera: everything that a till can meet.
enum DemoSheet {
    /// Its name in the data folder.
    static let fileName = "demo-sheet.html"

    /// Writes the sheet.
    ///
    /// - Parameters:
    ///   - cards: What is on it.
    ///   - issuer: Whose it is.
    ///   - folder: The data folder.
    /// - Returns: The file's path.
    /// - Throws: ``PrintError``; ``CLIError/fileUnwritable(_:reason:)``.
    static func write(
        _ cards: [DemoShop.Card], of issuer: String, in folder: String
    ) throws -> String {
        var page = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Demo sheet</title>
            <style>
            body { font: 16px sans-serif; margin: 1.5rem; color: #000; background: #fff; }
            main { display: grid; gap: 8mm;
              grid-template-columns: repeat(auto-fill, minmax(62mm, 1fr)); }
            article { border: 1px solid #888; padding: 5mm; break-inside: avoid; }
            h2 { margin: 0; font-size: 1.2rem; } p { margin: .2rem 0; } svg { width: 45mm; }
            </style></head><body>
            <h1>\(escaped(issuer)): demo, worth nothing</h1>
            <main>

            """
        for card in cards {
            page += """
                <article><h2>\(escaped(card.title))</h2><p>\(escaped(card.about))</p>
                \(try QRSymbol(card.token).svg())
                <p><code>\(escaped(card.typedCode))</code></p></article>

                """
        }
        let path = "\(folder)/\(fileName)"
        try Files.write(Array((page + "</main></body></html>\n").utf8), to: path, mode: 0o600)
        return path
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }.joined()
    }
}
