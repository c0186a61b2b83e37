/// A module as browsers are given it: without its comments, which are a quarter of what is sent.
///
/// They are for whoever works on the pages, and stand in the source. Nothing else is changed, and
/// lines stay where they are, so that what a browser says of line 12 is found in line 12. Left out
/// are lines that hold nothing but a comment; what stands behind code stays.
enum PageText {
    /// A module without its comments.
    ///
    /// - Parameter module: JavaScript, whose backquotes stand around templates and nowhere else;
    ///   a test holds the pages to that.
    /// - Returns: As many lines.
    static func withoutComments(_ module: String) -> String {
        var isInBlock = false
        var isInTemplate = false
        let lines = module.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { (line) -> Substring in
            let code = line.drop { $0 == " " }
            if isInBlock || (!isInTemplate && code.hasPrefix("/*")) {
                isInBlock = !code.hasSuffix("*/")
                return ""
            }
            if !isInTemplate, code.hasPrefix("//") { return "" }
            if !line.filter({ $0 == "`" }).count.isMultiple(of: 2) { isInTemplate.toggle() }
            return line
        }.joined(separator: "\n")
    }
}
