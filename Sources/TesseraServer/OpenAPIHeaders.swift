import TesseraAnswers

// Headers that many answers have, described once and referred to.
extension OpenAPIDocument {
    private struct Header {
        let name: String
        let about: String
        let shape: Shape
        let example: JSONValue
    }

    private static let limits = [
        Header(
            name: "RateLimit-Policy",
            about: "How many requests a minute are allowed, by `caller` (a key, a person) or by "
                + "`address` (of those whom nobody knows).",
            shape: .text(upTo: 200), example: .string("\"caller\";q=6000;w=60")),
        Header(
            name: "RateLimit",
            about: "How many of them are left now, and in how many seconds there is one more.",
            shape: .text(upTo: 200), example: .string("\"caller\";r=5999;t=1")),
    ]
    private static let retryAfter = Header(
        name: "Retry-After", about: "After how many seconds to come again.",
        shape: .integer(1...86_400), example: .integer(30))

    /// The headers by name.
    static var headerComponents: JSONValue {
        .object(
            (limits + [retryAfter]).map { header in
                JSONValue.Member(
                    name: header.name,
                    value: .record(
                        ("description", .string(header.about)), ("schema", header.shape.schema),
                        ("example", header.example)))
            })
    }

    /// What an answer says of the limits.
    static var limitHeaders: [JSONValue.Member] { limits.map(reference(to:)) }

    /// What a problem says besides.
    static func headers(ofProblem status: Int) -> [JSONValue.Member] {
        limitHeaders + ([429, 503].contains(status) ? [reference(to: retryAfter)] : [])
    }

    private static func reference(to header: Header) -> JSONValue.Member {
        JSONValue.Member(
            name: header.name,
            value: .record(("$ref", .string("#/components/headers/\(header.name)"))))
    }
}
