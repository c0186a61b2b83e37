import HTTPTypes
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// A shop where a second person is needed: ana-7 works at a till, dan-2 supervises, eva-1 is the
/// office, and each has a PIN and a password.
struct ApprovalScene {
    static let policy = """
        programme: harbour
        policy:
          second_person_above: { issue: 20.00 }
          second_person_above_per_day: { issue: 40.00 }
          cashier_reversal: { minutes: 15, up_to: 5.00 }
        campaigns:
          goodwill:
            number: 1
            title: Goodwill
            terms: For a guest who complains.
            rules:
              - id: gift
                on: goodwill
                if:
                  - any: ["amount <= 10.00", approved]
                asked: yes
                then: [{ issue: { gift: amount, good_for: 90 days } }]
        """
    static let words = [
        "ana-7": "marmalade under nine bridges", "dan-2": "pewter lighthouse at dawn",
        "eva-1": "seven umbrellas in the attic",
    ]
    static let pins = ["ana-7": "739204", "dan-2": "582916", "eva-1": "640371"]

    private static let agreement = Agreement(
        campaigns: nil, acceptsGifts: true, validity: Sample.twoYears, currency: Sample.euro,
        feeBasisPoints: 0, discountShareBasisPoints: 10_000, usePrice: 0, period: .month,
        bearer: .issuer, refunds: .restored, limits: .none)

    var server: ServerScene

    init(_ store: Store = .inMemory, second shop: ShopID? = nil) async throws {
        server = try await ServerScene(store)
        let quick = try #require(ScryptCost(logN: 4, blockSize: 8, parallelism: 1))
        server.counter.hasher = PasswordHasher(cost: quick)
        let (counter, ids) = (server.counter, server.ids)
        for (name, role) in [
            ("ana-7", OperatorRole.cashier), ("dan-2", .supervisor),
            ("eva-1", .admin),
        ] {
            let id = try #require(OperatorID(name))
            _ = try await counter.appoint(
                OperatorTerms(id: id, role: role, acceptor: name == "dan-2" ? shop : nil),
                operation: ids.next())
            try await counter.setPassword(try #require(Self.words[name]), of: id, by: .terminal)
            try await counter.setPIN(try #require(Self.pins[name]), of: id, by: .terminal)
        }
        for id in [Sample.harbour, Sample.market] {
            _ = try await counter.agree(
                AcceptorTerms(
                    id: id, name: id.text, isPartner: false, groups: [],
                    agreement: Self.agreement), operation: ids.next())
        }
        _ = try await counter.pair(Sample.till1, at: Sample.harbour, operation: ids.next())
        _ = try await counter.publish(Self.policy, file: "programme.yaml", operation: ids.next())
    }

    /// Signs somebody in: with the PIN at the till, or with the password in the office.
    static func signIn(
        _ service: Asking, _ name: String, atTill: Bool
    ) async throws -> HTTPFields {
        let secret =
            atTill
            ? "\"pin\":\"\(pins[name] ?? "")\",\"device\":\"till-1\""
            : "\"password\":\"\(words[name] ?? "")\""
        let said = try await service.ask(
            .post, "/v1/sessions", "{\"operator\":\"\(name)\",\(secret)}", as: nil)
        #expect(said.status == 201)
        var headers = HTTPFields()
        headers[.cookie] = String((said.headers[.setCookie] ?? "").prefix { $0 != ";" })
        headers[.named("X-CSRF-Token")] = said.value["csrf"]?.string
        return headers
    }

    /// A body that issues gift cards of so many cents.
    static func gift(_ cents: Int64, _ more: String = "") -> String {
        "{\"kind\":\"gift\",\"amount\":{\"amount\":\(cents),\"currency\":\"EUR\"}\(more)}"
    }

    /// Who agrees, with what proves it.
    static func approval(_ name: String, pin: String) -> String {
        ",\"approval\":{\"operator\":\"\(name)\",\"pin\":\"\(pin)\"}"
    }

    /// Who agrees, with what proves it.
    static func approval(_ name: String, password: String) -> String {
        ",\"approval\":{\"operator\":\"\(name)\",\"password\":\"\(password)\"}"
    }

    /// What the access log says of agreements.
    func agreements() async throws -> [[String?]] {
        try await server.counter.accessLog(after: nil, limit: 99)
            .filter { [.agreed, .vouched, .agreementRefused].contains($0.act) }
            .map { [$0.act.rawValue, $0.actor, $0.subject, $0.source, $0.reason] }
    }
}
