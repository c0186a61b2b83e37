import TesseraModel

/// How the service is reached and what it takes, each value with where it came from.
///
/// What is given at the start counts before the environment, that before the file, that before what
/// is preset: so a unit file or a container sets what differs between machines, and the file holds
/// what belongs to the shop.
package struct ServiceSettings: Hashable, Sendable {
    /// Where a value came from.
    package enum Source: Hashable, Sendable {
        /// An option of the command, `--port`.
        case option(String)
        /// An environment variable, `TESSERA_SERVICE_PORT`.
        case environment(String)
        /// A line of the settings' file.
        case file(ConfigurationError.Place)
        /// Nobody said otherwise.
        case preset

        /// The source as people read it.
        package var text: String {
            switch self {
            case .option(let name): name
            case .environment(let name): "$\(name)"
            case .file(let place): place.text
            case .preset: "preset"
            }
        }
    }

    /// A setting that stands in the file.
    package struct Line: Hashable, Sendable {
        /// Which one.
        package let key: Key
        /// What it says.
        package let text: String
        /// Where it stands.
        package let place: ConfigurationError.Place
    }

    /// The values as text, each with its source, for those that have one.
    private let found: [Key: (text: String, source: Source)]

    /// Settles every value.
    ///
    /// - Parameters:
    ///   - options: What was given at the start, as text.
    ///   - environment: The value of a variable; `nil` if it is not set.
    ///   - lines: What stands in the settings' file.
    /// - Throws: ``ConfigurationError/serviceSetting(_:allowed:source:)`` for a value out of range,
    ///   or one of two files of TLS alone.
    package init(
        options: [Key: String], environment: (String) -> String?, lines: [Line]
    ) throws(ConfigurationError) {
        var found: [Key: (text: String, source: Source)] = [:]
        for key in Key.allCases {
            if let text = options[key] {
                found[key] = (text, .option(key.option))
            } else if let text = environment(key.variable) {
                found[key] = (text, .environment(key.variable))
            } else if let line = lines.first(where: { $0.key == key }) {
                found[key] = (line.text, .file(line.place))
            }
            if let entry = found[key], !key.accepts(entry.text) {
                throw .serviceSetting(
                    key.rawValue, allowed: key.allowed, source: entry.source.text)
            }
        }
        self.found = found
        let pair: [Key] = [.certificate, .certificateKey]
        let given = pair.filter { found[$0] != nil }
        if given.count == 1, let entry = found[given[0]] {
            let other = given[0] == .certificate ? Key.certificateKey : .certificate
            throw .serviceSetting(
                other.rawValue, allowed: "given together with \(given[0].rawValue)",
                source: entry.source.text)
        }
    }

    /// The value as text; `nil` where there is none and none is preset.
    package func text(_ key: Key) -> String? { found[key]?.text ?? key.preset }

    /// Where the value came from.
    package func source(_ key: Key) -> Source { found[key]?.source ?? .preset }

    /// A number; every value was checked to be one.
    package func number(_ key: Key) -> Int { text(key).flatMap { Int($0) } ?? 0 }

    /// Whether other machines can reach it and what is said can be read on the way: it listens for
    /// others, has no certificate, and knows no proxy that has one.
    package var isOpenPlainly: Bool {
        let address = text(.address) ?? ""
        let isLoopback =
            address == "localhost" || address == "::1" || address.hasPrefix("127.")
        return !isLoopback && text(.certificate) == nil && text(.trustedProxies) == nil
    }

    package static func == (left: ServiceSettings, right: ServiceSettings) -> Bool {
        Key.allCases.allSatisfy {
            left.text($0) == right.text($0) && left.source($0) == right.source($0)
        }
    }

    package func hash(into hasher: inout Hasher) {
        for key in Key.allCases {
            hasher.combine(text(key))
            hasher.combine(source(key))
        }
    }
}
