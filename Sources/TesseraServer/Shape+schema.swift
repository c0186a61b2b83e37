import TesseraAnswers

extension Shape {
    /// The shape as JSON Schema 2020-12, which OpenAPI 3.1 uses.
    var schema: JSONValue {
        switch self {
        case .text(let shape): shape.schema
        case .integer(let range):
            .record(
                ("type", .string("integer")),
                ("minimum", range.lowerBound == .min ? nil : .integer(range.lowerBound)),
                ("maximum", range.upperBound == .max ? nil : .integer(range.upperBound)),
                ("format", .string("int64")))
        case .flag: .record(("type", .string("boolean")))
        case .number: .record(("type", .string("number")))
        case .null: .record(("type", .string("null")))
        case .list(let shape, let least, let most):
            .record(
                ("type", .string("array")), ("items", shape.schema),
                ("minItems", least == 0 ? nil : .integer(Int64(least))),
                ("maxItems", .integer(Int64(most))))
        case .record(let fields): Shape.schema(of: fields)
        case .map(let shape):
            .record(("type", .string("object")), ("additionalProperties", shape.schema))
        case .choice(let shapes): .record(("anyOf", .array(shapes.map(\.schema))))
        case .named(let name): .record(("$ref", .string("#/components/schemas/\(name)")))
        case .anything: .object([])
        }
    }

    private static func schema(of fields: [Field]) -> JSONValue {
        let properties = fields.map { field in
            let schema = field.shape.schema
            let about = field.about.isEmpty ? nil : JSONValue.string(field.about)
            return JSONValue.Member(
                name: field.name, value: schema.with([("description", about)]))
        }
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        return .record(
            ("type", .string("object")), ("properties", .object(properties)),
            ("required", required.isEmpty ? nil : .array(required)),
            ("additionalProperties", .bool(false)))
    }
}

extension TextShape {
    fileprivate var schema: JSONValue {
        .record(
            ("type", .string("string")),
            ("enum", words.isEmpty ? nil : .array(words.map { .string($0) })),
            ("minLength", words.isEmpty ? .integer(Int64(least)) : nil),
            ("maxLength", words.isEmpty ? .integer(Int64(most)) : nil),
            ("format", (format?.rawValue).map { .string($0) }))
    }
}
