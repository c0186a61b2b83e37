import TesseraModel
import Yams

/// A value of the settings file with its name and its line.
struct SettingsNode {
    let name: String
    let place: ConfigurationError.Place
    private let node: Node

    private init(_ node: Node, name: String, file: String, line: Int) {
        self.node = node
        self.name = name
        self.place = ConfigurationError.Place(file: file, line: node.mark?.line ?? line)
    }

    /// The whole text.
    static func root(of yaml: String, file: String) throws(ConfigurationError) -> SettingsNode {
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                throw ConfigurationError.missingSetting(
                    "issuer", at: ConfigurationError.Place(file: file, line: 1))
            }
            return SettingsNode(node, name: "the file", file: file, line: 1)
        } catch let error as ConfigurationError {
            throw error
        } catch let error as YamlError {
            throw ConfigurationError(error, file: file)
        } catch {
            throw .notYAML(ConfigurationError.Place(file: file, line: 1), problem: "not readable")
        }
    }

    /// The settings under this one, all of which must be among the known.
    func section(_ known: [String]) throws(ConfigurationError) -> SettingsSection {
        guard case .mapping(let mapping) = node else {
            throw .wrongType(
                name, wanted: "a section with \(known.joined(separator: ", "))", at: place)
        }
        var values: [String: SettingsNode] = [:]
        for (key, value) in mapping {
            let line = key.mark?.line ?? place.line
            let at = ConfigurationError.Place(file: place.file, line: line)
            let word = key.scalar?.string ?? "a list"
            guard known.contains(word) else {
                let nearest = Spelling.nearest(to: word, in: known)
                throw .unknownSetting(word, nearest: nearest, at: at)
            }
            values[word] = SettingsNode(value, name: word, file: place.file, line: line)
        }
        return SettingsSection(place: place, values: values)
    }

    /// The items of a list with at least one.
    func list(of name: String) throws(ConfigurationError) -> [SettingsNode] {
        guard case .sequence(let items) = node, !items.isEmpty else {
            throw .wrongType(self.name, wanted: "a list of \(name), each after a dash", at: place)
        }
        return items.map {
            SettingsNode($0, name: name, file: place.file, line: place.line)
        }
    }

    /// A text on one or several lines; what YAML takes for a number or a yes is a text as well.
    func text(wanted: String) throws(ConfigurationError) -> String {
        guard case .scalar(let scalar) = node, !isEmpty(scalar) else {
            throw .wrongType(name, wanted: wanted, at: place)
        }
        return scalar.string
    }

    /// A whole number in digits, without quotes.
    func number(in range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
        guard case .scalar(let scalar) = node, scalar.style == .plain,
            scalar.string.utf8.allSatisfy({ (48...57).contains($0) }),
            !scalar.string.hasPrefix("0") || scalar.string == "0",
            !scalar.string.isEmpty
        else { throw .wrongType(name, wanted: "a whole number", at: place) }
        guard let number = Int(scalar.string), range.contains(number) else {
            let allowed = "from \(range.lowerBound) to \(range.upperBound)"
            throw .settingOutOfRange(name, allowed: allowed, at: place)
        }
        return number
    }

    /// A yes or a no, without quotes.
    func yesOrNo() throws(ConfigurationError) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else {
            throw .wrongType(name, wanted: "yes or no", at: place)
        }
        switch scalar.string {
        case "yes": return true
        case "no": return false
        default: throw .wrongType(name, wanted: "yes or no", at: place)
        }
    }

    /// YAML reads nothing, `~` and `null` as no value; in quotes they are texts.
    private func isEmpty(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }
}

/// The settings of one section by their names.
struct SettingsSection {
    let place: ConfigurationError.Place
    fileprivate let values: [String: SettingsNode]

    /// The setting with a name; `nil` if it was left out.
    func optional(_ name: String) -> SettingsNode? { values[name] }

    /// The setting with a name, which must be there.
    func value(_ name: String) throws(ConfigurationError) -> SettingsNode {
        guard let value = values[name] else { throw .missingSetting(name, at: place) }
        return value
    }
}

extension ConfigurationError {
    /// What the parser stumbled over, with its line.
    fileprivate init(_ error: YamlError, file: String) {
        func place(_ line: Int) -> Place { Place(file: file, line: max(1, line)) }
        switch error {
        case .duplicatedKeysInMapping(let names, let context):
            self = .doubledSetting(names.first ?? "a setting", at: place(context.mark.line))
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self = .notYAML(place(mark.line), problem: problem)
        case .reader(let problem, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0)
            self = .notYAML(place(before.count { $0.isNewline } + 1), problem: problem)
        default: self = .notYAML(place(1), problem: "not readable")
        }
    }
}
