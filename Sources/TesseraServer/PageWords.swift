import TesseraAnswers

/// The words of one page in one language, cut from the catalogue of all pages.
///
/// A till on a slow line loads its own words and not those of the office. Keys begin with the part
/// that they belong to; what begins with ``shared`` belongs to all, and what begins with `till` to
/// the pages that take vouchers.
enum PageWords {
    /// The parts: `data-part` of the pages.
    static let parts = ["door", "cashier", "partner", "admin", "card"]
    /// What every part has.
    static let shared = ["common", "error"]
    /// The parts that take vouchers.
    static let tills = ["cashier", "partner"]

    /// The cuts of all catalogues among some files.
    ///
    /// - Parameter pages: Files, `words/en.json` among them.
    /// - Returns: `words/cashier/en.json` and its like.
    static func cut(from pages: [Page]) -> [Page] {
        pages.filter { $0.name.hasPrefix("words/") }.flatMap { page in
            guard let value = try? JSONValue(reading: page.bytes), case .object(let words) = value
            else { preconditionFailure("\(page.name) is an object of JSON") }
            return parts.map { part in
                let beginnings = shared + (tills.contains(part) ? [part, "till"] : [part])
                let own = words.filter { word in
                    beginnings.contains(String(word.name.prefix { $0 != "." }))
                }
                return Page(
                    name: "words/\(part)/\(page.name.dropFirst("words/".count))",
                    bytes: Array(JSONValue.object(own).text.utf8), type: page.type)
            }
        }
    }
}
