/// The line of the settings' file that says where the book is.
package enum SettingsLedgerLine {
    private static let comment =
        "# Where the book is. Without this line it is a file in this folder."

    /// Returns the text of a file with another place for the book.
    ///
    /// All other lines stay as they are.
    ///
    /// - Parameters:
    ///   - address: The database's address, without a password; `nil` for a file in the folder.
    ///   - yaml: The file's text.
    /// - Returns: The new text, ending with a line end.
    package static func placed(_ address: String?, in yaml: String) -> String {
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines.removeAll { $0 == comment || $0.hasPrefix("ledger:") }
        while lines.last?.isEmpty == true { lines.removeLast() }
        if let address {
            // In quotes, so that nothing in an address is taken for something else.
            let quoted = address.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\\\"")
            lines += ["", comment, "ledger: \"\(quoted)\""]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
