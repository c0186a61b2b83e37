import Foundation
import TesseraAnswers
import TesseraModel
import Testing

@testable import TesseraServer

/// What the pages say, in every language.
struct PageWordTests {
    private static let folder = RunningService.root.appending(path: "Sources/CPages/pages")
    private static let languages = ["en", "id", "vi", "sv", "ro", "nl"]

    /// The plural categories of each language: CLDR 46, whole numbers.
    private static let forms: [String: Set<String>] = [
        "en": ["one", "other"], "id": ["other"], "vi": ["other"], "sv": ["one", "other"],
        "ro": ["one", "few", "other"], "nl": ["one", "other"],
    ]

    private static func words(_ language: String) throws -> [String: String] {
        let file = try Data(contentsOf: folder.appending(path: "words/\(language).json"))
        guard case .object(let members) = try JSONValue(reading: [UInt8](file)) else { return [:] }
        #expect(Set(members.map(\.name)).count == members.count, "a word stands twice")
        return Dictionary(
            members.map { ($0.name, $0.value.string ?? "") }, uniquingKeysWith: { $1 })
    }

    // Keys without their plural forms, each with the forms that it has.
    private static func keys(_ words: [String: String]) -> [String: Set<String>] {
        words.keys.reduce(into: [:]) { keys, key in
            let parts = key.split(separator: "#", maxSplits: 1).map(String.init)
            keys[parts[0], default: []].formUnion(parts.dropFirst())
        }
    }

    private static func places(_ text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map {
            String($0.prefix { $0 != "}" })
        }.sorted()
    }

    @Test(arguments: languages)
    func `every language has every word, in the plurals that it knows`(language: String) throws {
        let english = PageWordTests.keys(try PageWordTests.words("en"))
        let own = PageWordTests.keys(try PageWordTests.words(language))

        #expect(Set(own.keys) == Set(english.keys))
        for (key, forms) in own where !forms.isEmpty {
            #expect(forms == PageWordTests.forms[language], "\(key)")
        }
        for (key, forms) in english where forms.isEmpty {
            #expect(own[key]?.isEmpty == true, "\(key)")
        }
    }

    @Test(arguments: languages)
    func `no word is empty, and each has the places of the English one`(language: String) throws {
        let english = try PageWordTests.words("en")
        for (key, text) in try PageWordTests.words(language) {
            #expect(!text.trimmed.isEmpty && text == text.trimmed, "\(key)")
            let base = english[key] ?? english["\(key.prefix { $0 != "#" })#other"] ?? ""
            #expect(PageWordTests.places(text) == PageWordTests.places(base), "\(key)")
        }
    }

    @Test
    func `every word is said by some page, and every word that is said is there`() throws {
        let known = Set(PageWordTests.keys(try PageWordTests.words("en")).keys)
        var sources = ""
        for (name, page) in Page.built where name.hasSuffix(".js") || name.hasSuffix(".html") {
            sources += String(decoding: page.bytes, as: UTF8.self)
        }
        // In quotes: what stands there without them is a value's member.
        let pattern = try Regex<(Substring, Substring)>(
            "[\"'`]((?:common|door|till|cashier|partner|admin|card)(?:\\.[a-z_0-9]+)+)[\"'`.]")
        let said = Set(sources.matches(of: pattern).map { String($0.output.1) })
        // `say(`till.kind.${kind}`)`: what a page puts together begins so.
        for key in known.subtracting(said) where !key.hasPrefix("error.") {
            #expect(said.contains { key.hasPrefix("\($0).") }, "nobody says \(key)")
        }
        for key in said.subtracting(known) {
            #expect(known.contains { $0.hasPrefix("\(key).") }, "\(key) has no word")
        }
    }

    @Test
    func `every code of an error that has a word is a code of the page of errors`() throws {
        let document = try String(
            contentsOf: RunningService.root.appending(path: "docs/errors.md"), encoding: .utf8)
        for key in try PageWordTests.words("en").keys where key.hasPrefix("error.") {
            #expect(document.contains("`\(key.dropFirst("error.".count))`"), "\(key)")
        }
    }
}
