import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

struct ReturnMatchingTests {
    let euro: Currency

    init() throws {
        euro = try #require(Currency(code: "EUR"))
    }

    private func basket(_ lines: BasketLine...) -> Basket {
        Basket(currency: euro, lines: lines)
    }

    private func line(
        _ item: String, _ quantity: Int64, at price: Int64 = 460, serials: [String] = []
    ) -> BasketLine {
        BasketLine(
            item: item, category: "drinks", quantity: quantity, price: price, serials: serials)
    }

    @Test func `equal lines of a purchase are filled in their order`() throws {
        let bought = basket(line("latte", 2), line("tea", 1), line("latte", 3))

        let lines = try ReturnMatching.lines(
            of: basket(line("latte", 4)), in: bought, returnedBefore: [0: 1])

        #expect(lines == [0: 1, 2: 3])
    }

    @Test func `the order in which a return is written down does not matter`() throws {
        let bought = basket(
            line("phone", 2, serials: ["A", "B"]), line("phone", 1, serials: ["C"]))
        let one = basket(line("phone", 1), line("phone", 1, serials: ["A"]))
        let other = basket(line("phone", 1, serials: ["A"]), line("phone", 1))

        let lines = try ReturnMatching.lines(of: one, in: bought, returnedBefore: [:])

        #expect(lines == [0: 2])
        #expect(try ReturnMatching.lines(of: other, in: bought, returnedBefore: [:]) == lines)
    }

    @Test func `a piece goes back to the line that has its number`() throws {
        let bought = basket(
            line("phone", 2, serials: ["A", "B"]), line("phone", 1, serials: ["C"]))

        let lines = try ReturnMatching.lines(
            of: basket(line("phone", 1, serials: ["C"])), in: bought, returnedBefore: [:])

        #expect(lines == [1: 1])
    }

    @Test func `a piece does not come back twice`() {
        let bought = basket(line("phone", 2, serials: ["A", "B"]))
        let again = basket(line("phone", 1, serials: ["A"]))
        let twice = basket(line("phone", 2, serials: ["A", "A"]))

        #expect(throws: LoyaltyError.returnsMore(line: 1, left: 0, asked: 1)) {
            try ReturnMatching.lines(
                of: again, in: bought, returnedBefore: [0: 1], serialsBefore: ["A"])
        }
        #expect(throws: LoyaltyError.returnsMore(line: 1, left: 1, asked: 2)) {
            try ReturnMatching.lines(of: twice, in: bought, returnedBefore: [:])
        }
    }

    @Test func `what was not bought, or at another price, does not come back`() {
        let bought = basket(line("latte", 2))
        let foreign = [
            line("tea", 1), line("latte", 1, at: 461), line("latte", 1, serials: ["X"]),
            BasketLine(item: "latte", category: "beans", quantity: 1, price: 460),
            BasketLine(item: "latte", category: "drinks", quantity: 1, price: 460, isFee: true),
        ]

        for line in foreign {
            #expect(throws: LoyaltyError.returnsMore(line: 1, left: 0, asked: 1)) {
                try ReturnMatching.lines(of: basket(line), in: bought, returnedBefore: [:])
            }
        }
    }

    @Test func `no more comes back than is still out`() {
        let bought = basket(line("latte", 3))

        #expect(throws: LoyaltyError.returnsMore(line: 2, left: 1, asked: 2)) {
            try ReturnMatching.lines(
                of: basket(line("latte", 1), line("latte", 2)), in: bought,
                returnedBefore: [0: 1])
        }
    }

    @Test func `a line that is none is named`() throws {
        let bought = basket(line("latte", 3))
        let dong = try #require(Currency(code: "VND"))

        #expect(throws: LoyaltyError.quantity(line: 1, -1)) {
            try ReturnMatching.lines(
                of: basket(line("latte", -1)), in: bought, returnedBefore: [:])
        }
        #expect(throws: LoyaltyError.serials(line: 1, given: 1, wanted: 2)) {
            try ReturnMatching.lines(
                of: basket(line("latte", 2, serials: ["A"])), in: bought, returnedBefore: [:])
        }
        #expect(throws: LoyaltyError.currencyMismatch(euro, dong)) {
            try ReturnMatching.lines(
                of: Basket(currency: dong, lines: [line("latte", 1)]), in: bought,
                returnedBefore: [:])
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `everything comes back once, in whatever parts`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let items = ["latte", "tea", "cake"]
        let bought = Basket(
            currency: euro,
            lines: (0..<Int.random(in: 1...8, using: &random)).map { _ in
                line(
                    items[Int.random(in: 0..<3, using: &random)],
                    Int64.random(in: 1...5, using: &random))
            })
        var pieces = bought.lines.flatMap { line in
            (0..<line.quantity).map { _ in self.line(line.item, 1) }
        }
        pieces.shuffle(using: &random)

        var total: [Int: Int64] = [:]
        for piece in pieces {
            let lines = try ReturnMatching.lines(
                of: basket(piece), in: bought, returnedBefore: total)
            #expect(lines.values.reduce(0, +) == 1)
            total.merge(lines, uniquingKeysWith: +)
        }

        for (index, line) in bought.lines.enumerated() { #expect(total[index] == line.quantity) }
        #expect(throws: LoyaltyError.returnsMore(line: 1, left: 0, asked: 1)) {
            try ReturnMatching.lines(
                of: basket(pieces[0]), in: bought, returnedBefore: total)
        }
    }
}
