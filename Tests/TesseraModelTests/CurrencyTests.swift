import TesseraModel
import Testing

struct CurrencyTests {
    @Test func `no two currencies share a number or letters`() {
        let all = Currency.all

        #expect(all.count == 165)
        #expect(Set(all.map(\.numericCode)).count == 165)
        #expect(Set(all.map(\.code)).count == 165)
        #expect(all.allSatisfy { (1...999).contains($0.numericCode) && $0.code.utf8.count == 3 })
    }

    @Test(arguments: [
        (978, "EUR", 2), (840, "USD", 2), (392, "JPY", 0), (360, "IDR", 2), (704, "VND", 0),
        (946, "RON", 2), (8, "ALL", 2), (414, "KWD", 3), (990, "CLF", 4), (927, "UYW", 4),
        (924, "ZWG", 2), (532, "XCG", 2), (12, "DZD", 2), (352, "ISK", 0), (368, "IQD", 3),
    ])
    func `a currency is found by number and by letters, T4`(
        number: UInt16, code: String, exponent: Int
    ) throws {
        let byNumber = try #require(Currency(numericCode: number))
        let byCode = try #require(Currency(code: code.lowercased()))

        #expect(byNumber == byCode)
        #expect(byNumber.code == code)
        #expect(byNumber.exponent == exponent)
    }

    @Test(arguments: [0, 1, 100, 531, 975, 999, 1_000, 1_001, 65_535])
    func `a number without a currency is unknown`(number: UInt16) {
        #expect(Currency(numericCode: number) == nil)
    }

    @Test(arguments: ["BGN", "HRK", "ANG", "XAU", "XXX", "XTS", "", "EU", "EURO", "€"])
    func `withdrawn codes, metals and nonsense are no currency`(code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test func `different currencies are never added`() throws {
        let euro = try #require(Currency(code: "EUR"))
        let dollar = try #require(Currency(code: "USD"))
        let five = Money(minorUnits: 500, currency: euro)

        #expect(five.adding(five) == Money(minorUnits: 1_000, currency: euro))
        #expect(five.adding(Money(minorUnits: 500, currency: dollar)) == nil)
        #expect(Money(minorUnits: .max, currency: euro).adding(five) == nil)
    }
}
