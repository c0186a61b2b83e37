extension Int {
    /// The number with a noun in the right form: `1 row`, `2 rows`.
    ///
    /// - Parameter noun: In the singular; an s makes its plural.
    /// - Returns: Digits and noun.
    package func counted(_ noun: String) -> String {
        self == 1 ? "1 \(noun)" : "\(self) \(noun)s"
    }
}
