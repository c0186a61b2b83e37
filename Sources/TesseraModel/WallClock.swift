/// The time of day, handed in so that nothing below the roof looks at a clock.
package protocol WallClock: Sendable {
    /// The instant it is now.
    func now() -> Timestamp
}

/// Chance, handed in so that tests can repeat it.
package protocol Chance: Sendable {
    /// Random bytes nobody can foresee.
    ///
    /// - Parameter count: How many, at least 1.
    /// - Returns: Exactly so many bytes.
    /// - Throws: An error of kind `unavailable` if the system has none to give.
    func bytes(_ count: Int) throws -> [UInt8]
}
