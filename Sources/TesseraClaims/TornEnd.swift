extension ClaimLog {
    /// What was cut off when the log was opened.
    package struct TornEnd: Hashable, Sendable {
        /// The number that the record would have had.
        package let sequence: Int64
        /// How many bytes of it there were.
        package let byteCount: Int

        /// So many bytes of a record.
        package init(sequence: Int64, byteCount: Int) {
            self.sequence = sequence
            self.byteCount = byteCount
        }
    }
}
