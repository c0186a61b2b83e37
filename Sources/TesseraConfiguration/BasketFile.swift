import TesseraLoyalty
import TesseraModel
import Yams

extension Basket {
    /// The size beyond which a file holds no basket, in bytes.
    package static let mostByteCount = 4 << 20

    /// Reads a basket as tills write it: `docs/events.md` says how.
    ///
    /// - Parameters:
    ///   - json: The text of the file.
    ///   - file: The file's path, for messages.
    ///   - currency: The currency of a basket that names none.
    /// - Throws: ``EventFileError`` with the line.
    package init(json: String, file: String, currency: Currency) throws(EventFileError) {
        let place = ConfigurationError.Place(file: file, line: 1)
        try self.init(EventFields.root(of: json, at: place), at: place, currency: currency)
    }

    init(
        _ node: Node, at place: ConfigurationError.Place, currency settled: Currency
    ) throws(EventFileError) {
        let fields = try EventFields(node, ["currency", "lines"], at: place)
        let currency =
            try fields.named("currency", "three letters of ISO 4217") { Currency(code: $0) }
            ?? settled
        var lines: [BasketLine] = []
        for node in try fields.objects("lines") {
            lines.append(try BasketLine(node, at: place, currency: currency))
        }
        self.init(currency: currency, lines: lines)
    }
}

extension BasketLine {
    fileprivate init(
        _ node: Node, at place: ConfigurationError.Place, currency: Currency
    ) throws(EventFileError) {
        let fields = try EventFields(
            node, ["item", "category", "quantity", "price", "fee", "serials"], at: place)
        func name(_ field: String) throws(EventFileError) -> String {
            let text = try fields.text(field)
            guard (1...64).contains(text.count), text.isOneLine else {
                throw EventFileError(
                    .badField(field, wanted: "one line of 1 to 64 characters"),
                    at: fields.place)
            }
            return text
        }
        guard let price = try fields.amount("price", currency) else {
            throw EventFileError(.missingField("price"), at: fields.place)
        }
        self.init(
            item: try name("item"), category: try name("category"),
            // What is out of range is told by the basket's own check, with the line of the till.
            quantity: try fields.number("quantity", in: .min ... .max) ?? 1, price: price,
            isFee: try fields.truth("fee"), serials: try fields.texts("serials"))
    }
}
