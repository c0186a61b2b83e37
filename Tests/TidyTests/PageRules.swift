/// What the house asks of a file that browsers get: scripts, style sheets and documents.
enum PageRules {
    static func length(of file: TextFile) -> [Finding] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard count > ShapeRules.mostLines else { return [] }
        return [
            file.finding(
                ShapeRules.mostLines + 1, "\(count) lines, at most \(ShapeRules.mostLines)")
        ]
    }

    static func columns(of file: TextFile) -> [Finding] {
        let most = ShapeRules.mostColumns
        return file.lines.enumerated().filter { $0.element.count > most }.map { line in
            file.finding(line.offset + 1, "\(line.element.count) columns, at most \(most)")
        }
    }

    /// What another module can see says what it is, in a comment of JSDoc directly before it.
    static func undocumented(in file: TextFile) -> [Finding] {
        let words = ["function", "async", "const", "let", "class"].map { "export \($0) " }
        return file.lines.indices.filter { index in
            let isExport = words.contains { file.lines[index].hasPrefix($0) }
            return isExport && !hasDocumentation(before: index, in: file.lines)
        }.map { file.finding($0 + 1, "no comment of JSDoc: \(file.lines[$0].prefix(40))") }
    }

    private static func hasDocumentation(before index: Int, in lines: [Substring]) -> Bool {
        guard index > 0, lines[index - 1].hasSuffix("*/") else { return false }
        return lines[..<index].last { $0.hasPrefix("/*") }?.hasPrefix("/**") == true
    }

    /// Text goes into a page as text, and scripts and styles come in files of their own: so no
    /// name of a member is ever run, and the pages work under their Content-Security-Policy.
    static func runningText(in file: TextFile) -> [Finding] {
        file.lines.enumerated().compactMap { line in
            let found =
                file.path.hasSuffix(".html")
                ? line.element.firstMatch(of: inlined)?.output
                : line.element.firstMatch(of: run)?.output
            return found.map { file.finding(line.offset + 1, "text that is run: \($0)") }
        }
    }

    private static var run: Regex<Substring> {
        /innerHTML|outerHTML|insertAdjacentHTML|srcdoc|document\.write|\beval\(|new Function\(/
    }
    private static var inlined: Regex<Substring> {
        /\bon[a-z]+=|\bstyle=|<style|<script(?![^>]* src=)|javascript:/
    }

    /// The files that no document leads to, over imports, links and addresses. `roots` are where
    /// browsers begin, as paths below the folder.
    static func unreached(in files: [TextFile], below folder: String, from roots: [String])
        -> [Finding]
    {
        let texts = Dictionary(
            files.map { (String($0.path.dropFirst(folder.count)), $0) }, uniquingKeysWith: { $1 })
        var (reached, waiting) = (Set(roots), roots)
        while let name = waiting.popLast() {
            guard let file = texts[name] else { continue }
            for next in mentions(in: file.text, of: name) where reached.insert(next).inserted {
                waiting.append(next)
            }
        }
        return texts.keys.filter { !reached.contains($0) }.sorted().compactMap { name in
            texts[name]?.finding(1, "no page leads here")
        }
    }

    // `./x.js` and `../x.js` as modules name each other, `/pages/x.js` and `/x.js` as the service
    // gives them out, `${…}/x.js` for a worker that each page has under its own address.
    private static func mentions(in text: String, of name: String) -> [String] {
        let folder = name.split(separator: "/").dropLast()
        return text.matches(of: mention).map { match in
            let (way, rest) = (match.output.1, String(match.output.2))
            let base = way == "./" ? folder : way == "../" ? folder.dropLast() : []
            return (base.map(String.init) + [rest]).joined(separator: "/")
        }
    }

    private static var mention: Regex<(Substring, Substring, Substring)> {
        /["'`](\.\/|\.\.\/|\/pages\/|\/|\$\{[\w.]+\}\/)([\w.\/-]+)["'`?]/
    }

    /// The files that have no row in the table that the program is built with, and the rows that
    /// are not where the alphabet has them.
    static func missingRows(in table: TextFile, of names: [String]) -> [Finding] {
        let rows = table.lines.enumerated().compactMap { line in
            line.element.wholeMatch(of: /#define PAGE "pages\/(.*)"/).map { match in
                (name: String(match.output.1), line: line.offset + 1)
            }
        }
        let missing = Set(names).subtracting(rows.map(\.name)).sorted()
        let misplaced = zip(rows, rows.dropFirst()).filter { $0.name >= $1.name }
        return missing.map { table.finding(1, "no row for \($0)") }
            + misplaced.map { table.finding($1.line, "out of order: \($1.name)") }
    }
}
