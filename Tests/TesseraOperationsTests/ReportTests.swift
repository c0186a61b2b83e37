import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraReports
import TesseraTestSupport
import Testing

/// Reports of the book on every store: R8, R9; F33.
struct ReportTests {
    private static let programme = """
        programme: harbour
        campaigns:
          points:
            number: 1
            title: One point per euro
            terms: One point for each whole euro.
            rules:
              - id: earn
                on: purchase
                if: member
                then: { credit: points, units: 1, per: 1.00, of: basket paid }
          thanks:
            number: 2
            title: A gift
            terms: €5 for a visit.
            rules:
              - id: gift
                on: visit
                if: member
                then: { issue: { gift: 5.00, good_for: 30 days } }
        assets:
          points: { debt: yes }
        """

    // Minor units by row and column of the liability report.
    private func liability(_ desk: Desk, _ column: String) async throws -> [String: Int64] {
        let report = Liability.report(of: try await desk.counter.reportInput())
        let index = try #require(report.columns.firstIndex { $0.name == column })
        var found: [String: Int64] = [:]
        for row in report.rows {
            guard case .text(let name) = row[0] else { continue }
            switch row[index] {
            case .money(let amount, _), .integer(let amount): found[name] = amount
            default: Issue.record("\(column) of \(name) is no amount")
            }
        }
        return found
    }

    private func account(
        _ desk: Desk, _ asset: Account.Asset, _ purpose: Account.Purpose
    ) async throws -> Int64 {
        try await desk.book.ledger.balances().filter {
            $0.key.asset == asset && $0.key.purpose == purpose
        }.map(\.value).reduce(0, +)
    }

    private func expectBalance(_ desk: Desk) async throws {
        let (owed, over) = (
            try await liability(desk, "outstanding"), try await liability(desk, "breakage")
        )
        let euros = try await account(desk, .currency(Sample.euro), .liability)
        #expect((owed["EUR"] ?? 0) + (over["EUR"] ?? 0) == euros)
        // Points that expired stay with the member until the next booking takes them away.
        let points = try await account(desk, .named("points"), .holder)
        let swept = try await account(desk, .named("points"), .breakage)
        #expect((owed["points"] ?? 0) + (over["points"] ?? 0) == points + swept)
    }

    @Test(arguments: Store.available)
    func `what is owed is the liability account, whatever happened`(store: Store) async throws {
        let desk = try await Desk.running(store, ReportTests.programme)
        let ana = try await desk.card().member.number
        let flyers = try await desk.issue(Desk.gift(cents: 300), count: 1_000)
        let unsold = try await desk.voucher(Desk.gift(cents: 900), activation: .whenSold)
        let sold = try await desk.voucher(Desk.gift(cents: 700), activation: .whenSold)
        try await desk.change(sold, .activate)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let redemption = try await desk.redeem(card.token, .amount("18.40"))
        try await desk.reverse(redemption.operation, .amount("5.00"))
        try await desk.change(card, .topUp(by: 100))
        let middle = try await desk.counter.issued(try #require(flyers.position(at: 500)))
        try await desk.redeem(middle.token, .everything)
        let first = try await desk.counter.issued(flyers.first)
        try await desk.change(first, .block(reason: "lost"))
        try await desk.event(.visit, ana)
        try await desk.event(.purchase, ana) { $0.basket = Desk.drinks(1_250) }
        _ = try await desk.credit(ana, "40", until: "2026-12-10")

        try await expectBalance(desk)
        // 999 × 3.00, 7.00 sold, 50.00 − 18.40 + 5.00 + 1.00, 5.00 for the visit.
        #expect(
            try await liability(desk, "outstanding")
                == ["EUR": 299_700 + 700 + 3_760 + 500, "points": 52])
        // A voucher in use alone, the rest of its batch in one; the unsold one is worth nothing.
        let figures = try await desk.counter.reportInput().vouchers
        #expect(figures.filter { $0.face == 300 }.map(\.count).sorted() == [1, 1, 998])
        #expect(figures.first { $0.position == unsold.position }?.face == 0)

        // The gift of the visit is over, and the points that ended are, taken away or not.
        desk.set("2027-01-15T12:00:00Z")
        try await expectBalance(desk)
        #expect(try await liability(desk, "breakage") == ["EUR": 500, "points": 40])
        _ = try await desk.debit(ana, "2")
        try await expectBalance(desk)
        #expect(try await liability(desk, "breakage") == ["EUR": 500, "points": 40])
        #expect(try await liability(desk, "outstanding")["points"] == 10)
    }

    @Test(arguments: Store.available)
    func `what an event issued is its campaign's, and is told by the day of its use`(
        store: Store
    ) async throws {
        let desk = try await Desk.running(store, ReportTests.programme)
        let ana = try await desk.card().member.number
        let event = try await desk.event(.visit, ana)
        let gift = try await desk.counter.vouchers(of: event)[0].issued
        desk.set("2026-12-02T22:30:00Z")
        try await desk.redeem(gift.token, .amount("2.00"))

        let input = try await desk.counter.reportInput()
        let figure = try #require(input.vouchers.first { $0.position == gift.position })
        #expect(figure.campaign == 2 && figure.kind == .gift && figure.face == 500)
        #expect(figure.issuedOn == Sample.day("2026-12-01"))
        // Half past midnight in Bucharest.
        #expect(
            figure.redeemedOn == [
                VoucherFigure.Use(on: Sample.day("2026-12-03"), amount: 200)
            ])
        #expect(input.members == [MemberFigure(number: ana, joinedAt: Sample.noon)])
        #expect(input.accepted.map(\.event.kind) == [.visit])
    }

    @Test(arguments: Store.available)
    func `a shop without a programme has reports of its vouchers`(store: Store) async throws {
        let desk = try await Desk(store)
        _ = try await desk.voucher(Desk.gift(cents: 5_000))

        #expect(try await liability(desk, "outstanding") == ["EUR": 5_000])
        let report = CampaignReport.report(of: try await desk.counter.reportInput())
        #expect(report.rows.isEmpty)
    }
}
