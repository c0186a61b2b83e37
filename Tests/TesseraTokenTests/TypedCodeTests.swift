import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

struct TypedVectors: Decodable, Sendable {
    struct Code: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let kind: String
        let keyID: UInt16
        let audience: UInt16
        let list: UInt16
        let slot: UInt32
        let code: String
        var testDescription: String { name }
    }

    struct Input: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        let expect: String?
        let correction: String?
        let reads: String?
        var testDescription: String { name }
    }

    let epoch: String
    let codes: [Code]
    let input: [Input]

    static let golden: TypedVectors = VectorFile.load("typed-code.json")

    static func key(_ kind: TokenKind, _ keyID: UInt16) throws -> TypedCodeKey {
        TypedCodeKey(
            leaf: MACKey(
                try SampleKeys.epoch().leaf(
                    .typedCode, kind: kind, audience: .ownShops, keyID: KeyID(keyID))))
    }
}

struct TypedCodeTests {
    // T15, T16
    @Test(arguments: TypedVectors.golden.codes)
    func `a typed code is spelled as its golden vector`(entry: TypedVectors.Code) throws {
        let kind = try #require(TokenKind(name: entry.kind))
        let position = try #require(VoucherPosition(list: entry.list, slot: entry.slot))
        let key = try TypedVectors.key(kind, entry.keyID)

        let code = key.code(kind: kind, position: position)

        #expect(code.text == entry.code)
        let read = try TypedCode(typed: entry.code)
        #expect(read == code)
        #expect(read.kind == kind)
        #expect(read.position == position)
        #expect(key.isGenuine(read))
    }

    // T17
    @Test(arguments: TypedVectors.golden.input)
    func `what a person typed is read or named as its golden vector says`(
        entry: TypedVectors.Input
    ) throws {
        let key = try TypedVectors.key(.gift, 1)
        do throws(TokenError) {
            let code = try TypedCode(typed: entry.code)
            #expect(entry.expect == nil)
            #expect(code.text == entry.reads)
        } catch {
            #expect(error.code == entry.expect)
            if case .typo = error {
                let genuine = try TypedCode.corrections(of: entry.code).filter(key.isGenuine)
                #expect(genuine.map(\.text) == [entry.correction])
            }
        }
    }

    // T16
    @Test func `no single error and no exchange of two characters goes unnoticed`() throws {
        let text = Array("000E4BH7ACZ5H6GM")
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        for index in text.indices {
            for character in alphabet where character != text[index] {
                var other = text
                other[index] = character
                #expect(throws: TokenError.typo(correction: nil)) {
                    try TypedCode(typed: String(other))
                }
            }
            for partner in text.indices where text[partner] != text[index] {
                var other = text
                other.swapAt(index, partner)
                #expect(throws: TokenError.typo(correction: nil)) {
                    try TypedCode(typed: String(other))
                }
            }
        }
    }
}
