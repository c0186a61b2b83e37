/// A currency of ISO 4217, known by its numeric code.
///
/// - Source: T4, R9.
package struct Currency: Hashable, Sendable {
    /// The numeric code of ISO 4217, 978 for the euro.
    package let numericCode: UInt16
    // Where the table has it; no text inside, so that money is a plain pair of numbers.
    private let index: UInt8

    /// The active currency with a numeric code, `nil` if there is none in this build's table.
    package init?(numericCode: UInt16) {
        let index = Currency.indexByNumber[Int(min(numericCode, 1_000))]
        guard index != Currency.absent else { return nil }
        self.numericCode = numericCode
        self.index = index
    }

    /// The active currency with three letters, in either case; `nil` if there is none.
    package init?(code: String) {
        let wanted = code.uppercased()
        guard let index = Currency.table.firstIndex(where: { $0.code == wanted }) else {
            return nil
        }
        self.numericCode = Currency.table[index].numericCode
        self.index = UInt8(index)
    }

    /// The three letters of ISO 4217.
    package var code: String { Currency.table[Int(index)].code }

    /// How many decimals a minor unit stands for, 0…4.
    package var exponent: Int { Currency.table[Int(index)].exponent }

    /// How many decimals people type and read: fewer than ``exponent`` where nobody uses them.
    package var spokenDecimals: Int { code == "IDR" ? 0 : exponent }

    /// One whole unit in minor units, 100 for the euro.
    package var minorUnitsPerUnit: Int64 { [1, 10, 100, 1_000, 10_000][exponent] }

    /// Every active currency of this build's table.
    package static var all: [Currency] {
        table.compactMap { Currency(numericCode: $0.numericCode) }
    }

    private static let absent: UInt8 = 255

    private static let indexByNumber: [UInt8] = {
        var numbers = [UInt8](repeating: absent, count: 1_001)
        for (index, row) in table.enumerated() { numbers[Int(row.numericCode)] = UInt8(index) }
        return numbers
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
