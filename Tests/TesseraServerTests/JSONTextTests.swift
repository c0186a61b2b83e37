import TesseraAnswers
import Testing

@testable import TesseraServer

/// Bodies as they are read.
struct JSONTextTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONValue(reading: Array(text.utf8))
    }

    @Test
    func `values are what they say, whatever stands between them`() throws {
        let value = try read(" {\t\"b\" : [ 1,-2 , true,false,null ]\r\n, \"a\":\"x\"} \n")
        let list = JSONValue.array([.integer(1), .integer(-2), .bool(true), .bool(false), .null])
        #expect(value == .record(("a", .string("x")), ("b", list)))
        #expect(try read("[]") == .array([]))
        #expect(try read("{}") == .object([]))
        #expect(try read("0") == .integer(0))
        #expect(try read("-0") == .integer(0))
        #expect(try read("9223372036854775807") == .integer(.max))
        #expect(try read("-9223372036854775808") == .integer(.min))
    }

    @Test(arguments: [
        ("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\u{8}\u{C}\n\r\t"),
        ("\\u00e9\\u20AC\\u0000", "é€\0"), ("\\ud83c\\udf5e", "🍞"), ("é🍞", "é🍞"),
    ])
    func `every spelling of a text is the same text`(spelled: String, text: String) throws {
        #expect(try read("\"\(spelled)\"") == .string(text))
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
        "{a:1}", "{1:1}", "{\"a\":1 \"b\":2}", "[1 2]", "1 2", "tru", "True", "nul", "NaN", "-",
        "+1", "01", "-01", "1.0", "1.5", "1e3", "1E3", ".5", "0x10", "9223372036854775808",
        "-9223372036854775809", "\"", "\"a", "\"\n\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"",
        "\"\\ud83c\"", "\"\\ud83cx\"", "\"\\udf5e\"", "\"\\ud83c\\u0041\"", "\u{FEFF}1", "'a'",
        "{\"a\":1,\"b\":2,\"a\":1}", "// x\n1",
    ])
    func `what is no JSON, or means nothing here, is refused`(text: String) {
        #expect(throws: RequestError.bodyNotJSON) { try read(text) }
    }

    @Test
    func `bytes that are no text are refused`() {
        for bytes in [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        ] {
            #expect(throws: RequestError.bodyNotJSON) {
                try JSONValue(reading: bytes.map { UInt8($0) })
            }
        }
    }

    @Test
    func `so deep may it stand and no deeper`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try read(nested(64))
        #expect(throws: RequestError.bodyNotJSON) { try read(nested(65)) }
    }

    @Test
    func `what is made to hurt is refused at once`() {
        let began = ContinuousClock.now
        for text in [
            String(repeating: "[", count: 1_000_000), String(repeating: "9", count: 1_000_000),
            String(repeating: "{\"a\":", count: 200_000),
            "\"" + String(repeating: "\\", count: 999),
        ] {
            #expect(throws: RequestError.bodyNotJSON) { try read(text) }
        }
        #expect(began.duration(to: .now) < .seconds(10))
    }
}
