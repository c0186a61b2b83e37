import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// Reads the parts of one programme file and collects what is wrong with them.
///
/// After a mistake it goes on with a value that stands for nothing, so that one run tells all
/// mistakes; the programme is thrown away then.
final class ProgrammeReader {
    typealias Fault = ProgrammeError.Fault

    /// The file's path, for messages.
    let file: String
    /// The assets of the settings.
    let settled: [AssetTerms]
    /// The currency of the programme's amounts.
    var currency: Currency
    /// What is known by name so far.
    var names = ProgrammeNames()
    /// What holds for all campaigns; gifts are compared with it.
    var policy = Policy()
    private(set) var problems: [ProgrammeError] = []
    private var told: Set<ProgrammeError> = []
    // Anchors can unfold a short file into billions of values.
    private var valuesLeft = 300_000

    init(file: String, currency: Currency, assets: [AssetTerms]) {
        self.file = file
        self.currency = currency
        settled = assets
    }

    /// Takes down a mistake on a line.
    func report(_ fault: Fault, at line: Int) {
        let problem = ProgrammeError(fault, at: ConfigurationError.Place(file: file, line: line))
        // What stands behind an anchor is read once for each use.
        if told.insert(problem).inserted { problems.append(problem) }
    }

    /// What a reading gives; `nil` after its mistake was taken down at a line.
    func attempt<Value>(
        at line: Int, _ reading: () throws(ProgrammeError.Fault) -> Value
    ) -> Value? {
        do {
            return try reading()
        } catch {
            report(error, at: line)
            return nil
        }
    }

    /// Whether another value may be read.
    private func mayRead(at line: Int) -> Bool {
        valuesLeft -= 1
        if valuesLeft == 0 { report(.tooLarge, at: line) }
        return valuesLeft > 0
    }

    /// The keys under a value, all of which must be among the known.
    func section(_ node: ProgrammeNode, _ known: [String]) -> ProgrammeSection? {
        guard mayRead(at: node.line) else { return nil }
        guard let pairs = node.pairs else {
            report(
                .wrongType(
                    node.name, wanted: "a section with keys such as \(known.prefix(3).listed)"),
                at: node.line)
            return nil
        }
        var values: [String: ProgrammeNode] = [:]
        var misspelt: Set<String> = []
        for (key, value) in pairs {
            guard known.contains(key.name) else {
                let nearest = Spelling.nearest(to: key.name, in: known)
                report(.unknownKey(key.name, nearest: nearest), at: key.line)
                if let nearest { misspelt.insert(nearest) }
                continue
            }
            values[key.name] = value
        }
        return ProgrammeSection(line: node.line, values: values, misspelt: misspelt)
    }

    /// The entries of a section whose keys are names that the shop chose.
    func entries(
        _ node: ProgrammeNode?, of what: String
    ) -> [(key: ProgrammeNode, value: ProgrammeNode)] {
        guard let node, mayRead(at: node.line) else { return [] }
        guard let pairs = node.pairs else {
            report(.wrongType(node.name, wanted: "a section with \(what) by name"), at: node.line)
            return []
        }
        return pairs.filter { key, _ in
            if key.name.isProgrammeName { return true }
            report(.outOfRange(key.name.shortened, allowed: ProgrammeNames.form), at: key.line)
            return false
        }
    }

    /// The items of a list with at least one; a single value may stand without brackets.
    func items(_ node: ProgrammeNode?, of what: String) -> [ProgrammeNode] {
        guard let node, mayRead(at: node.line) else { return [] }
        let items = node.items ?? (node.text == nil && node.pairs == nil ? [] : [node])
        guard !items.isEmpty else {
            report(.wrongType(node.name, wanted: "a list of \(what)"), at: node.line)
            return []
        }
        return items
    }

    /// The value under a key; its lack is taken down, unless it is there and misspelt.
    func required(_ key: String, in section: ProgrammeSection) -> ProgrammeNode? {
        if let node = section[key] { return node }
        if !section.misspelt.contains(key) { report(.missingKey(key), at: section.line) }
        return nil
    }

    /// A single value, read; `nil` if there is none or it is wrong.
    func value<Value>(
        _ node: ProgrammeNode?, _ wanted: String,
        _ reading: (String) throws(ProgrammeError.Fault) -> Value
    ) -> Value? {
        guard let node, mayRead(at: node.line) else { return nil }
        guard let text = node.text else {
            report(.wrongType(node.name, wanted: wanted), at: node.line)
            return nil
        }
        return attempt(at: node.line) { () throws(ProgrammeError.Fault) in try reading(text) }
    }
}

/// The keys of one section.
struct ProgrammeSection {
    /// The line of the section.
    let line: Int
    fileprivate let values: [String: ProgrammeNode]
    /// What the keys that are not known were probably meant to be.
    let misspelt: Set<String>

    /// The value under a key; `nil` if it was left out.
    subscript(_ key: String) -> ProgrammeNode? { values[key] }

    /// Which of some keys are there, in their order.
    func present(_ keys: [String]) -> [String] { keys.filter { values[$0] != nil } }
}

extension ArraySlice<String> {
    fileprivate var listed: String { joined(separator: ", ") }
}
