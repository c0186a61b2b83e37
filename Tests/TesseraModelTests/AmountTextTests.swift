import TesseraModel
import Testing

struct AmountTextTests {
    private func rules(_ code: String) throws -> AmountText {
        AmountText(for: try #require(Currency(code: code)))
    }

    @Test(arguments: [
        ("EUR", "12.50", 1_250), ("EUR", "12.5", 1_250), ("EUR", "12", 1_200), ("EUR", "0", 0),
        ("EUR", "0.01", 1), ("EUR", "1,250.00", 125_000), ("EUR", "1,250,000", 125_000_000),
        ("EUR", " 12.50\t", 1_250), ("EUR", "007", 700), ("JPY", "1250", 1_250),
        ("JPY", "1,250", 1_250), ("IDR", "250.000", 25_000_000), ("IDR", "250000", 25_000_000),
        ("IDR", "1.250.000", 125_000_000), ("VND", "250.000", 250_000), ("VND", "250000", 250_000),
        ("KWD", "1.005", 1_005), ("CLF", "0.0001", 1),
        ("EUR", "10000000000.00", 1_000_000_000_000),
        ("VND", "1.000.000.000.000", 1_000_000_000_000),
    ])
    func `an amount that can be read in one way is read, R9`(
        code: String, typed: String, minorUnits: Int64
    ) throws {
        #expect(try rules(code).minorUnits(of: typed) == minorUnits)
    }

    @Test(arguments: [
        ("EUR", "1e3"), ("EUR", "-5"), ("EUR", "+5"), ("EUR", "12abc"), ("EUR", ""), ("EUR", "  "),
        ("EUR", "."), ("EUR", ","), ("EUR", "€5"), ("EUR", "5 000"), ("EUR", "٥"), ("EUR", "0x10"),
        ("EUR", "１２"), ("EUR", "inf"), ("EUR", "=1+1"),
    ])
    func `what is no number is refused as such`(code: String, typed: String) throws {
        let rules = try rules(code)

        #expect(throws: AmountText.Problem.notANumber) { try rules.minorUnits(of: typed) }
    }

    @Test(arguments: [
        ("EUR", "12,50", ["12.50"]), ("EUR", "0,50", ["0.50"]), ("EUR", "250,000", ["250000"]),
        ("EUR", "1,25,000", ["125000"]), ("EUR", "1.250,00", []), ("EUR", "1,250,00", []),
        ("EUR", "12.", []), ("EUR", ".5", ["0.5"]), ("EUR", "1.2.3", []),
        ("IDR", "250,000", ["250.000", "250000"]), ("VND", "250,000", ["250.000", "250000"]),
        ("IDR", "1,250,000", ["1.250.000", "1250000"]), ("JPY", "250.000", ["250,000", "250000"]),
        ("JPY", "12,50", []),
    ])
    func `what can be read in two ways is refused with the readings`(
        code: String, typed: String, suggestions: [String]
    ) throws {
        let rules = try rules(code)

        #expect(throws: AmountText.Problem.marks(suggestions: suggestions)) {
            try rules.minorUnits(of: typed)
        }
    }

    @Test(arguments: [
        ("EUR", "12.505", 2), ("EUR", "0.001", 2), ("KWD", "1.0005", 3), ("IDR", "12,50", 0),
        ("VND", "0,50", 0), ("JPY", "1.5", 0),
    ])
    func `more decimals than the currency has are refused`(
        code: String, typed: String, allowed: Int
    ) throws {
        let rules = try rules(code)

        #expect(throws: AmountText.Problem.tooManyDecimals(allowed: allowed)) {
            try rules.minorUnits(of: typed)
        }
    }

    @Test(arguments: [
        ("EUR", "10000000000.01"), ("EUR", "99999999999999999999999999"), ("VND", "1000000000001"),
        ("IDR", "10.000.000.001"),
    ])
    func `more than a million million minor units are refused`(code: String, typed: String) throws {
        let rules = try rules(code)

        #expect(throws: AmountText.Problem.tooLarge) { try rules.minorUnits(of: typed) }
    }

    @Test(arguments: [
        ("EUR", 125_000, "1250.00", "€1,250.00"), ("EUR", 5, "0.05", "€0.05"),
        ("EUR", -125_000, "-1250.00", "-€1,250.00"), ("USD", 3_800, "38.00", "$38.00"),
        ("JPY", 1_250_000, "1250000", "¥1,250,000"), ("VND", 250_000, "250000", "250.000 VND"),
        ("IDR", 25_000_000, "250000", "250.000 IDR"), ("CHF", 99_900, "999.00", "999.00 CHF"),
        ("KWD", 1_005, "1.005", "1.005 KWD"), ("CLF", 12_345, "1.2345", "1.2345 CLF"),
        ("EUR", 0, "0.00", "€0.00"), ("EUR", 100_000_000, "1000000.00", "€1,000,000.00"),
    ])
    func `an amount is written in one way`(
        code: String, minorUnits: Int64, plain: String, shown: String
    ) throws {
        #expect(try rules(code).plain(minorUnits) == plain)
        #expect(try rules(code).shown(minorUnits) == shown)
    }

    @Test(arguments: ["EUR", "JPY", "IDR", "VND", "KWD", "CLF"])
    func `what was written is read back, whatever the amount, R9`(code: String) throws {
        let rules = try rules(code)
        let unit = rules.currency.spokenDecimals == rules.currency.exponent ? 1 : 100

        for minorUnits: Int64 in [0, 1, 9, 10, 99, 100, 101, 12_345, 999_999, 10_000_000_000] {
            let amount = minorUnits * Int64(unit)
            #expect(try rules.minorUnits(of: rules.plain(amount)) == amount)
        }
    }
}
