import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraOperations

/// What is kept of acts under way, when askers do not come back: concept 12, F25.
struct DoneAloneSlipTests {
    @Test(arguments: Store.available)
    func `an act that nobody came back for counts only if it was booked`(
        store: Store
    ) async throws {
        let desk = try await DoneAloneTests.desk(store)
        let (lost, booked) = (desk.ids.next(), desk.ids.next())
        try await DoneAloneTests.issue(100, desk, by: nil, operation: booked)
        let name = SlipNames.hashed("alone/issue/", Sample.ana.text, "2026-12-01")
        let open = [lost, booked].map {
            DoneAlone.Open(operation: $0, amount: 2_000, at: Sample.noon)
        }
        try await desk.counter.change(name) { (kept: inout DoneAlone?) in
            kept = DoneAlone(amount: 4_000, open: open)
        }

        await #expect(throws: DoneAloneTests.refused("€50.00", "€40.00", "€30.00")) {
            try await DoneAloneTests.issue(3_000, desk)
        }
        // Whoever lost the answer asks again and is not counted twice.
        desk.wait(seconds: 599)
        try await DoneAloneTests.issue(2_000, desk, operation: lost)
        await #expect(throws: DoneAloneTests.refused("€50.00", "€40.00", "€10.01")) {
            try await DoneAloneTests.issue(1_001, desk)
        }
        desk.wait(seconds: 1)
        try await DoneAloneTests.issue(1_000, desk)
        #expect(
            try await desk.counter.kept(DoneAlone.self, on: name)
                == DoneAlone(amount: 5_000, open: []))
    }

    @Test
    func `one name for two acts counts as the greater`() throws {
        var done = DoneAlone()
        let id = OperationIDs().next()
        func act(_ amount: Int64) -> DoneAlone.Open {
            DoneAlone.Open(operation: id, amount: amount, at: Sample.noon)
        }

        let began = [100, 5_001, 5_000, 100].map { done.begin(act($0), most: 5_000) }
        #expect(began == [true, false, true, true])
        #expect(done.amount == 5_000 && done.open == [act(5_000)])

        // The smaller one hears that the name was used; the greater one was booked.
        done.close(id, keeping: nil)
        #expect(done == DoneAlone(amount: 5_000, open: []))
    }

    @Test(arguments: Store.available)
    func `an act that is not booked after ten minutes does not count`(store: Store) async throws {
        let desk = try await DoneAloneTests.desk(store)
        let name = SlipNames.hashed("alone/issue/", Sample.ana.text, "2026-12-01")
        try await desk.counter.change(name) { (kept: inout DoneAlone?) in
            kept = DoneAlone(
                amount: 5_000,
                open: [.init(operation: desk.ids.next(), amount: 5_000, at: Sample.noon)])
        }
        desk.wait(seconds: 600)

        try await DoneAloneTests.issue(3_000, desk)

        #expect(
            try await desk.counter.kept(DoneAlone.self, on: name)
                == DoneAlone(amount: 3_000, open: []))
    }
}
