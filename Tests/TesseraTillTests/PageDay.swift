import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraToken
import TesseraVerification

/// A till's day, step by step, as the Swift till lives it; the page's till is to live the same.
struct PageDay: Encodable {
    /// What is asked of a voucher; currencies by their numbers.
    struct Asked: Encodable {
        var amount: Int64?
        var all: Bool?
        var uses: Int?
        var price: Int64?
        var currency: UInt16?
    }

    /// One thing that is done, and what came of it.
    struct Step: Encodable {
        let verb: String
        let now: Int64
        var text: String?
        var demand: Asked?
        var operation: String?
        var redemption: String?
        var worker: String?
        /// A kit's or a receipt's file.
        var file: String?
        /// The code of the refusal; `nil` if it was done.
        var expect: String?
        /// What was taken or is left to take, what is left, what was put aside, the discount.
        var numbers: [Int64]?
        var unsent: Int64 = 0
    }

    let pairing: String
    private(set) var steps: [Step] = []
    /// The upload of everything at the end.
    private(set) var upload = ""

    enum CodingKeys: CodingKey { case pairing, steps, upload }

    private let scene: TillScene
    private let till: OfflineTill
    private var random: SeededRandom
    private var made: [(operation: OperationID, text: String, demand: Demand)] = []
    private var undoable: [OperationID] = []
    private var kitNumber: UInt64 = 1

    init(seed: UInt64, stepCount: Int = 90) throws {
        scene = try TillScene()
        random = SeededRandom(seed: seed)
        let file = try scene.pairing()
        pairing = "TZPAIR:" + Base32.text(of: file)
        try OfflineTill.install(file, kit: nil, in: scene.path, at: scene.clock.now())
        till = try scene.open()
        check(try scene.gift(slot: 1))
        try take(kit: PageKit.kit(0))
        for _ in 0..<stepCount {
            scene.clock.advance(byMilliseconds: Int64(random.number(in: 0...24)) * 1_000 - 2_000)
            try act()
        }
        upload = base64(try till.upload(from: 1).bytes)
    }

    private mutating func act() throws {
        switch random.number(in: 0...19) {
        case 0...9:
            let (text, demand) = try wish()
            redeem(text, demand, scene.ids.next())
        case 10...13: check(try wish().text)
        case 14:
            guard let earlier = made.randomElement(using: &random) else { return }
            let demand = random.next() & 3 == 0 ? .everything : earlier.demand
            redeem(earlier.text, demand, earlier.operation)
        case 15...17:
            let named = random.next() & 1 == 0 ? undoable.randomElement(using: &random) : nil
            undo(named, scene.ids.next())
        case 18: try take(receipt: receipt())
        default:
            if random.next() & 3 == 0 { scene.clock.advance(byMilliseconds: 4 * 3_600_000) }
            kitNumber += random.next() & 3 == 0 ? 0 : 1
            let kit = try PageKit.kit(0, sequence: kitNumber, at: scene.clock.now())
            try take(kit: kit)
        }
    }

    /// A voucher, often one of few, with what is asked of it.
    private mutating func wish() throws -> (text: String, demand: Demand) {
        let slot = random.next() & 3 == 0 ? 70_001 : UInt32(random.number(in: 41...48))
        let cents = Int64([1, 700, 1_200, 2_500, 5_000][Int(random.next() % 5)])
        let price = Demand.purchase(Sample.euros(cents: cents))
        switch random.number(in: 0...9) {
        case 0...4:
            let demand = random.next() & 3 == 0 ? Demand.everything : scene.cents(cents)
            return (try scene.gift(slot: slot), demand)
        case 5, 6:
            let demand = random.next() & 7 == 0 ? price : .uses(Int(random.number(in: 1...4)))
            return (try text(slot, .entitlement, [7, 3, 1, 2, 3, 4, 5, 6]), demand)
        case 7:
            // A discount of three uses by the kit's batches, 15 % of at least 20.00, at most 2.50.
            let part: [UInt8] = [7, 1, 0xDC, 0x0B, 0x03, 0xD2, 0xD0, 0x0F, 0xFA, 0x01]
            return (try text(131_000 + slot % 60, .discount, part), price)
        case 8: return (try scene.percent(slot: slot), random.next() & 1 == 0 ? price : .uses(1))
        default: return (try text(5, .member, [5, 0]), .uses(1))
        }
    }

    private func text(_ slot: UInt32, _ kind: TokenKind, _ part: [UInt8]) throws -> String {
        var token = HandmadeToken()
        token.kind = kind.rawValue
        token.slot = slot
        token.part = part
        return try token.text(leafKind: kind)
    }

    /// The issuer has everything, or lacks the last records.
    private mutating func receipt() throws -> [UInt8] {
        let claims = try till.upload(from: 1).claims
        let known = claims.dropLast(Int(random.number(in: 0...2)))
        let answered = known.suffix(6).map { claim in
            SyncReceipt.Item(
                operation: claim.record.id, sequence: claim.record.sequence, hash: claim.hash,
                ruling: claim.record.sequence % 5 == 0 ? .overLimit : .accepted,
                paid: claim.record.taken?.amount ?? 0, lostByIssuer: 0, lostByAcceptor: 0,
                returned: 0)
        }
        let epoch: UInt64 = random.next() & 3 == 0 ? 78 : 77
        return try ReceiptFile.bytes(
            of: SyncReceipt(
                device: Sample.till1, epoch: 1, acceptor: Sample.harbour, ledgerEpoch: epoch,
                answeredAt: scene.clock.now(), through: Int64(known.count),
                last: Int64(known.count), gaps: [], items: Array(answered)),
            signedBy: TillScene.kitKey())
    }

    // MARK: Steps

    private mutating func note(_ step: Step, _ work: () throws -> [Int64]?) {
        var step = step
        do { step.numbers = try work() } catch {
            step.expect = (error as? any ExplainedError)?.code ?? "\(error)"
        }
        step.unsent = till.unsentCount
        steps.append(step)
    }

    private var now: Int64 { scene.clock.now().milliseconds }

    private mutating func check(_ text: String) {
        let till = till
        note(Step(verb: "check", now: now, text: text)) {
            let found = try till.check(text)
            return [found.takeable ?? -1, found.left ?? -1, found.leased, -1]
        }
    }

    private mutating func redeem(_ text: String, _ demand: Demand, _ operation: OperationID) {
        let worker =
            random.next() & 3 == 0
            ? ["ana-7", "ana-7", "ana-7", "aud", "eve"].randomElement(using: &random) : nil
        let step = Step(
            verb: "redeem", now: now, text: text, demand: asked(demand),
            operation: operation.text, worker: worker)
        let till = till
        note(step) {
            let done = try till.redeem(
                text, operation: operation, by: worker.flatMap { OperatorID($0) }
            ) { _ in demand }
            return [done.taken, done.left, done.leased, done.discount?.minorUnits ?? -1]
        }
        if steps.last?.expect == nil {
            made.append((operation, text, demand))
            undoable.append(operation)
        }
    }

    private func asked(_ demand: Demand) -> Asked {
        switch demand {
        case .amount(let money):
            Asked(amount: money.minorUnits, currency: money.currency.numericCode)
        case .everything: Asked(all: true)
        case .uses(let count): Asked(uses: count)
        case .purchase(let money):
            Asked(currency: money.currency.numericCode).with(price: money.minorUnits)
        }
    }

    private mutating func undo(_ redemption: OperationID?, _ operation: OperationID) {
        let step = Step(
            verb: "undo", now: now, operation: operation.text, redemption: redemption?.text)
        let till = till
        note(step) {
            [try till.undo(redemption, operation: operation).returned, -1, -1, -1]
        }
    }

    private mutating func take(kit: Kit) throws {
        let file = try KitFile.bytes(of: kit, signedBy: TillScene.kitKey())
        let till = till
        note(Step(verb: "kit", now: now, file: base64(file))) {
            try till.take(kit: file)
            return nil
        }
    }

    private mutating func take(receipt: [UInt8]) throws {
        let till = till
        note(Step(verb: "receipt", now: now, file: base64(receipt))) {
            try till.take(receipt: receipt)
            return nil
        }
    }
}

extension PageDay.Asked {
    fileprivate func with(price: Int64) -> PageDay.Asked {
        var asked = self
        asked.price = price
        return asked
    }
}
