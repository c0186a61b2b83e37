import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Whatever acceptors and devices do, in an order that follows from a seed.
struct RandomOffline {
    private var ids: OperationIDs
    private var logs: [HandmadeLog]
    /// Claims of each log.
    private var claims: [[OperationID]]

    init(_ ids: OperationIDs) {
        self.ids = ids
        let tills = [Sample.till1, Sample.till2]
        logs = tills.flatMap { till in
            [1, 2].map { HandmadeLog(of: till, epoch: $0, ids) }
        }
        claims = logs.map { _ in [] }
    }

    /// The next thing that is done.
    mutating func next(
        at wall: Timestamp, _ position: VoucherPosition, _ random: inout SeededRandom
    ) -> BookingRequest {
        let device = Bool.random(using: &random) ? Sample.till1 : Sample.till2
        switch Int.random(in: 0..<24, using: &random) {
        case 0: return office(.agree(terms(&random)), at: wall)
        case 1...4: return office(.pair(device, acceptor: Sample.harbour), at: wall)
        case 5: return office(.revoke(device, reason: "lost"), at: wall)
        case 6: return office(.endAgreement(Sample.harbour, reason: "closed"), at: wall)
        case 7: return office(.kit(Sample.harbour), at: wall)
        case 8...10:
            let amount = Int64.random(in: 1...900, using: &random)
            return office(
                .lease(position, amount: amount, device: device, milliseconds: 90_000), at: wall)
        case 11: return office(register(&random), at: wall)
        default: return claim(at: wall, position, &random)
        }
    }

    private mutating func claim(
        at wall: Timestamp, _ position: VoucherPosition, _ random: inout SeededRandom
    ) -> BookingRequest {
        let index = Int.random(in: 0..<logs.count, using: &random)
        let occurred = wall.advanced(
            byMilliseconds: [0, -1_000, -86_400_000].randomElement(using: &random) ?? 0)
        // Now and then a record is lost or the log is set back.
        let before = logs[index]
        defer { if Int.random(in: 0..<40, using: &random) == 0 { logs[index] = before } }
        let request: BookingRequest
        if let undone = claims[index].suffix(3).randomElement(using: &random),
            Int.random(in: 0..<5, using: &random) == 0
        {
            request = logs[index].record(.undo(undone), at: occurred, arrived: wall)
        } else if Bool.random(using: &random) {
            let act = Claim.Act.redeem(position, .uses(1), taken: 1, discount: nil)
            request = logs[index].record(act, at: occurred, arrived: wall)
        } else {
            let cents = Int64.random(in: 1...3_000, using: &random)
            let finding: Claim.Finding =
                Int.random(in: 0..<12, using: &random) == 0 ? .wrongMAC : .genuine
            request = logs[index].take(
                cents: cents, of: position, at: occurred, arrived: wall, finding: finding)
        }
        claims[index].append(request.operation)
        return request
    }

    private func register(_ random: inout SeededRandom) -> Wish {
        let id = Bool.random(using: &random) ? Sample.ana : Sample.dan
        guard Bool.random(using: &random) else { return .dismiss(id, reason: "left") }
        let role = OperatorRole.allCases.randomElement(using: &random) ?? .cashier
        return .appoint(OperatorTerms(id: id, role: role, acceptor: Sample.harbour))
    }

    private func terms(_ random: inout SeededRandom) -> AcceptorTerms {
        AcceptorTerms(
            id: Sample.harbour, name: "Harbour", isPartner: false, groups: [],
            agreement: Sample.agreement(
                bearer: Bool.random(using: &random) ? .issuer : .acceptor,
                perVoucher: 500, perDay: Int64.random(in: 0...2_000, using: &random)))
    }

    private func office(_ wish: Wish, at wall: Timestamp) -> BookingRequest {
        BookingRequest(operation: ids.next(), wish: wish, place: nil, time: wall)
    }
}
