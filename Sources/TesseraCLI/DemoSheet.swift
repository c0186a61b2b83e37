import TesseraPremises
import TesseraPrint

/// A sheet to print, or to hold before a camera: everything that a till can meet.
enum DemoSheet {
    /// Its name in the data folder.
    static let fileName = "demo-sheet.html"

    /// What is on it for a partner.
    struct Partner {
        /// The text of the code that makes a tablet a till.
        let pairing: String
        /// What that till takes.
        let cards: [DemoShop.Card]
    }

    /// Writes the sheet.
    ///
    /// - Parameters:
    ///   - cards: What is on it for the shop's own tills.
    ///   - partner: What is on it for the partner's.
    ///   - issuer: Whose it is.
    ///   - folder: The data folder.
    /// - Returns: The file's path.
    /// - Throws: ``PrintError``; ``CLIError/fileUnwritable(_:reason:)``.
    static func write(
        _ cards: [DemoShop.Card], for partner: Partner, of issuer: String, in folder: String
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
            .text { font-size: .6rem; overflow-wrap: anywhere; }
            </style></head><body>
            <h1>\(escaped(issuer)): demo, worth nothing</h1>
            <h2>At the cashier’s page, /cashier</h2>
            <main>

            """
        page += try cards.map(article).joined()
        page += """
            </main>
            <h2>At the partner’s page, /partner</h2>
            <main>
            <article><h2>Pair the tablet</h2><p>scan this first, or paste its text</p>
            \(try QRSymbol(partner.pairing).svg())
            <p class="text"><code>\(escaped(partner.pairing))</code></p></article>

            """
        page += try partner.cards.map(article).joined()
        let path = "\(folder)/\(fileName)"
        try Files.write(Array((page + "</main></body></html>\n").utf8), to: path, mode: 0o600)
        return path
    }

    private static func article(_ card: DemoShop.Card) throws -> String {
        """
        <article><h2>\(escaped(card.title))</h2><p>\(escaped(card.about))</p>
        \(try QRSymbol(card.token).svg())
        <p><code>\(escaped(card.typedCode))</code></p></article>

        """
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
