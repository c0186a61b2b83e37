import TesseraLoyalty
import TesseraModel
import TesseraReports
import TesseraTestSupport

/// A shop's year by chance, the same for the same seed.
struct RandomHistory {
    private(set) var events: [PastEvent] = []
    private(set) var members: [MemberFigure] = []
    private(set) var vouchers: [VoucherFigure] = []
    private(set) var lots: [LotFigure] = []
    private var random: SeededRandom
    private var purchases: [Int] = []

    static let channels = ["till", "web", "mail"]
    static let memberCount: UInt64 = 12
    private static let start = Sample.time("2026-01-01T00:00:00Z")

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        for number in 1...RandomHistory.memberCount {
            let joined = RandomHistory.start.advanced(
                byMilliseconds: Int64.random(in: 0..<(150 * 86_400_000), using: &random))
            members.append(MemberFigure(number: Sample.member(number), joinedAt: joined))
        }
        for number in 0..<160 {
            let hours = Int64(number) * 48 + Int64.random(in: 0..<48, using: &random)
            add(number, at: RandomHistory.start.advanced(byMilliseconds: hours * 3_600_000))
        }
        for number in 0..<60 { addVoucher(number) }
        for _ in 0..<60 { addLot() }
    }

    var input: ReportInput {
        Sample.input(
            campaigns: [Sample.campaign("one", 1), Sample.campaign("two", 2)], events: events,
            members: members, vouchers: vouchers, lots: lots)
    }

    private mutating func pick(_ most: UInt64) -> UInt64 {
        UInt64.random(in: 0..<most, using: &random)
    }

    private mutating func add(_ number: Int, at time: Timestamp) {
        let who: UInt64? = pick(8) == 0 ? nil : pick(RandomHistory.memberCount) + 1
        let isRefused = pick(10) == 0
        switch pick(8) {
        case 0...3: addPurchase(number, by: who, at: time, isRefused: isRefused)
        case 4:
            guard !purchases.isEmpty else { return }
            let original = events[purchases[Int(pick(UInt64(purchases.count)))]].event
            let line = Sample.known(original.facts.basket?.lines.first)
            let back = Int64(pick(UInt64(line.quantity))) + 1
            events.append(
                Sample.past(
                    .returned, number, by: original.member?.number, at: time,
                    isRefused: isRefused
                ) {
                    $0.about = original.operation
                    $0.basket = Sample.basket([(line.item, back, line.price)])
                })
        case 5:
            events.append(Sample.past(.visit, number, by: who, at: time, isRefused: isRefused))
        case 6:
            let (score, channel) = (Int(pick(11)), RandomHistory.channels[Int(pick(3))])
            let about = purchases.last.map { events[$0].event.operation }
            let due = time.advanced(byMilliseconds: 48 * 3_600_000)
            let grants =
                score <= 6 ? [Grant(rule: "one/case", act: .open(kind: channel, due: due))] : []
            events.append(
                Sample.past(
                    .feedback, number, by: who, at: time, grants: grants, isRefused: isRefused
                ) {
                    ($0.score, $0.channel, $0.about) = (score, channel, about)
                })
        default:
            let answers = events.filter { $0.event.kind == .feedback }
            guard let about = answers.randomElement(using: &random) else { return }
            let action = ["assign", "resolve", "close"][Int(pick(3))]
            events.append(
                Sample.past(.casework, number, by: nil, at: time, isRefused: isRefused) {
                    ($0.about, $0.action) = (about.event.operation, action)
                })
        }
    }

    private mutating func addPurchase(
        _ number: Int, by who: UInt64?, at time: Timestamp, isRefused: Bool
    ) {
        let lines = (0...pick(2)).map { index in
            ("item-\(index)", Int64(pick(4)) + 1, Int64(pick(2_000)) + 1)
        }
        let totals = lines.map { $0.1 * $0.2 }
        let shares = totals.map { $0 / Int64(pick(9) + 2) }
        let rule = pick(2) == 0 ? "one/off" : "two/off"
        var grants: [Grant] = []
        if pick(3) == 0 {
            grants.append(
                Grant(
                    rule: "two/gift",
                    act: .issue(
                        Sample.gift(Int64(pick(500)) + 1), campaign: 2,
                        to: who.map(Sample.member), serial: nil)))
        }
        if !isRefused { purchases.append(events.count) }
        events.append(
            Sample.past(
                .purchase, number, by: who, at: time, grants: grants,
                discounts: [
                    PricedBasket.Reduction(
                        source: rule, voucher: nil, shares: shares,
                        total: shares.reduce(0, +), tax: .discount)
                ], paid: zip(totals, shares).map { $0 - $1 },
                verdicts: [Sample.verdict(rule, granted: true)], isRefused: isRefused
            ) { $0.basket = Sample.basket(lines) })
    }

    private mutating func addVoucher(_ number: Int) {
        let kind = VoucherFigure.Kind.allCases[Int(pick(3))]
        let currency = kind == .right ? nil : (pick(3) == 0 ? Sample.dong : Sample.euro)
        let issued = Sample.day("2025-06-01").advanced(by: Int(pick(530)))
        let face = Int64(pick(5_000)) + 1
        var left = face
        let uses = (0..<pick(3)).map { index in
            let used = Int64(pick(UInt64(left) + 1))
            left -= used
            return VoucherFigure.Use(on: issued.advanced(by: Int(index)), amount: used)
        }
        vouchers.append(
            VoucherFigure(
                position: Sample.position(number), campaign: [nil, 1, 2, 3][Int(pick(4))],
                label: "batch-\(pick(3))", kind: kind, currency: currency, issuedOn: issued,
                last: issued.advanced(by: Int(pick(600))), face: face, balance: left,
                redeemedOn: uses))
    }

    private mutating func addLot() {
        let first = Sample.day("2025-06-01").advanced(by: Int(pick(600)))
        let isDated = pick(4) > 0
        lots.append(
            LotFigure(
                member: Sample.member(pick(RandomHistory.memberCount) + 1),
                asset: pick(2) == 0 ? "points" : "wallet", issuedOn: isDated ? first : nil,
                lot: LotView(
                    first: pick(3) == 0 ? nil : first.advanced(by: 14),
                    last: pick(4) == 0 ? nil : first.advanced(by: Int(pick(500))),
                    left: Int64(pick(400)) - 20)))
    }
}
