import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Events at the harbour shop under a programme.
extension Desk {
    /// The assets of these tests.
    static let stamps = """
        assets:
          - name: points
            scale: 0
            debt: yes
          - name: stamps
            scale: 0
            debt: no

        """

    /// A desk with a programme in force.
    static func running(_ store: Store, _ yaml: String) async throws -> Desk {
        let desk = try await Desk(store, assets: stamps)
        try await desk.publish(yaml)
        return desk
    }

    /// A basket of things that cost so many cents each, all drinks.
    static func drinks(_ cents: Int64...) -> Basket {
        Basket(
            currency: Sample.euro,
            lines: cents.enumerated().map { index, price in
                BasketLine(
                    item: "drink-\(index)", category: "drinks", quantity: 1, price: price)
            })
    }

    @discardableResult
    func event(
        _ kind: EventKind, _ member: MemberNumber? = nil, operation: OperationID? = nil,
        isTrial: Bool = false, _ facts: (inout EventFacts) -> Void = { _ in }
    ) async throws -> RecordedEvent {
        var report = EventReport(
            kind: kind, member: member,
            place: Place(shop: Sample.harbour, till: Sample.till1))
        facts(&report.facts)
        return try await counter.record(
            report, operation: operation ?? ids.next(), isTrial: isTrial)
    }

    /// What may be used of an asset today.
    func balance(_ member: MemberNumber, _ asset: String) async throws -> Int64 {
        try await counter.holdings(of: member, asset: asset)[0].balance
    }
}
