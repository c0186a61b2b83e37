import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import Testing

/// What the book should make of records, in as few lines as possible: numbers and a dictionary.
private struct PlainModel {
    var left: [VoucherPosition: Int64] = [:]
    var known: [OperationID: [Int64]] = [:]
    var undone: Set<OperationID> = []
    var dayLoss: [TillID: Int64] = [:]
    var (issuerLoss, acceptorLoss, paid): (Int64, Int64, Int64) = (0, 0, 0)

    /// Paid, lost by the issuer, lost by the acceptor, put back.
    mutating func judge(_ claim: LoggedClaim) -> [Int64] {
        if let earlier = known[claim.record.id] { return earlier }
        let answer = decide(claim)
        known[claim.record.id] = answer
        return answer
    }

    private mutating func decide(_ claim: LoggedClaim) -> [Int64] {
        let device = claim.record.device
        switch claim.record.act {
        case .undo(let id):
            guard let moved = known[id] else {
                undone.insert(id)
                return [0, 0, 0, 0]
            }
            guard let position = positions[id] else { return [0, 0, 0, 0] }
            left[position, default: 0] += moved[0]
            dayLoss[device, default: 0] -= moved[1]
            paid -= moved[0]
            issuerLoss -= moved[1]
            acceptorLoss -= moved[2]
            return [0, 0, 0, moved[0]]
        case .redeem(let taken):
            guard !undone.contains(claim.record.id) else { return [0, 0, 0, 0] }
            let position = taken.body.token.position
            positions[claim.record.id] = position
            let covered = min(taken.amount, left[position] ?? 0)
            let lost = taken.amount - covered
            let room = max(0, min(5_000, 10_000 - dayLoss[device, default: 0]))
            let issuer = min(lost, room)
            left[position, default: 0] -= covered
            dayLoss[device, default: 0] += issuer
            paid += covered
            issuerLoss += issuer
            acceptorLoss += lost - issuer
            return [covered, issuer, lost - issuer, 0]
        }
    }

    private var positions: [OperationID: VoucherPosition] = [:]
}

/// Ten thousand records of twenty tills, duplicated, reordered, cut off and told again to a book
/// that was restored: the book comes to what a dictionary comes to.
struct ClaimsModelTests {
    private static let tillCount = 20

    @Test(arguments: Store.available)
    func `ten thousand claims in any order come to what a plain model comes to`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        var random = SeededRandom(seed: 14)
        let cards = try await cards(scene, count: 300)
        var model = PlainModel()
        for card in cards { model.left[card.position] = card.terms }
        let tills = try await tills(scene, cards.map(\.voucher), &random)
        var uploads = pieces(of: tills, &random)
        #expect(uploads.reduce(0) { $0 + $1.count } > 10_000)
        // The last sixth arrives only after the restore.
        let late = Array(uploads.suffix(uploads.count / 6))
        uploads.removeLast(late.count)
        let third = uploads.count / 3
        try await tell(uploads[..<third], to: scene, &model)
        let (saved, savedModel) = (try await journal(of: scene), model)
        try await tell(uploads[third...], to: scene, &model)
        try await expectSame(scene, model)

        // A backup is put back; the tills tell everything again, and what was missing.
        let restored = try await PartnerScene(restoring: saved, of: scene, on: store)
        var second = savedModel
        try await tell((uploads + late).shuffled(using: &random)[...], to: restored, &second)
        try await expectSame(restored, second)
        let register = try await restored.counter.register()
        for till in tills {
            let progress = try register.device(till.id).epoch.progress
            #expect(progress.through == till.sequence)
            #expect(progress.gaps.isEmpty)
        }
    }

    private struct Card {
        let voucher: IssuedVoucher
        let position: VoucherPosition
        let terms: Int64
    }

    private func cards(_ scene: PartnerScene, count: Int) async throws -> [Card] {
        let wish = VoucherWish(
            terms: .gift(Sample.euros(cents: 4_000)), validity: Sample.twoYears, count: count,
            acceptor: PartnerScene.luna)
        let batch = try await scene.counter.issue([wish], operation: scene.desk.ids.next())[0]
        var codes = try scene.counter.codes(of: batch)
        return try (0..<count).map { index in
            let voucher = try codes.voucher(at: index)
            return Card(voucher: voucher, position: voucher.position, terms: 4_000)
        }
    }

    private func tills(
        _ scene: PartnerScene, _ cards: [IssuedVoucher], _ random: inout SeededRandom
    ) async throws -> [HandTill] {
        var tills: [HandTill] = []
        for number in 0..<ClaimsModelTests.tillCount {
            var till = try await scene.till("till-\(number)")
            let bodies = try cards.map { try till.body(of: $0) }
            while till.sequence < 500 {
                let body = bodies[Int.random(in: 0..<bodies.count, using: &random)]
                let cents = Int64.random(in: 1...400, using: &random)
                let claim = try till.take(
                    cents, .amount(Sample.euros(cents: cents)), of: body,
                    as: scene.desk.ids.next())
                if Int.random(in: 0..<10, using: &random) == 0 {
                    till.undo(claim, as: scene.desk.ids.next())
                }
            }
            tills.append(till)
        }
        return tills
    }

    /// The logs cut into pieces, one in five of them twice, in any order.
    private func pieces(
        of tills: [HandTill], _ random: inout SeededRandom
    ) -> [[LoggedClaim]] {
        var pieces: [[LoggedClaim]] = []
        for till in tills {
            var rest = till.claims[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...80, using: &random)))
                rest = rest.dropFirst(piece.count)
                pieces.append(piece)
                if Int.random(in: 0..<5, using: &random) == 0 { pieces.append(piece) }
            }
        }
        return pieces.shuffled(using: &random)
    }

    private func tell(
        _ uploads: ArraySlice<[LoggedClaim]>, to scene: PartnerScene, _ model: inout PlainModel
    ) async throws {
        for upload in uploads {
            let items = try await scene.upload(upload).receipt.items
            for (claim, item) in zip(upload, items) {
                let expected = model.judge(claim)
                let found = [
                    item.paid, item.lostByIssuer, item.lostByAcceptor, item.returned,
                ]
                guard found == expected else {
                    Issue.record("record \(item.sequence): \(found) and not \(expected)")
                    return
                }
            }
        }
    }

    private func journal(of scene: PartnerScene) async throws -> [BookedOperation] {
        _ = try await Sealer(ledger: scene.counter.ledger).seal()
        var operations: [BookedOperation] = []
        while true {
            let page = try await scene.counter.ledger.sealed(
                after: Int64(operations.count), limit: 1_000)
            operations += page.map(\.operation)
            if page.count < 1_000 { return operations }
        }
    }

    private func expectSame(_ scene: PartnerScene, _ model: PlainModel) async throws {
        #expect(try await scene.balance(.issuer, .loss) == 0 - model.issuerLoss)
        #expect(
            try await scene.balance(.shop(PartnerScene.luna), .loss) == 0 - model.acceptorLoss)
        #expect(
            try await scene.balance(.shop(PartnerScene.luna), .clearing)
                == model.paid + model.issuerLoss + model.acceptorLoss)
        #expect(
            model.issuerLoss <= Int64(ClaimsModelTests.tillCount) * 10_000)
        for (position, left) in model.left {
            let balance = try await scene.counter.ledger.voucher(at: position).balance
            #expect(balance == left)
        }
        let sums = try await scene.counter.ledger.balances().values.reduce(0, +)
        #expect(sums == 0)
        try await scene.expectSound()
    }
}

extension PartnerScene {
    /// The same shop with a book that holds what a backup held.
    fileprivate init(
        restoring operations: [BookedOperation], of scene: PartnerScene, on store: Store
    ) async throws {
        let desk = try await Desk(store)
        for operation in operations {
            let again = try await desk.book.ledger.rebook(operation, profile: nil)
            guard again == operation else {
                Issue.record("\(operation.operation.text) was booked otherwise")
                break
            }
        }
        self.init(desk: try desk.with(scene.desk.keys), secret: scene.secret)
    }
}
