/// Nothing in the house looks up.
enum ImportRules {
    /// The floor of every room; a new room gets a line here and one in ARCHITECTURE.md.
    static let floors: [String: Int] = [
        "TesseraModel": 1,
        "TesseraCrypto": 2, "TesseraLedger": 2, "TesseraLoyalty": 2, "TesseraScan": 2,
        "TesseraToken": 3, "TesseraLedgerSQLite": 3, "TesseraLedgerPostgres": 3,
        "TesseraReports": 3, "ScannerModule": 3,
        "TesseraVerification": 4, "TesseraConfiguration": 4, "TesseraPrint": 4,
        "TesseraJournal": 4, "TesseraClaims": 4,
        "TesseraOperations": 5, "TesseraTill": 5,
        "TesseraAnswers": 6, "TesseraPremises": 6,
        "TesseraServer": 7, "TesseraCLI": 7,
        // For tests only: above the roof, so that no room can import it.
        "TesseraTestSupport": 8,
    ]

    struct Import: Sendable {
        let module: String
        let line: Int
        let isInternal: Bool
    }

    static func imports(of file: SwiftFile) -> [Import] {
        file.tokens.indices.compactMap { index in
            guard file.isWord(index, "import"), !file.isMark(index - 1, "."),
                var name = file.token(index + 1), name.kind == .word
            else { return nil }
            // `import struct Module.Name` names the kind first.
            if SwiftFile.declarationWords.contains(name.text), let next = file.token(index + 2) {
                name = next
            }
            return Import(
                module: name.text, line: name.line, isInternal: file.isWord(index - 1, "internal"))
        }
    }

    static func lookingUp(in file: SwiftFile) -> [Finding] {
        guard file.path.hasPrefix("Sources/") else { return [] }
        guard let floor = floors[file.room] else {
            return [file.finding(1, "\(file.room) has no floor in ImportRules.floors")]
        }
        return imports(of: file).compactMap { imported in
            guard imported.module.hasPrefix("Tessera") else { return nil }
            guard let below = floors[imported.module] else {
                return file.finding(imported.line, "\(imported.module) has no floor")
            }
            guard below >= floor else { return nil }
            return file.finding(
                imported.line,
                "\(file.room) on floor \(floor) imports \(imported.module) on \(below)")
        }
    }

    /// A C module has one Swift room as its only door.
    ///
    /// - Parameters:
    ///   - module: The name of the system library's target.
    ///   - files: All files of all rooms.
    /// - Returns: An import that others can see, and a count of doors that is not one.
    static func doors(of module: String, in files: [SwiftFile]) -> [Finding] {
        var rooms: Set<String> = []
        var found: [Finding] = []
        for file in files {
            for imported in imports(of: file) where imported.module == module {
                rooms.insert(file.room)
                if !imported.isInternal {
                    found.append(file.finding(imported.line, "write: internal import \(module)"))
                }
            }
        }
        if rooms.count != 1 {
            let names = rooms.isEmpty ? "no room" : rooms.sorted().joined(separator: " and ")
            found.append(
                Finding(
                    path: "Sources/\(module)/module.modulemap", line: 1,
                    what: "imported by \(names), not by exactly one"))
        }
        return found
    }
}
