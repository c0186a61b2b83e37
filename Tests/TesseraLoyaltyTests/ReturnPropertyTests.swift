import TesseraLoyalty
import TesseraModel
import Testing

struct ReturnPropertyTests {
    private typealias Scene = JudgeScene

    // Points earned and stamps taken pro rata, a discount, a wallet and two gifts.
    private func scene(_ random: inout RandomProgramme) throws -> Scene {
        var policy = Policy()
        policy.refunds = random.pick(Policy.RefundOrder.allCases)
        let earn = Rule(
            id: "points", on: [.purchase],
            limits: [LimitRule(keys: [.all], period: .ever, most: .units(1_000_000))],
            effects: [
                .credit(
                    asset: "points", Amount(units: 1, per: 9, of: .basketPaid(.goods)),
                    to: .member),
                .debit(asset: "stamps", Amount(units: 9)),
            ])
        let off = Rule(
            id: "off", on: [.purchase],
            limits: [LimitRule(keys: [.all], period: .ever, most: .times(5))],
            effects: [.benefit(Benefit(kind: .percent(random.pick([1, 1_234, 5_000]))))])
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("earn", earn, off)],
                assets: ["points", "stamps", "wallet"].map { Scene.asset($0) }, policy: policy))
        scene.put(500, "wallet", to: 1)
        scene.put(9, "stamps", to: 1)
        return scene
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `many small returns end like a single one, and no more is put back than was given`(
        seed: UInt64
    ) throws {
        var random = RandomProgramme(seed: seed)
        var scene = try scene(&random)
        let lines = random.lines() + [Scene.line(3_100, "last", quantity: 3)]
        let currency = scene.programme.currency
        let gifts = try [1, 2].map { try Scene.voucher($0, .tender(available: 333)) }
        let bought = try scene.tell(.purchase, of: 1, at: "2026-03-01T10:00:00", shown: gifts) {
            $0.basket = Basket(currency: currency, lines: lines)
            $0.wallet = "wallet"
        }
        let about = scene.operation(1)
        var left = lines.map(\.quantity)
        var back: [Int: Int64] = [:]
        for round in 1...4 {
            let part = random.part(of: lines, left: left, all: round == 4)
            guard !part.isEmpty else { continue }
            let decision = try scene.tell(.returned, of: 1, at: "2026-03-02T10:00:00") {
                $0.basket = Basket(currency: currency, lines: part)
                $0.about = about
            }
            let basket = try #require(decision.basket)
            #expect(basket.tenders.reduce(0) { $0 + $1.paid } == basket.due)
            #expect(basket.tenders.allSatisfy { $0.paid > 0 })
            for case .reverse(about, let part, let amount) in decision.grants.map(\.act) {
                back[part, default: 0] += amount
            }
            // How much of each line came back is what the diary says.
            let original = Diary.entries(of: scene.records)[0]
            left = lines.indices.map { lines[$0].quantity - (original.returned[$0] ?? 0) }
        }
        #expect(left.allSatisfy { $0 == 0 })
        let totals = ["points", "stamps", "wallet"].map { scene.total($0, of: 1) }
        #expect(totals == [0, 9, 500])
        #expect(scene.tallies.values.allSatisfy { $0 == 0 })
        for (index, grant) in bought.grants.enumerated() {
            guard case .redeem(_, .pay(let amount)) = grant.act else { continue }
            #expect(back[index] == amount)
        }
        let refunded = scene.records.dropFirst().reduce(0) { $0 + ($1.1.basket?.due ?? 0) }
        #expect(refunded == bought.basket?.due)
    }
}
