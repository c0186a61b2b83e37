import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// A shop with a small programme: a point a visit, a level, a free coffee, one trial per person.
extension Desk {
    static let programme = """
        programme: harbour
        assets:
          points: {}
        tiers:
          tier:
            measure: count of visits
            levels: { new: 0, gold: 2 }
        campaigns:
          stamps:
            number: 1
            title: One point a visit
            terms: One point for each visit.
            rules:
              - id: earn
                on: visit
                if: member
                then:
                  - { credit: points, units: 1 }
          coffee:
            number: 2
            title: Free coffee
            terms: The fifth visit brings a free coffee.
            rules:
              - id: free
                on: visit
                if: [member, "count of visits >= 4"]
                then:
                  - issue: { right: 1, good_for: 30 days, label: Free coffee }
          trial:
            number: 3
            title: Trial
            terms: Fourteen days, once for each person.
            rules:
              - id: pass
                on: enrolment
                if: member
                limits: 1 per person
                asked: yes
                then:
                  - { credit: points, units: 2 }
          birthday:
            number: 4
            title: Birthday
            terms: Ten points on the birthday.
            rules:
              - id: gift
                when: birthday at 09:00
                then:
                  - { credit: points, units: 10 }
        """

    /// Records something that happens to a member now.
    @discardableResult
    func happens(
        _ kind: EventKind, to member: MemberNumber, operation: OperationID? = nil,
        _ make: (inout EventFacts) -> Void = { _ in }
    ) async throws -> RecordedEvent {
        try await event(kind, member, operation: operation, make)
    }

    /// Lets a member come so many times.
    func visits(_ count: Int, of member: MemberNumber) async throws {
        for _ in 0..<count { try await happens(.visit, to: member) }
    }

    /// Enrols somebody with an address.
    func member(_ name: String, _ contact: String) async throws -> Member {
        try await counter.enrol(
            Profile(name: name, contact: contact), tier: 0, validity: Sample.twoYears,
            operation: ids.next())
    }

    /// The points that a member may use.
    func points(of member: MemberNumber) async throws -> Int64 {
        try await counter.holdings(of: member, asset: "points").reduce(0) { $0 + $1.balance }
    }
}
