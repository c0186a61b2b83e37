import Foundation
import Testing

/// A text that is printed as a code, and the symbol that T25 wants for it.
///
/// The characters a symbol holds are those of ISO/IEC 18004, table 7: version 4 holds 67 at level Q
/// and 90 at level M, version 6 holds 154 at level M.
struct PrintedText: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let version: Int
    let level: String

    var testDescription: String { name }

    /// The accepted tokens of the vector file that are printed; `scanner_prefix` is one of them as
    /// a scanner hands it over, with characters that never stand in a symbol.
    static let tokens: [PrintedText] = [
        ("gift_eur_50", 4, "Q"),
        ("gift_vnd_250000", 4, "Q"),
        ("member_1234567", 4, "Q"),
        ("discount_15_percent", 4, "M"),
        ("entitlement_10_uses", 4, "M"),
        ("gift_partner_ed25519", 6, "M"),
    ].map { name, version, level in
        PrintedText(
            name: name, text: VectorFile.tokens[name] ?? "", version: version, level: level)
    }

    static let liveCodes: [PrintedText] = VectorFile.liveCodes.map { text in
        PrintedText(name: "live \(text.suffix(8))", text: text, version: 4, level: "M")
    }

    static let all = tokens + liveCodes
}

/// The vectors of `Tests/Vectors` that become pictures here.
enum VectorFile {
    private struct Case: Decodable {
        let name: String
        let token: String
        let expect: String?
    }

    private struct Tokens: Decodable { let cases: [Case] }
    private struct LiveCode: Decodable { let text: String }
    private struct LiveCodes: Decodable { let codes: [LiveCode] }

    /// The texts of all accepted tokens by name.
    static let tokens: [String: String] = {
        let cases = read(Tokens.self, from: "token-v1.json")?.cases ?? []
        let accepted = cases.filter { $0.expect == nil }.map { ($0.name, $0.token) }
        return Dictionary(accepted, uniquingKeysWith: { first, _ in first })
    }()

    /// The distinct live member codes.
    static let liveCodes: [String] = {
        let codes = read(LiveCodes.self, from: "live-code.json")?.codes ?? []
        return Set(codes.map(\.text)).sorted()
    }()

    private static func read<File: Decodable>(_ file: File.Type, from name: String) -> File? {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Vectors")
        guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
        return try? JSONDecoder().decode(file, from: data)
    }
}
