/// Two ways of doing something, measured in turns on the same machine at the same time.
///
/// A round is cut into slices that alternate, so that a neighbour on the machine who takes the
/// processor for a while takes it from both.
struct Race {
    /// How many rounds the median is taken of.
    var rounds = 7
    /// How many slices of each a round has.
    var slices = 8

    /// What one round took, in seconds for each time.
    struct Round {
        let ours: Double
        let reference: Double
        /// How often ours is done while the reference is done once.
        var speed: Double { reference / ours }
        /// How much longer ours takes.
        var time: Double { ours / reference }
    }

    /// Does both in turns.
    ///
    /// - Parameters:
    ///   - ours: How often ours is done in a slice, and what does it so often.
    ///   - reference: The same for the reference.
    /// - Returns: One result for each round.
    /// - Throws: What either throws.
    func run(
        ours: (times: Int, body: (Int) async throws -> Void),
        reference: (times: Int, body: (Int) async throws -> Void)
    ) async throws -> [Round] {
        // What is loaded, cached or grown at the first call is not what is measured.
        try await ours.body(ours.times)
        try await reference.body(reference.times)
        var results: [Round] = []
        for _ in 0..<rounds {
            var (first, second) = (0.0, 0.0)
            for _ in 0..<slices {
                first += try await measured { try await ours.body(ours.times) }
                second += try await measured { try await reference.body(reference.times) }
            }
            results.append(
                Round(
                    ours: first / Double(slices * ours.times),
                    reference: second / Double(slices * reference.times)))
        }
        return results
    }
}

/// How long something takes, in seconds.
func measured(_ body: () async throws -> Void) async throws -> Double {
    let took = try await ContinuousClock().measure { try await body() }
    return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
}

/// Both absolute figures of a race as a rate, in words.
func rates(_ rounds: [Race.Round], per unit: String = "s") -> String {
    let ours = 1 / rounds.map(\.ours).quantile(0.5)
    let reference = 1 / rounds.map(\.reference).quantile(0.5)
    return "\(shown(ours))/\(unit) over \(shown(reference))/\(unit)"
}

/// Both absolute figures of a race as durations, in words.
func nanoseconds(_ rounds: [Race.Round]) -> String {
    let ours = rounds.map(\.ours).quantile(0.5) * 1e9
    let reference = rounds.map(\.reference).quantile(0.5) * 1e9
    return "\(shown(ours)) ns beside \(shown(reference)) ns"
}

extension Duration {
    /// The duration in milliseconds.
    var inMilliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }
}
