import Foundation

/// The table of `docs/threat-model.md` that says, row by row, what of OWASP's ASVS is met.
enum ASVSRules {
    /// How many requirements of the levels 1 and 2 each section of version 5.0.0 has; in every
    /// section those are the first ones, level 3 follows.
    static let sections: [(section: String, count: Int)] = [
        ("1.1", 2), ("1.2", 9), ("1.3", 11), ("1.4", 3), ("1.5", 2), ("2.1", 3), ("2.2", 3),
        ("2.3", 4), ("2.4", 1), ("3.2", 2), ("3.3", 4), ("3.4", 6), ("3.5", 5), ("3.7", 2),
        ("4.1", 3), ("4.2", 1), ("4.3", 2), ("4.4", 4), ("5.1", 1), ("5.2", 3), ("5.3", 2),
        ("5.4", 3), ("6.1", 3), ("6.2", 12), ("6.3", 4), ("6.4", 4), ("6.5", 5), ("6.6", 3),
        ("6.8", 4), ("7.1", 3), ("7.2", 4), ("7.3", 2), ("7.4", 5), ("7.5", 2), ("7.6", 2),
        ("8.1", 2), ("8.2", 3), ("8.3", 1), ("8.4", 1), ("9.1", 3), ("9.2", 4), ("10.1", 2),
        ("10.2", 2), ("10.3", 4), ("10.4", 11), ("10.5", 5), ("10.6", 2), ("10.7", 3),
        ("11.1", 2), ("11.2", 3), ("11.3", 3), ("11.4", 4), ("11.5", 1), ("11.6", 1),
        ("12.1", 3), ("12.2", 2), ("12.3", 4), ("13.1", 1), ("13.2", 5), ("13.3", 2),
        ("13.4", 5), ("14.1", 2), ("14.2", 4), ("14.3", 3), ("15.1", 3), ("15.2", 3),
        ("15.3", 7), ("16.1", 1), ("16.2", 5), ("16.3", 4), ("16.4", 3), ("16.5", 3),
        ("17.1", 1), ("17.2", 4), ("17.3", 2),
    ]

    /// All their ids, `1.2.4`.
    static let ids = sections.flatMap { section, count in
        (1...count).map { "\(section).\($0)" }
    }

    /// A row of the table.
    struct Row: Hashable, Sendable {
        let line: Int
        let ids: [String]
        let done: String
        let proofs: [String]
        let isEmpty: Bool
    }

    static func rows(of document: TextFile) -> [Row] {
        document.lines.enumerated().compactMap { offset, line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 6, cells[1].first?.isNumber == true, cells[1].contains(".")
            else { return nil }
            return Row(
                line: offset + 1, ids: ids(in: cells[1]), done: cells[3],
                proofs: cells[4].matches(of: #/`([^`]+)`/#).map { String($0.output.1) },
                isEmpty: cells[4] == "–")
        }
    }

    /// `1.2.6–9, 1.3.1` as five ids.
    static func ids(in cell: String) -> [String] {
        cell.split(separator: ",").flatMap { part -> [String] in
            let ends = part.trimmingPrefix(" ").split(separator: "–")
            let words = ends[0].split(separator: ".")
            guard words.count == 3, let first = Int(words[2]) else { return [String(part)] }
            let last = ends.count == 2 ? Int(ends[1]) ?? first : first
            return (first...max(first, last)).map { "\(words[0]).\(words[1]).\($0)" }
        }
    }

    /// What is wrong with the table.
    ///
    /// - Parameters:
    ///   - document: The document that has it.
    ///   - tests: The names of all tests.
    ///   - files: The paths of all files.
    /// - Returns: One finding for each row or id.
    static func findings(
        in document: TextFile, tests: Set<String>, files: Set<String>
    ) -> [Finding] {
        let rows = rows(of: document)
        var found: [Finding] = []
        var seen: Set<String> = []
        for row in rows {
            for id in row.ids {
                if !ids.contains(id) {
                    found.append(document.finding(row.line, "\(id) is not asked at level 1 or 2"))
                }
                if !seen.insert(id).inserted {
                    found.append(document.finding(row.line, "\(id) is there twice"))
                }
            }
            for proof in row.proofs where !tests.contains(proof) && !files.contains(proof) {
                found.append(document.finding(row.line, "there is no test or file `\(proof)`"))
            }
            let isExcused =
                row.done.lowercased().contains("not met") || row.done.hasPrefix("not applicable")
            if row.proofs.isEmpty != row.isEmpty || row.proofs.isEmpty && !isExcused {
                found.append(document.finding(row.line, "neither shown nor said to be missing"))
            }
        }
        for id in ids where !seen.contains(id) {
            found.append(document.finding(1, "\(id) has no row"))
        }
        return found
    }
}
