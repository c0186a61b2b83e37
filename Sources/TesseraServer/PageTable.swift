internal import CPages
import TesseraCrypto

/// A file that browsers are given.
struct Page: Sendable {
    /// As it is asked for behind `/pages/`, `words/en.json`.
    let name: String
    /// What is in it.
    let bytes: [UInt8]
    /// The media type, with the charset of texts.
    let type: String
    /// The same, packed for the way; `nil` where that is not shorter.
    let packed: [UInt8]?
    /// Names the content: a strong entity tag, with its quotes.
    let tag: String
    /// Names the packed content.
    let packedTag: String

    /// A file.
    init(name: String, bytes: [UInt8], type: String) {
        self.name = name
        self.bytes = bytes
        self.type = type
        let name = Array(Digest.sha256(bytes).prefix(16)).hexadecimal
        (tag, packedTag) = ("\"\(name)\"", "\"\(name)-gzip\"")
        packed = PagePacking.packed(bytes)
    }

    /// Returns whether it is a document that a browser shows, and not a part of one.
    var isDocument: Bool { type.hasPrefix("text/html") }

    /// All files that the program was built with, by their names.
    static let built: [String: Page] = {
        var pages: [String: Page] = [:]
        let rows = unsafe UnsafeBufferPointer(start: tessera_pages(), count: tessera_page_count)
        for index in rows.indices {
            let row = unsafe rows[index]
            let name = unsafe String(cString: row.name)
            let bytes = unsafe Array(UnsafeBufferPointer(start: row.bytes, count: row.count))
            pages[name] = Page(name: name, bytes: given(name, bytes), type: type(of: name))
        }
        for page in PageWords.cut(from: Array(pages.values)) { pages[page.name] = page }
        return pages
    }()

    /// A file that is another one as soon as any of some files is.
    ///
    /// - Parameter pages: The files, in any order.
    /// - Returns: `version.json`, `{"version": "…"}`.
    static func version(of pages: [Page]) -> Page {
        let tags = pages.map { "\($0.name) \($0.tag)\n" }.sorted().joined()
        let text = Array(Digest.sha256(Array(tags.utf8)).prefix(16)).hexadecimal
        return Page(
            name: PageShelf.version, bytes: Array("{\"version\":\"\(text)\"}".utf8),
            type: type(of: PageShelf.version))
    }

    /// What is given out of a file.
    private static func given(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        guard name.hasSuffix(".js") else { return bytes }
        return Array(PageText.withoutComments(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    /// The media type of a file by how its name ends.
    static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "webmanifest": "application/manifest+json"
        case "wasm": "application/wasm"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        default: preconditionFailure("\(name) has a type that no page needs")
        }
    }
}
