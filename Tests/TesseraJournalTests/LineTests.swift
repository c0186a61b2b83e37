import Testing
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// The one spelling of an operation: L4, R11.
struct LineTests {
    private func line(_ text: String) throws -> BookedOperation {
        try BookedOperation(journalLine: Array(text.utf8)[...], number: 7)
    }

    private func text(_ operation: BookedOperation) -> String {
        String(decoding: operation.journalLine, as: UTF8.self)
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `any operation reads back as itself and is written the same again`(seed: UInt64) throws {
        var random = RandomOperation(seed: seed)
        for _ in 0..<100 {
            let operation = random.next()

            let written = operation.journalLine
            let read = try BookedOperation(journalLine: written[...], number: 1)

            #expect(read == operation)
            #expect(read.journalLine == written)
            #expect(!written.contains(10))
        }
    }

    @Test func `every wish with every outcome reads back as itself`() throws {
        var random = RandomOperation(seed: 99)
        for (wish, outcome) in (0...RandomOperation.lastWish).flatMap({ wish in
            (0...RandomOperation.lastOutcome).map { (wish, $0) }
        }) {
            for _ in 0..<8 {
                let operation = random.operation(random.wish(wish), random.outcome(outcome))

                let read = try BookedOperation(journalLine: operation.journalLine[...], number: 1)

                #expect(read == operation)
                #expect(RandomOperation.number(of: read.wish) == wish)
                #expect(RandomOperation.number(of: read.outcome) == outcome)
            }
        }
    }

    @Test(arguments: 0...RandomOperation.lastRefusal)
    func `every refusal reads back with all its facts`(number: Int) throws {
        var random = RandomOperation(seed: UInt64(number))
        for _ in 0..<20 {
            let refusal = random.refusal(number)
            let operation = random.operation(random.wish(2), .refused(refusal))

            let read = try BookedOperation(journalLine: operation.journalLine[...], number: 1)

            #expect(RandomOperation.number(of: refusal) == number)
            #expect(read.refusal == refusal)
        }
    }

    @Test func `a redemption is one flat line that a person can read`() {
        let operation = BookedOperation(
            operation: OperationID(high: 0x0190_0000_0000_0000, low: 1), time: Sample.noon,
            place: Place(shop: Sample.harbour, till: Sample.till1),
            position: Sample.position(3, 70_001),
            wish: .redeem(
                Sample.position(3, 70_001), .amount(Sample.euros(cents: 1_200)), holder: nil),
            outcome: .redeemed(taken: 1_200, balance: 3_800, discount: nil),
            transfers: [
                Transfer(
                    debit: Account(
                        owner: .issuer, asset: .currency(Sample.euro), purpose: .liability),
                    credit: Account(
                        owner: .shop(Sample.harbour), asset: .currency(Sample.euro),
                        purpose: .clearing), amount: 1_200)
            ])

        #expect(
            text(operation) == #"{"balance":3800,"demand":{"amount":1200,"currency":"EUR"},"#
                + #""operation":"01J00000000000000000000001","outcome":"redeemed","#
                + #""shop":"harbour","taken":1200,"till":"till-1","#
                + #""time":"2026-12-01T12:00:00.000Z","transfers":[{"amount":1200,"asset":"EUR","#
                + #""credit":"shop:harbour:clearing","debit":"issuer:liability"}],"#
                + #""voucher":"vch_3_70001","wish":"redeem"}"#)
    }

    @Test func `a refusal stands there with its code and facts`() {
        let operation = BookedOperation(
            operation: OperationID(high: 0, low: 2),
            time: Sample.noon.advanced(byMilliseconds: 45), place: nil, position: nil,
            wish: .redeem(Sample.position(0, 1), .everything, holder: MemberNumber(7)),
            outcome: .refused(.revoked(at: Sample.noon, reason: "lost \"again\"\n\u{1}ăîș/")),
            transfers: [])

        #expect(
            text(operation) == #"{"asked_voucher":"vch_0_1","demand":"everything","#
                + #""holder":"mem_7","operation":"00000000000000000000000002","#
                + #""outcome":"refused","refusal":{"at":"2026-12-01T12:00:00.000Z","#
                + #""code":"revoked","reason":"lost \"again\"\n\u0001ăîș/"},"#
                + #""time":"2026-12-01T12:00:00.045Z","transfers":[],"wish":"redeem"}"#)
    }

    private static let good =
        #"{"hold":"00000000000000000000000001","operation":"00000000000000000000000002","#
        + #""outcome":"limit_ended","time":"2026-12-01T12:00:00.000Z","transfers":[],"#
        + #""wish":"release"}"#

    @Test(arguments: [
        (#""transfers":[]"#, #""transfers": []"#), (#""transfers":[]"#, #""transfers":[ ]"#),
        ("00.000Z", "00Z"), ("00.000Z", "00.000+00:00"), ("00.000Z", "00.0000Z"),
        ("release", #"rel\u0065ase"#), (#""hold":"0"#, #""hold":"hold_0"#),
        (#""wish":"release"}"#, #""wish":"release","wish":"release"}"#),
        (#""wish":"release"}"#, #""wish":"release","zeal":1}"#),
        (#""outcome":"limit_ended","#, ""), ("[]", "[1]"), ("[]", "null"), (#""wish""#, #""Wish""#),
        ("{\"hold", " {\"hold"), ("release\"}", "release\"}\n"), ("release\"}", "release\""),
        ("release\"}", "release\"}}"), ("[]", "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"),
    ])
    func `nothing but the one spelling is read`(part: String, other: String) throws {
        _ = try line(LineTests.good)
        let parts = LineTests.good.split(
            separator: part, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2)

        #expect {
            try line(parts.joined(separator: other))
        } throws: { error in
            if case .unreadableRecord(line: 7, _)? = error as? JournalError { true } else { false }
        }
    }

    @Test func `the field that cannot be read is named`() {
        #expect(throws: JournalError.unreadableRecord(line: 7, field: "time")) {
            try line(LineTests.good.replacing("2026-12", with: "2026-13"))
        }
    }

    @Test func `a name and a contact never get into the journal`() async throws {
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        _ = try await ledger.enrol(
            Sample.enrolment(
                7, operation: OperationID(high: 0, low: 1), name: "Ana Pop",
                contact: "ana@example.org"))

        let booked = try #require(try await ledger.unsealed(limit: 1).first)

        #expect(!text(booked).contains("Ana"))
        #expect(!text(booked).contains("example.org"))
    }
}
