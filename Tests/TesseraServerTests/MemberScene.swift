import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

extension ServerScene {
    /// A point a visit, a ticket for every ten euros, a case for every complaint, and a message to
    /// whoever comes.
    static let programme = """
        programme: harbour
        messages: [welcome]
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
                  - { message: { text: welcome } }
          raffle:
            number: 9
            title: Winter raffle
            terms: A ticket for every ten euros.
            rules:
              - id: ticket
                on: purchase
                if: member
                then:
                  - { enter: winter, units: 1, per: 10.00, of: basket paid }
          repair:
            number: 10
            title: What went wrong
            terms: Somebody looks after it within two days.
            rules:
              - id: open
                on: complaint
                then:
                  - { open_case: { kind: complaint, hours: 48 } }
          birthday:
            number: 4
            title: Birthday
            terms: Ten points on the birthday.
            rules:
              - id: gift
                when: birthday at 09:00
                then:
                  - { credit: points, units: 10 }
        draws:
          winter:
            winners: 1
            until: 2026-12-05
            campaign: raffle
            prize: { gift: 50.00, good_for: 12 months, label: Winter raffle }
        """

    /// Publishes the programme.
    func publish() async throws {
        _ = try await counter.publish(
            ServerScene.programme, file: "programme.yaml", operation: ids.next())
    }

    /// Enrols somebody.
    func member(_ name: String = "Ana", birthday: String? = nil) async throws -> Member {
        try await counter.enrol(
            Profile(
                name: name, contact: "\(name.lowercased())@example.org",
                birthday: birthday.flatMap { Birthday(text: $0) }), tier: 0,
            validity: Sample.twoYears, operation: ids.next())
    }

    /// The card's code.
    func card(of member: Member) async throws -> String {
        try await counter.issued(member.card).token
    }

    /// Opens the door to a key of one of the shops as well.
    func serveShop(
        _ shop: ShopID, _ work: @escaping @Sendable (Asking) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var callers = ServerScene.callers
        callers["shop"] = Caller(
            name: "key_shop", scopes: Set(AccessScope.allCases), acceptor: shop, till: nil,
            worker: nil)
        let settings = try ServiceSettings(
            options: [:], environment: { _ in nil }, lines: [])
        let server = try buildServer(
            counter, settings, KnownCallers(callers: callers), logger)
        try await server.test(.router) { client in try await work(Asking(client: client)) }
    }
}

extension Asking.Said {
    /// The ETag of what was read.
    var etag: String? { headers[HTTPField.Name.eTag] }

    /// The answer as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// An item of the answer's list.
    func item(_ index: Int) -> JSONValue? {
        guard let items = value["items"]?.array, index < items.count else { return nil }
        return items[index]
    }

    /// The place that a problem names.
    var pointer: String? { value["pointer"]?.string }
}
