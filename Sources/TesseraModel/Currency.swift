/// A currency of ISO 4217, known by its numeric code.
///
/// - Source: T4, R9.
package struct Currency: Hashable, Sendable {
    /// The numeric code of ISO 4217, 978 for the euro.
    package let numericCode: UInt16

    /// The active currency with a numeric code, `nil` if there is none in this build's table.
    package init?(numericCode: UInt16) {
        guard numericCode < 1_024,
            currencyBits[Int(numericCode / 64)] >> UInt64(numericCode % 64) & 1 == 1
        else { return nil }
        self.numericCode = numericCode
    }

    /// The active currency with three letters, in either case; `nil` if there is none.
    package init?(code: String) {
        let wanted = code.uppercased()
        guard let index = Currency.table.firstIndex(where: { $0.code == wanted }) else {
            return nil
        }
        self.numericCode = Currency.table[index].numericCode
    }

    // Where the table has it.
    private var index: Int { Int(Currency.indexByNumber[Int(numericCode)]) }

    /// The three letters of ISO 4217.
    package var code: String { Currency.table[index].code }

    /// How many decimals a minor unit stands for, 0…4.
    package var exponent: Int { Currency.table[index].exponent }

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

/// Which numeric codes the table has, a bit for each. Written out, so that a token's currency is
/// looked up in data of the program and not in an array made at the first scan; a test compares the
/// two.
private let currencyBits: [16 of UInt64] = [
    0x101D_1011_0000_1100, 0x1010_1101_0410_0111, 0x1000_4400_1101_0110, 0x0004_4140_4041_0801,
    0x0000_0010_0000_4040, 0x0101_1111_1110_1111, 0x4004_4446_4511_5110, 0x0105_0011_0000_4440,
    0x0040_4410_0030_1011, 0x0400_0001_1140_4404, 0x4004_0400_0000_4048, 0x1111_1000_0100_0045,
    0x0404_0081_0011_1100, 0x0044_0000_1400_0104, 0x03FD_B567_F000_0020, 0x0000_0020_473F_3F80,
]
