import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// A shop that is served, over a fresh book, asked without a network between.
///
/// Every answer is held against the document: an operation, a status or a shape that is not in it
/// fails the test that got it.
struct ServerScene: Sendable {
    var counter: Counter
    let clock: FixedClock
    let book: OpenBook
    let ids = OperationIDs()

    /// Keys of callers: everything, everything for one partner, and checks only.
    static let callers = [
        "all": Caller(
            name: "key_all", scopes: Set(AccessScope.allCases), acceptor: nil, till: nil,
            worker: nil),
        "bakery": Caller(
            name: "key_bakery", scopes: Set(AccessScope.allCases), acceptor: ShopID("bakery"),
            till: nil, worker: nil),
        "checks": Caller(
            name: "key_checks", scopes: [.check], acceptor: nil, till: nil, worker: nil),
    ]

    init(_ store: Store = .inMemory, at time: Timestamp = Sample.noon) async throws {
        let yaml = Settings.template(
            issuerName: "Harbour Café", timeZone: "Europe/Bucharest", currency: Sample.euro,
            shops: [
                Settings.Shop(id: Sample.harbour, name: "Harbour"),
                Settings.Shop(id: Sample.market, name: "Market"),
            ], isTraining: false)
        let settings = try Settings(yaml: yaml, file: "tessera.yaml")
        clock = FixedClock(time)
        book = try await store.open(zone: settings.zone)
        counter = try Counter(
            ledger: book.ledger,
            keys: try KeyStore.created(
                on: Sample.day("2025-11-01"), isTraining: false, passphrase: nil),
            settings: settings, clock: clock, chance: SeededChance(seed: 1),
            profiles: ProfileVault {
                try ProfileSecret(SecretBytes([UInt8](repeating: 1, count: 32)))
            })
    }

    /// Opens the door, lets a test ask, and closes it.
    ///
    /// - Parameters:
    ///   - door: Who finds out who asks; callers known by one word if not said.
    ///   - options: Settings of the service.
    ///   - work: What is asked.
    /// - Throws: What the test throws.
    func serve(
        _ door: any Door = KnownCallers(callers: ServerScene.callers),
        _ options: [ServiceSettings.Key: String] = [:],
        _ work: @escaping @Sendable (Asking) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = try ServiceSettings(
            options: options, environment: { _ in nil }, lines: [])
        let server = try buildServer(counter, settings, door, logger)
        try await server.test(.router) { client in
            let asking = Asking(client: client)
            try await work(asking)
            try await asking.repeatAll("at the end")
            let end = clock.now()
            clock.advance(byMilliseconds: 40 * 86_400_000)
            try await asking.repeatAll("forty days later")
            // A scene may be served several times, each on the day on which the last one ended.
            clock.set(end)
        }
    }

    /// Issues one gift card and gives its token.
    func gift(cents: Int64) async throws -> String {
        let wish = VoucherWish(
            terms: .gift(Sample.euros(cents: cents)), validity: Sample.twoYears, count: 1)
        let batch = try await counter.issue([wish], operation: ids.next())[0]
        return try await counter.issued(batch.first).token
    }
}

/// Callers that are known by one word.
struct KnownCallers: Door {
    let callers: [String: Caller]

    func caller(
        of request: Request, isWrite: Bool, from address: String, _ counter: Counter
    ) async throws -> Caller {
        guard let word = request.headers[.authorization]?.split(separator: " ").last,
            let caller = callers[String(word)]
        else { throw RequestError.credentialsMissing }
        return caller
    }
}

/// Asks the service and holds each answer against the document.
struct Asking: Sendable {
    let client: any TestClientProtocol
    /// What is sent a second time.
    let writes = RepeatedWrites()

    /// What was answered.
    struct Said: Sendable {
        let status: Int
        let headers: HTTPFields
        let value: JSONValue
        let bytes: [UInt8]

        /// The problem's code, or the answer's.
        var code: String? { value["code"]?.string }
    }

    /// Asks.
    ///
    /// - Parameters:
    ///   - method: GET, POST, PATCH or DELETE.
    ///   - path: With its query.
    ///   - body: JSON as text; `nil` for none.
    ///   - key: The caller's word; `nil` for nobody.
    ///   - name: The Idempotency-Key; `nil` for none.
    ///   - more: Further headers.
    /// - Returns: What was answered.
    /// - Throws: What the client throws.
    @discardableResult
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil,
        as key: String? = "all", named name: String? = nil, _ more: HTTPFields = [:]
    ) async throws -> Said {
        var headers = more
        if let key { headers[.authorization] = "Bearer \(key)" }
        if let name { headers[.idempotencyKey] = name }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let said = try await send(method, path, body, headers)
        try SampleRecorder.record(method, path, body, said)
        if said.isBooked(method, path), said.headers[.idempotentReplayed] == nil {
            let write = RepeatedWrites.Write(
                method: method, path: path, body: body, headers: headers, said: said)
            write.expectSame(try await send(write), "at once")
            writes.add(write)
        }
        return said
    }

    /// Sends a write again.
    func send(_ write: RepeatedWrites.Write) async throws -> Said {
        try await send(write.method, write.path, write.body, write.headers)
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String?, _ headers: HTTPFields
    ) async throws -> Said {
        try await client.execute(
            uri: path, method: method, headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        ) { response in
            let bytes = Array(response.body.readableBytesView)
            let type = response.headers[.contentType] ?? ""
            let isJSON = type.hasSuffix("json") && !type.hasSuffix("ndjson")
            let said = Said(
                status: response.status.code, headers: response.headers,
                value: isJSON ? try JSONValue(reading: bytes, decimals: true) : .null, bytes: bytes)
            try said.expectDocumented(method, String(path.prefix { $0 != "?" }))
            return said
        }
    }

    /// A write under a name of its own.
    @discardableResult
    func post(
        _ path: String, _ body: String, as key: String = "all", named name: String
    ) async throws -> Said {
        try await ask(.post, path, body, as: key, named: name)
    }

    /// A question.
    @discardableResult
    func get(_ path: String, as key: String? = "all") async throws -> Said {
        try await ask(.get, path, as: key)
    }
}

extension Asking.Said {
    fileprivate func expectDocumented(_ method: HTTPRequest.Method, _ path: String) throws {
        guard let endpoint = Service.endpoint(method, path) else {
            // A page is none of the document's matters.
            #expect(
                [404, 405].contains(status) || PageShelf.isAddress(path),
                "\(method) \(path) is not in the document")
            return
        }
        if let answer = endpoint.answers.first(where: { $0.status == status }) {
            guard let shape = answer.shape, answer.type == "application/json",
                headers[.contentType] == answer.type
            else { return }
            let misfit = shape.misfit(of: value)
            #expect(misfit == nil, "\(endpoint.name) answered \(value.text)")
        } else {
            #expect(
                endpoint.problemStatuses.contains(status),
                "\(endpoint.name) answered \(status) \(value.text)")
            let misfit = Problem.shape.misfit(of: value)
            #expect(misfit == nil, "\(endpoint.name) answered \(value.text)")
            #expect(headers[.contentType] == "application/problem+json")
        }
    }
}

extension String {
    // Whether a path fits a template with names in braces.
    func matches(_ path: String) -> Bool {
        let (mine, other) = (split(separator: "/"), path.split(separator: "/"))
        return mine.count == other.count
            && zip(mine, other).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
}
