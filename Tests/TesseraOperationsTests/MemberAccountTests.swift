import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Members' accounts, through the counter: R2, R8; F07, F33, F34.
struct MemberAccountTests {
    @Test(arguments: Store.available)
    func `what expires first is used first, and what has expired is worth nothing`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let ana = try await desk.card().member.number
        _ = try await desk.credit(ana, "100")
        _ = try await desk.credit(ana, "50", until: "2026-12-31")
        _ = try await desk.credit(ana, "30", until: "2026-12-05")

        let debited = try await desk.debit(ana, "40")
        #expect(debited.balance == 140 && debited.amount == 40)
        let now = try await desk.counter.holdings(of: ana)[0]
        #expect(now.balance == 140 && now.expired == 0)
        #expect(now.lots.map(\.left) == [40, 100])
        #expect(now.lots.map(\.last) == [Sample.day("2026-12-31"), nil])

        desk.set("2027-01-01T10:00:00Z")
        let later = try await desk.counter.holdings(of: ana, asset: "points")[0]
        #expect(later.balance == 100 && later.expired == 40)
        let next = try await desk.credit(ana, "1")
        #expect(next.balance == 101 && next.expired == 40)
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `nobody spends what is not there`(store: Store) async throws {
        let desk = try await Desk(store)
        let ana = try await desk.card().member.number
        let points = try #require(Settings.shippedAssets.first)
        _ = try await desk.credit(ana, "10")

        await #expect(
            throws: LedgerError.insufficientHolding(
                available: .units(10, of: points), wanted: .units(11, of: points))
        ) { try await desk.debit(ana, "11") }
        let nobody = try #require(MemberNumber(text: "mem_1234567"))
        await #expect(throws: LedgerError.unknownMember(nobody)) {
            try await desk.credit(nobody, "1")
        }
        await #expect(throws: LedgerError.unknownMember(nobody)) {
            try await desk.counter.holdings(of: nobody)
        }
    }

    @Test(arguments: Store.available)
    func `asked again, nothing is booked twice`(store: Store) async throws {
        let desk = try await Desk(store)
        let ana = try await desk.card().member.number
        let (credit, debit) = (desk.ids.next(), desk.ids.next())
        _ = try await desk.credit(ana, "100", until: "2026-12-05", operation: credit)
        _ = try await desk.debit(ana, "30", operation: debit)
        desk.set("2027-01-01T10:00:00Z")

        let again = try await desk.credit(ana, "100", until: "2026-12-05", operation: credit)
        #expect(again.isReplay && again.balance == 100)
        #expect(try await desk.debit(ana, "30", operation: debit).isReplay)
        await #expect(throws: LedgerError.operationReused(debit)) {
            try await desk.debit(ana, "31", operation: debit)
        }
        await #expect(
            throws: ModelError.period(
                first: Sample.day("2027-01-01"), last: Sample.day("2026-12-31"))
        ) { try await desk.credit(ana, "1", until: "2026-12-31") }
    }

    @Test(arguments: [
        "", "0", "-1", "+1", "1.5", "1.", ".5", "1,000", "1e3", "１", "1 0", "1000000000001",
        "99999999999999999999999",
    ])
    func `a number of points that is none is refused`(typed: String) async throws {
        let desk = try await Desk(.inMemory)
        let ana = try await desk.card().member.number

        await #expect(throws: ModelError.units(typed, of: "points", decimals: 0)) {
            try await desk.credit(ana, typed)
        }
    }

    @Test func `an asset with decimals is typed and shown with them`() async throws {
        let desk = try await Desk(
            .inMemory, assets: "assets: [{name: miles, scale: 2, debt: yes}]\n")
        let ana = try await desk.card().member.number

        #expect(try await desk.credit(ana, "12.5", of: "miles").balance == 1_250)
        #expect(try await desk.debit(ana, "20.05", of: "miles").balance == -755)
        let balance = try await desk.counter.holdings(of: ana)[0]
        #expect(balance.lots.map(\.left) == [-755])
        #expect(Quantity.units(balance.balance, of: balance.holding.asset).shown == "-7.55 miles")
        for typed in ["1.234", "0.00", "1.2.3", "."] {
            await #expect(throws: ModelError.units(typed, of: "miles", decimals: 2)) {
                try await desk.credit(ana, typed, of: "miles")
            }
        }
        await #expect(throws: ConfigurationError.unknownAsset("mile", nearest: "miles")) {
            try await desk.credit(ana, "1", of: "mile")
        }
    }
}
