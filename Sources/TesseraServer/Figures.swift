import Synchronization
import TesseraModel

/// What was asked and answered since the start, in Prometheus' text form.
///
/// Routes are named by their templates: nothing that a caller sent becomes a label.
final class Figures: Sendable {
    private struct Key: Hashable {
        let endpoint: String
        let status: Int
    }

    private struct Tally {
        var count: Int64 = 0
        var microseconds: Int64 = 0
        // Not cumulated: how many took at most so long as the bound with the same index.
        var buckets = [Int64](repeating: 0, count: Figures.bounds.count + 1)
    }

    private struct State {
        var tallies: [Key: Tally] = [:]
        var underWay: Int64 = 0
        var named: [String: Int64] = [:]
    }

    // In microseconds: around what a till feels as a blink.
    private static let bounds: [Int64] = [
        500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
    ]
    private let state = Mutex(State())

    /// A request begins.
    func begin() { state.withLock { $0.underWay += 1 } }

    /// A request has its answer.
    func end(_ endpoint: String, status: Int, microseconds: Int64) {
        let bucket =
            Figures.bounds.firstIndex { microseconds <= $0 } ?? Figures.bounds.count
        state.withLock { state in
            state.underWay -= 1
            let key = Key(endpoint: endpoint, status: status)
            state.tallies[key, default: Tally()].count += 1
            state.tallies[key, default: Tally()].microseconds += microseconds
            state.tallies[key, default: Tally()].buckets[bucket] += 1
        }
    }

    /// Something else happened once more, `tessera_wrong_codes_total`.
    func count(_ name: String) { state.withLock { $0.named[name, default: 0] += 1 } }

    /// How many requests wait for their answer.
    var underWay: Int64 { state.withLock { $0.underWay } }

    /// All figures as Prometheus reads them.
    var text: String {
        let (tallies, named, underWay) = state.withLock { ($0.tallies, $0.named, $0.underWay) }
        var lines = [
            "# HELP tessera_requests_under_way Requests that wait for their answer.",
            "# TYPE tessera_requests_under_way gauge", "tessera_requests_under_way \(underWay)",
        ]
        for (name, count) in named.sorted(by: { $0.key < $1.key }) {
            lines += ["# TYPE \(name) counter", "\(name) \(count)"]
        }
        lines += [
            "# HELP tessera_request_seconds How long requests took until their answer.",
            "# TYPE tessera_request_seconds histogram",
        ]
        let ordered = tallies.sorted {
            ($0.key.endpoint, $0.key.status) < ($1.key.endpoint, $1.key.status)
        }
        for (key, tally) in ordered {
            let labels = "endpoint=\"\(key.endpoint)\",status=\"\(key.status)\""
            var sum: Int64 = 0
            for (bound, count) in zip(Figures.bounds, tally.buckets) {
                sum += count
                let edge = Figures.seconds(bound)
                lines.append("tessera_request_seconds_bucket{\(labels),le=\"\(edge)\"} \(sum)")
            }
            lines += [
                "tessera_request_seconds_bucket{\(labels),le=\"+Inf\"} \(tally.count)",
                "tessera_request_seconds_sum{\(labels)} \(Figures.seconds(tally.microseconds))",
                "tessera_request_seconds_count{\(labels)} \(tally.count)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // Whole microseconds as seconds with a decimal point.
    private static func seconds(_ microseconds: Int64) -> String {
        let rest = String(1_000_000 + microseconds % 1_000_000).dropFirst()
        return "\(microseconds / 1_000_000).\(rest)"
    }
}
