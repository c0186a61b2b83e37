import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// How fast a programme decides: one basket among many campaigns, events as they happen, and a
/// year's events again by a draft.
struct ProgrammeFigures {
    private let shop: Shop
    private static let members: UInt64 = 10_000
    private static let replayed = 1_000_000

    /// Thrown when what was measured did not do what it should.
    struct WrongAnswer: Error {}

    init(_ shop: Shop) {
        self.shop = shop
    }

    /// Purchases of a thousand members into a book in a file, 64 at once.
    func eventsOnFile() async throws -> [Figure] {
        [try await events("events_per_second_sqlite", try await FreshBook.onFile(shop))]
    }

    /// The same into a PostgreSQL server.
    func eventsOnServer() async throws -> [Figure] {
        [try await events("events_per_second_postgres", try await FreshBook.onServer(shop))]
    }

    private func events(_ name: String, _ book: FreshBook) async throws -> Figure {
        let counter = try shop.counter(at: book.ledger)
        let operations = OperationIDs()
        _ = try await counter.publish(
            Cafe.yaml, file: "cafe.yaml", operation: operations.next())
        var members: [MemberNumber] = []
        for _ in 0..<1_000 {
            members.append(
                try await counter.enrol(
                    Profile(name: "", contact: ""), tier: 0, validity: Shop.validity,
                    operation: operations.next()
                ).number)
        }
        let programmes = try await counter.programmes()
        var random = SeededRandom(seed: 5)
        var rates: [Double] = []
        for _ in 0..<7 {
            let reports = members.shuffled(using: &random).map { member in
                var facts = EventFacts()
                facts.basket = Cafe.basket(&random)
                return (
                    EventReport(
                        kind: .purchase, member: member,
                        place: Place(shop: Sample.harbour, till: Sample.till1), facts: facts),
                    operations.next()
                )
            }
            let seconds = try await measured {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for client in 0..<64 {
                        group.addTask {
                            for index in stride(from: client, to: reports.count, by: 64) {
                                let recorded = try await counter.record(
                                    reports[index].0, book: programmes,
                                    operation: reports[index].1)
                                guard !recorded.parts.isEmpty else { throw WrongAnswer() }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            rates.append(Double(reports.count) / seconds)
        }
        let disk = try DiskSync.rate(in: book.parent)
        await book.close()
        return Figure(
            name, of: rates, unit: "1/s",
            beside: "purchases of 1 000 members by 64 clients; fsync \(shown(disk))/s")
    }
}

extension ProgrammeFigures {
    /// A million purchases of ten thousand members in two years, by a draft.
    func replay() throws -> [Figure] {
        let records = try history()
        let members = (1...ProgrammeFigures.members).compactMap { number in
            MemberNumber(number).map {
                ReplayMember(
                    number: $0, joinedAt: records[0].event.occurredAt,
                    birthday: 101 + Int(number % 28) + 100 * Int(number % 12))
            }
        }
        guard let seed = DrawValue(Digest.sha256([1])) else { throw WrongAnswer() }
        var terms = ReplayTerms(
            draft: try Cafe.programme(shop), zone: shop.settings.zone, seed: seed,
            chance: { label in label.utf8.reduce(7) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } },
            digest: Digest.sha256)
        terms.members = members
        let seconds =
            ContinuousClock().measure {
                let outcome = Replay.outcome(of: records, by: terms)
                precondition(outcome.draft.accepted >= records.count, "an event is missing")
            }.inMilliseconds / 1_000
        return [
            Figure(
                "replay_million_events_s", of: [seconds], unit: "s", gate: .atMost(60),
                beside: "10 000 members, two years, 5 campaigns")
        ]
    }

    private func history() throws -> [PastEvent] {
        var random = SeededRandom(seed: 6)
        let start = Sample.noon.advanced(byMilliseconds: -730 * 86_400_000)
        let step: Int64 = 730 * 86_400_000 / Int64(ProgrammeFigures.replayed)
        return try (0..<ProgrammeFigures.replayed).map { number in
            let member = UInt64.random(in: 1...ProgrammeFigures.members, using: &random)
            var facts = EventFacts()
            let basket = Cafe.basket(&random)
            facts.basket = basket
            guard let member = MemberNumber(member) else { throw WrongAnswer() }
            let event = LoyaltyEvent(
                operation: OperationID(high: 6, low: UInt64(number)), kind: .purchase,
                member: member,
                occurredAt: start.advanced(byMilliseconds: step * Int64(number)), facts: facts)
            let paid = basket.lines.map { $0.price * $0.quantity }
            return PastEvent(
                event: event,
                decision: Decision(
                    programme: "cafe", version: 1,
                    basket: PricedBasket(paid: paid, discounts: [], tenders: []), grants: [],
                    tallies: [], verdicts: [], receipt: [], refusals: []))
        }
    }
}
