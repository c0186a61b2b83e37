/// What a browser needs of a page's text: without the comments and blanks that are for its readers.
///
/// A comment is left away where it has its lines to itself; what stands behind code goes along. So no
/// text may go over several lines in a module, which a test looks after.
enum PageLean {
    /// The text of a style sheet, a module or a document.
    ///
    /// - Parameter text: As it stands in the folder.
    /// - Returns: The same for a browser.
    static func text(_ text: String) -> String {
        var lines: [Substring] = []
        var isComment = false
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("/*") { isComment = true }
            if !isComment, !line.isEmpty, !line.hasPrefix("//") { lines.append(line) }
            if line.hasSuffix("*/") { isComment = false }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
