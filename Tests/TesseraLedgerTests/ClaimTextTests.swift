import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// How claims are written down.
struct ClaimTextTests {
    private static let acts: [Claim.Act] = [
        .redeem(Sample.position(3, 70_001), .everything, taken: 5, discount: nil),
        .redeem(
            Sample.position(0, 0), .amount(Sample.euros(cents: 12)), taken: 12, discount: nil),
        .redeem(Sample.position(3, 1), .uses(2), taken: 2, discount: nil),
        .redeem(
            Sample.position(3, 1), .purchase(Sample.euros(cents: 90)), taken: 1, discount: 7),
        .undo(OperationID(high: 1 << 63, low: 17)),
    ]

    private static let verdicts =
        ClaimVerdict.Ruling.allCases.map { ClaimVerdict(ruling: $0) } + [
            ClaimVerdict(
                ruling: .overLimit, paid: 1, lostByIssuer: 2, lostByAcceptor: 3, returned: 4,
                balance: 5, discount: 6, isFork: true)
        ]

    @Test(arguments: acts)
    func `a claim's own text is the general encoder's`(act: Claim.Act) throws {
        var log = HandmadeLog(of: Sample.till1, epoch: 3, OperationIDs())
        _ = log.record(act)
        for finding in [Claim.Finding.genuine, .forged(KeyID(0xFF01)), .wrongMAC] {
            let request = log.record(act, finding: finding)
            for verdict in ClaimTextTests.verdicts {
                let outcome = Outcome.claimed(verdict)
                let booked = BookedOperation(
                    operation: request.operation, time: request.time, place: request.place,
                    position: nil, wish: request.wish, outcome: outcome, transfers: [])

                let text = try StoredDetail.text(of: booked)

                let detail = OperationDetail(wish: request.wish, outcome: outcome)
                let json = try CompactText.text(of: detail)
                #expect(text.hasPrefix(json.dropLast()))
                #expect(text.utf8.count == json.utf8.count + 25)
            }
        }
    }
}
