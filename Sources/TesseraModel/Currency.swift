/// A currency of ISO 4217, known by its numeric code.
///
/// - Source: T4, R9.
package struct Currency: Hashable, Sendable {
    /// The numeric code of ISO 4217, 978 for the euro.
    package let numericCode: UInt16
    /// The three letters of ISO 4217.
    package let code: String
    /// How many decimals a minor unit stands for, 0…4.
    package let exponent: Int

    /// The active currency with a numeric code, `nil` if there is none in this build's table.
    package init?(numericCode: UInt16) {
        let index = Currency.indexByNumber[Int(min(numericCode, 1_000))]
        guard index != Currency.absent else { return nil }
        self = Currency.all[Int(index)]
    }

    /// The active currency with three letters, in either case; `nil` if there is none.
    package init?(code: String) {
        guard let found = Currency.all.first(where: { $0.code == code.uppercased() })
        else { return nil }
        self = found
    }

    /// Returns whether a numeric code is in this build's table; the question a verifier asks.
    package static func isKnown(numericCode: UInt16) -> Bool {
        indexByNumber[Int(min(numericCode, 1_000))] != absent
    }

    /// How many decimals people type and read: fewer than ``exponent`` where nobody uses them.
    package var spokenDecimals: Int { code == "IDR" ? 0 : exponent }

    /// One whole unit in minor units, 100 for the euro.
    package var minorUnitsPerUnit: Int64 { [1, 10, 100, 1_000, 10_000][exponent] }

    package static func == (left: Currency, right: Currency) -> Bool {
        left.numericCode == right.numericCode
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(numericCode) }

    init(numericCode: UInt16, code: String, exponent: Int) {
        self.numericCode = numericCode
        self.code = code
        self.exponent = exponent
    }

    private static let absent: UInt8 = 255

    private static let indexByNumber: [UInt8] = {
        var table = [UInt8](repeating: absent, count: 1_001)
        for (index, currency) in all.enumerated() {
            table[Int(currency.numericCode)] = UInt8(index)
        }
        return table
    }()
}

extension Currency: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let found = Currency(code: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an active ISO 4217 code")
        }
        self = found
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
