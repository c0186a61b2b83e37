import TesseraLoyalty
import TesseraModel
import Testing

struct JudgeReferralTests {
    private typealias Scene = JudgeScene

    @Test
    func `M37 both are paid after the first purchase and both lose it with the return`() throws {
        let five = Amount(units: 500)
        let rule = Rule(
            id: "friend", on: [.purchase],
            condition: .all([
                .isNotSelf, .compare(.basketPaid(.goods), .atLeast, 1_000),
                .compare(.count(EventFilter(kinds: [.purchase]), days: nil), .equal, 0),
            ]),
            effects: [
                .credit(asset: "euro", five, to: .member),
                .credit(asset: "euro", five, to: .referrer),
            ])
        let refer = Rule(
            id: "refer", on: [.referral], condition: .isNotSelf,
            effects: [.notify(Message(template: "welcome"))], isAsked: true)
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("friends", refer, rule)], assets: [Scene.asset("euro")]))
        scene.persons = [1: "bo", 2: "an", 3: "an"]
        let an = try #require(MemberNumber(2))
        let bo = try #require(MemberNumber(1))
        let own = try scene.tell(.referral, of: 3, at: "2026-03-01T10:00:00") { $0.referrer = an }
        #expect(own.codes == ["self_referral"])
        let real = try scene.tell(.referral, of: 1, at: "2026-03-01T10:00:00") { $0.referrer = an }
        #expect(real.refusals == [])
        #expect(scene.lots.isEmpty)
        let basket = try Scene.basket(Scene.line(2_000))
        for _ in 1...2 {
            try scene.tell(.purchase, of: 1, at: "2026-03-02T10:00:00") {
                $0.basket = basket
                $0.referrer = an
            }
        }
        #expect(scene.total("euro", of: 1) == 500)
        #expect(scene.total("euro", of: 2) == 500)
        let about = scene.operation(3)
        let back = try scene.tell(.returned, of: 1, at: "2026-03-03T10:00:00") {
            $0.basket = basket
            $0.about = about
            $0.referrer = an
        }
        #expect(
            back.grants.map(\.act) == [
                .debit(bo, asset: "euro", units: 500), .debit(an, asset: "euro", units: 500),
            ])
    }

    @Test
    func `M39 a code of an ambassador pays for first purchases only`() throws {
        let rule = Rule(
            id: "lan", on: [.purchase],
            condition: .all([
                .word(.code, among: ["ZALO-LAN"]), .isNotSelf,
                .compare(.count(EventFilter(kinds: [.purchase]), days: nil), .equal, 0),
            ]), effects: [.credit(asset: "points", Amount(units: 50), to: .referrer)])
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("zalo", rule)], assets: [Scene.asset("points")]))
        for member in (1...12 as ClosedRange<UInt64>).flatMap({ [$0, $0] }) {
            let decision = try scene.tell(.purchase, of: member, at: "2026-03-01T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(1_000))
                $0.codes = ["ZALO-LAN"]
                $0.channel = "zalo"
                $0.referrer = MemberNumber(99)
            }
            #expect(decision.refusals == [])
        }
        #expect(scene.total("points", of: 99) == 600)
    }
}
