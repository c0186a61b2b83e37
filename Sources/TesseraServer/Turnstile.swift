/// Lets one in after the other.
///
/// Hashing a password takes a tenth of a second and 32 MiB on purpose, a report reads the whole
/// book. Whoever sends a hundred at once waits for a hundred, and the tills that share the machine
/// do not.
actor Turnstile {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private static let most = 64

    /// Does something alone.
    ///
    /// - Throws: ``RequestError/tooManyRequests(waitSeconds:)`` where too many wait already; what
    ///   is done throws.
    func pass<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard waiting.count < Turnstile.most else {
            throw RequestError.tooManyRequests(waitSeconds: 10)
        }
        if isTaken {
            await withCheckedContinuation { waiting.append($0) }
        }
        isTaken = true
        defer { leave() }
        return try await work()
    }

    // Whoever comes next finds it taken, so that nobody slips in between.
    private func leave() {
        guard !waiting.isEmpty else {
            isTaken = false
            return
        }
        waiting.removeFirst().resume()
    }
}
