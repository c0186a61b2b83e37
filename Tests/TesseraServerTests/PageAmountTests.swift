import Foundation
import TesseraAnswers
import TesseraModel
import Testing

@testable import TesseraServer

/// What the pages and the book must know alike about amounts.
struct PageAmountTests {
    private static func vectors() throws -> JSONValue {
        let file = RunningService.root.appending(path: "Tests/Vectors/amounts.json")
        return try JSONValue(reading: [UInt8](try Data(contentsOf: file)))
    }

    @Test
    func `the decimals of every currency are those of the book`() throws {
        let exponents = try #require(try PageAmountTests.vectors()["exponents"])

        for currency in Currency.all {
            let wanted = currency.exponent == 2 ? nil : Int64(currency.exponent)
            #expect(exponents[currency.code]?.integer == wanted, "\(currency.code)")
        }
    }

    @Test
    func `what English pages take as an amount is what the book's own reader takes`() throws {
        for row in try PageAmountTests.vectors()["typed"]?.array ?? [] {
            guard let row = row.array, row[0].string == "en",
                let currency = Currency(code: row[1].string ?? ""), currency.code != "IDR"
            else { continue }
            let read = try? AmountText(for: currency).minorUnits(of: row[2].string ?? "")
            #expect(read == row[3].integer, "\(row[1].string ?? "") \(row[2].string ?? "")")
        }
    }
}
