import Foundation

/// What 64 connections ask of a service in some seconds; see `Benchmarks/Load/till.lua`.
struct TillLoad {
    /// Where it is asked.
    let port: Int
    /// `/v1/checks`.
    let path: String
    /// A code a line.
    let file: String
    /// What lets in, each in turn, with commas between.
    var keys = "none"
    /// What stands behind the code in the body.
    var more = ""

    /// What was answered.
    struct Answers {
        /// A second.
        let rate: Double
        /// Within which half the answers came, in milliseconds.
        let median: Double
        /// Within which 99 of a hundred came, in milliseconds.
        let slowest: Double
    }

    /// Asks.
    ///
    /// - Parameters:
    ///   - first: The line of the first code that is shown.
    ///   - count: How many codes there are to show; then the first again.
    ///   - seconds: For how long.
    ///   - connections: How many at once.
    /// - Returns: How fast it was answered.
    /// - Throws: ``Child/Failed`` where one answer was no success.
    func run(
        first: Int, count: Int, seconds: Int = 2, connections: Int = 64
    ) throws -> Answers {
        let said = try Child.run([
            "wrk", "--threads", "1", "--connections", "\(connections)", "--duration",
            "\(seconds)s", "--latency", "--script", "Benchmarks/Load/till.lua",
            "http://127.0.0.1:\(port)\(path)", "--", file, "\(first)", "\(count)", "\(first)", keys,
            more,
        ])
        let line = said.split(separator: "\n").last { $0.hasPrefix("till: ") } ?? ""
        let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard numbers.count == 6, numbers[0] > 0, numbers[2] == 0, numbers[3] == 0 else {
            throw Child.Failed(description: "\(path) answered \(line)")
        }
        return Answers(
            rate: numbers[0] / numbers[1] * 1e6, median: numbers[4] / 1e3,
            slowest: numbers[5] / 1e3)
    }
}
