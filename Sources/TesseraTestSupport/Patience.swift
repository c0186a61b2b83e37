/// Thrown when what was waited for did not come.
package struct OutOfPatience: Error {
    /// What was waited for.
    package let what: String
}

/// Waits until something is so, and lets others go on meanwhile. A machine that is busy is waited
/// for; what never comes ends the test and not the machine's day.
///
/// - Parameters:
///   - what: What is waited for, for the message.
///   - isSo: Asked again and again.
/// - Throws: ``OutOfPatience`` after two minutes; what the question throws.
package func waitUntil(_ what: String, _ isSo: () async throws -> Bool) async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(120))
    while try await !isSo() {
        guard ContinuousClock.now < end else { throw OutOfPatience(what: what) }
        await Task.yield()
    }
}
