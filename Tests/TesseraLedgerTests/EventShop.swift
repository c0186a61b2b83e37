import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// A shop with a member, and events judged as a test says.
struct EventShop {
    let counter: TestCounter
    let member: Member
    let points: Holding

    init(_ store: Store) async throws {
        counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        member = try await counter.ledger.enrol(
            Sample.enrolment(5, operation: counter.ids.next()))
        let asset = try #require(
            AssetTerms(name: "points", scale: 0, allowsDebt: false))
        points = Holding(member: member.number, asset: asset)
    }

    var ledger: any Ledger { counter.ledger }

    func request(
        _ judge: ScriptedJudge, member: MemberNumber? = nil, operation: OperationID? = nil,
        facts: String = "{}", time: Timestamp = Sample.noon
    ) -> BookingRequest {
        BookingRequest(
            operation: operation ?? counter.ids.next(),
            wish: .event(
                EventRecord(
                    kind: "visit", member: member ?? self.member.number,
                    occurredAt: Sample.noon, facts: facts)),
            place: Place(shop: Sample.harbour, till: Sample.till1), time: time, judge: judge)
    }

    func credit(_ amount: Int64, first: String? = nil) -> Wish {
        .credit(
            points, amount: amount, first: first.map(Sample.day), last: nil, reason: "visit")
    }

    func left() async throws -> [Int64] { try await ledger.lots(of: points).map(\.left) }
}

/// Vouchers that belong to a member: F37.
struct BoundVoucherTests {
    @Test(arguments: Store.available)
    func `a voucher of a member is refused to others and to nobody's card`(
        store: Store
    ) async throws {
        let shop = try await EventShop(store)
        let order = Sample.gift(cents: 500)
        let bound = BatchOrder(
            terms: order.terms, uses: 0, validity: order.validity, keyID: order.keyID,
            audience: order.audience, count: 1, salt: 7, holder: shop.member.number)
        let request = shop.request(ScriptedJudge(parts: [.issue([bound])]))
        _ = try await shop.ledger.book(request)
        let part = try #require(try await shop.ledger.operation(request.operation.part(1)))
        let position = try #require(part.batches.first?.first)
        let other = try await shop.ledger.enrol(
            Sample.enrolment(6, operation: shop.counter.ids.next()))

        func redeem(_ holder: MemberNumber?) async throws -> Outcome {
            try await shop.ledger.book(
                BookingRequest(
                    operation: shop.counter.ids.next(),
                    wish: .redeem(position, .everything, holder: holder),
                    place: Place(shop: Sample.harbour, till: Sample.till1), time: Sample.noon)
            ).operation.outcome
        }

        #expect(try await redeem(nil) == .refused(.holderMismatch(otherShown: false)))
        #expect(try await redeem(other.number) == .refused(.holderMismatch(otherShown: true)))
        let mine = try await redeem(shop.member.number)
        #expect(mine == .redeemed(taken: 500, balance: 0, discount: nil))
        #expect(try await shop.ledger.audit().findings == [])
    }
}
