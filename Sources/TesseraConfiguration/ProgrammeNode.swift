import Yams

/// A value of a programme file with its key and its line.
struct ProgrammeNode {
    /// The key it stands under, for messages.
    let name: String
    /// Its line, from 1; the key's where it has none.
    let line: Int
    private let node: Node

    /// A value under a key.
    init(_ node: Node, name: String, line: Int) {
        self.node = node
        self.name = name
        self.line = node.mark?.line ?? line
    }

    /// The pairs of a mapping in the order of the file; `nil` for anything else.
    var pairs: [(key: ProgrammeNode, value: ProgrammeNode)]? {
        guard case .mapping(let mapping) = node else { return nil }
        return mapping.map { key, value in
            let line = key.mark?.line ?? self.line
            let word = key.scalar?.string ?? "a list"
            return (
                ProgrammeNode(key, name: word, line: line),
                // A value that was written elsewhere, behind an anchor, is told at its key.
                ProgrammeNode(value, name: word, line: line)
            )
        }
    }

    /// The items of a list; `nil` for anything else.
    var items: [ProgrammeNode]? {
        guard case .sequence(let items) = node else { return nil }
        return items.map { ProgrammeNode($0, name: name, line: line) }
    }

    /// The characters of a single value as they stand in the file; `nil` for lists, mappings, and
    /// what YAML reads as no value.
    var text: String? {
        guard case .scalar(let scalar) = node else { return nil }
        let isNothing =
            scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
        return isNothing ? nil : scalar.string
    }

    /// Whether it is a single value without quotes.
    var isPlain: Bool { node.scalar?.style == .plain }

    /// Reads a text as YAML.
    ///
    /// - Throws: What is wrong with it as YAML, with its line.
    static func root(of yaml: String, file: String) throws(ProgrammeError) -> ProgrammeNode {
        func mistake(_ fault: ProgrammeError.Fault, _ line: Int) -> ProgrammeError {
            ProgrammeError(fault, at: ConfigurationError.Place(file: file, line: line))
        }
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                throw mistake(.notYAML("the file is empty"), 1)
            }
            return ProgrammeNode(node, name: "the file", line: 1)
        } catch let error as ProgrammeError {
            throw error
        } catch YamlError.duplicatedKeysInMapping(let names, let context) {
            let name = names.first ?? "a key"
            throw mistake(.doubledKey(name), later(name, than: context.mark, in: yaml))
        } catch {
            do {
                _ = try SettingsNode.root(of: yaml, file: file)
            } catch ConfigurationError.notYAML(let place, let problem) {
                throw ProgrammeError(.notYAML(problem), at: place)
            } catch {}
            throw mistake(.notYAML("not readable"), 1)
        }
    }

    /// The line on which a key stands again in the same column; that of the first if it cannot be
    /// found, for the parser only tells the first.
    private static func later(_ key: String, than mark: Mark, in yaml: String) -> Int {
        let lines = yaml.split(omittingEmptySubsequences: false) { $0.isNewline }
        guard mark.line < lines.count else { return max(1, mark.line) }
        for (index, line) in lines.enumerated().dropFirst(mark.line) {
            let rest = line.dropFirst(mark.column - 1)
            let before = line.prefix(mark.column - 1)
            if rest.hasPrefix("\(key):"), before.allSatisfy({ $0 == " " || $0 == "-" }) {
                return index + 1
            }
            // A line that begins further left ends the mapping.
            if !before.allSatisfy({ $0 == " " || $0 == "-" }), !before.contains("#") { break }
        }
        return max(1, mark.line)
    }
}
