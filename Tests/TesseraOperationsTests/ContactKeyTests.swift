import Testing
import TesseraOperations
import TesseraTestSupport

/// One spelling of an address: F26.
struct ContactKeyTests {
    @Test(arguments: [
        ("Ana@Example.ORG", "ana@example.org"), (" ana@example.org ", "ana@example.org"),
        ("ａｎａ@example.org", "ana@example.org"), ("ana\u{200B}@example.org", "ana@example.org"),
        ("e\u{301}va@example.org", "\u{e9}va@example.org"),
        ("ana.pop@example.org", "ana.pop@example.org"), ("+40 712 345-678", "+40712345678"),
        ("0040712345678", "+40712345678"), ("(+40) 712.345.678", "+40712345678"),
        ("tel:+40-712-345-678", "+40712345678"), ("+44 (0)20 7946 0958", "+442079460958"),
        ("0712 345 678", "0712345678"), ("０７１２３４５６７８", "0712345678"), ("", ""), ("  ", ""),
        ("ana pop", "anapop"), ("12", "12"), ("+", "+"), ("++40712", "+40712"),
    ])
    func `each way to write it comes to one`(contact: String, key: String) {
        #expect(ContactKey(contact).text == key)
    }

    @Test func `different people stay different`() {
        let all = [
            "ana@example.org", "ana@example.com", "anapop@example.org", "ana.pop@example.org",
            "+40712345678", "+40712345679", "0712345678", "ana+shop@example.org",
        ]
        #expect(Set(all.map { ContactKey($0) }).count == all.count)
    }

    @Test(arguments: 0..<200)
    func `what has its one spelling keeps it, however it is spaced and written`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let letters = Array("aÄßıİéｱ１@.+-()/ 0123456789\u{301}\u{a0}\u{200B}ﬁΣς")
        let text = String(
            (0..<Int.random(in: 0...16, using: &random)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &random)]
            })
        let key = ContactKey(text)

        // Byte by byte: texts that look alike have other digests.
        #expect(Array(ContactKey(key.text).text.utf8) == Array(key.text.utf8))
        #expect(ContactKey("  \(text)\t") == key)
        #expect(key.text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace })
    }

    @Test(arguments: 0..<200)
    func `a number is its digits, whatever stands between them`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let digits = (0..<Int.random(in: 7...12, using: &random)).map { _ in
            String(Int.random(in: 1...9, using: &random))
        }
        let between = [" ", "-", ".", "/", "", " - "]
        let written = digits.map { $0 + between[Int.random(in: 0..<6, using: &random)] }.joined()

        #expect(ContactKey("+\(written)").text == "+\(digits.joined())")
        #expect(ContactKey("00\(written)").text == "+\(digits.joined())")
        #expect(ContactKey(written).text == digits.joined())
    }
}
