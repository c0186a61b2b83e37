import TesseraModel

extension ServiceSettings {
    /// A setting of the service by its name in the file.
    package enum Key: String, CaseIterable, Hashable, Sendable {
        /// The address that it listens at.
        case address
        /// The port; 0 for any that is free.
        case port
        /// The file with the certificate and its chain, in PEM.
        case certificate
        /// The file with the certificate's key, in PEM.
        case certificateKey = "certificate_key"
        /// Addresses of proxies whose word about callers is taken, with commas between.
        case trustedProxies = "trusted_proxies"
        /// How many connections are open at once.
        case connections
        /// How many seconds a connection may be silent.
        case idleSeconds = "idle_seconds"
        /// How many bookings may be under way at once in a database.
        case bookings
        /// How many requests a minute one caller, or one address without a key, may send.
        case requestsPerMinute = "requests_per_minute"
        /// What is logged.
        case logLevel = "log_level"

        /// What is taken where nobody says otherwise; `nil` for nothing.
        package var preset: String? {
            switch self {
            case .address: "127.0.0.1"
            case .port: "8080"
            case .certificate, .certificateKey, .trustedProxies: nil
            case .connections: "2000"
            case .idleSeconds: "60"
            case .bookings: "8"
            case .requestsPerMinute: "6000"
            case .logLevel: "info"
            }
        }

        /// Its option at the start.
        package var option: String { "--" + rawValue.split(separator: "_").joined(separator: "-") }

        /// Its environment variable.
        package var variable: String { "TESSERA_SERVICE_\(rawValue.uppercased())" }

        /// What fits, in words.
        package var allowed: String {
            switch self {
            case .address: "an address to listen at, such as 127.0.0.1"
            case .certificate, .certificateKey: "the path of a file"
            case .trustedProxies: "addresses with commas between, such as 10.0.0.4,10.0.0.5"
            case .logLevel: "one of \(Key.logLevels.joined(separator: ", "))"
            default: "from \(range.lowerBound) to \(range.upperBound)"
            }
        }

        func accepts(_ text: String) -> Bool {
            switch self {
            case .certificate, .certificateKey: !text.isEmpty
            case .logLevel: Key.logLevels.contains(text)
            case .address: Key.isAddress(text[...])
            case .trustedProxies:
                text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(
                    Key.isAddress)
            default:
                text.utf8.allSatisfy { 48...57 ~= $0 } && Int(text).map(range.contains) ?? false
            }
        }

        private var range: ClosedRange<Int> {
            switch self {
            case .port: 0...65_535
            case .connections: 1...100_000
            case .idleSeconds: 1...3_600
            case .bookings: 1...64
            // One every millisecond is the most that the count is fine enough for.
            default: 1...60_000
            }
        }

        private static let logLevels = ["debug", "info", "warning", "error"]

        private static func isAddress(_ text: Substring) -> Bool {
            !text.isEmpty
                && text.utf8.allSatisfy {
                    48...57 ~= $0 || 97...122 ~= $0 || 65...90 ~= $0 || [45, 46, 58].contains($0)
                }
        }
    }
}
