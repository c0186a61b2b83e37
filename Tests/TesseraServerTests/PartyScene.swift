import HTTPTypes
import HummingbirdTesting
import NIOCore
import TesseraAnswers
import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraTill
import TesseraToken
import Testing

@testable import TesseraServer

/// A shop that is served with its keys in a folder, so that it takes partners and pairs tills.
struct PartyScene: Sendable {
    let home: TemporaryFolder
    let server: ServerScene

    init() async throws {
        home = try TemporaryFolder()
        server = try await ServerScene(keysIn: "\(home.path)/keys")
    }

    func serve(_ work: @escaping @Sendable (Asking) async throws -> Void) async throws {
        try await server.serve { try await work($0) }
    }

    /// What is agreed with the bakery: a fee of 2.5 %, 50.00 of a voucher and 100.00 a day offline.
    static let bakery = """
        {"partner":"bakery","name":"Bakery","agreement":{"fee_basis_points":250,\
        "offline_per_voucher":{"amount":5000,"currency":"EUR"},\
        "offline_per_day":{"amount":10000,"currency":"EUR"},"offline_uses":10}}
        """

    /// Agrees with the bakery.
    func admitBakery(_ service: Asking) async throws {
        let said = try await service.post("/v1/partners", PartyScene.bakery, named: "p-1")
        try #require(said.status == 201)
    }

    /// Issues a gift card that the bakery takes, and gives its token.
    func gift(cents: Int64, _ service: Asking, named name: String = "g-1") async throws -> String {
        let said = try await service.post(
            "/v1/vouchers",
            "{\"kind\":\"gift\",\"amount\":{\"amount\":\(cents),\"currency\":\"EUR\"},"
                + "\"for\":\"bakery\"}", named: name)
        try #require(said.status == 201)
        return try #require(said.value["vouchers"]?.array?.first?["token"]?.string)
    }

    /// Pairs a till of the bakery and gives it its first kit, all through the service.
    func till(_ name: String, _ service: Asking) async throws -> OfflineTill {
        let said = try await service.post(
            "/v1/devices", "{\"device\":\"\(name)\",\"at\":\"bakery\"}", named: "d-\(name)")
        try #require(said.status == 201)
        let text = try #require(said.value["pairing"]?.string)
        let pairing = try #require(PairingFile.bytes(ofText: text))
        let path = "\(home.path)/\(name)"
        try OfflineTill.install(pairing, kit: nil, in: path, at: server.clock.now())
        let till = try OfflineTill(path, clock: server.clock)
        let kit = try await service.get("/v1/kits/bakery?device=\(name)", as: "bakery")
        try #require(kit.status == 200)
        try till.take(kit: kit.bytes)
        return till
    }
}

extension ServerScene {
    /// A shop whose keys are written down in a folder.
    init(keysIn path: String) async throws {
        let keys = try KeyStore.created(
            on: Sample.day("2025-11-01"), isTraining: false, passphrase: nil)
        let folder = KeyFolder(path)
        try folder.save(keys)
        let plain = try await ServerScene()
        let counter = try Counter(
            ledger: plain.book.ledger, keys: keys, settings: plain.counter.settings,
            clock: plain.clock, chance: SeededChance(seed: 1),
            profiles: plain.counter.profiles, folder: folder)
        self.init(counter: counter, clock: plain.clock, book: plain.book)
    }

    private init(counter: Counter, clock: FixedClock, book: OpenBook) {
        self.counter = counter
        self.clock = clock
        self.book = book
    }
}

extension Asking {
    /// Sends a till's upload.
    @discardableResult
    func upload(_ bytes: [UInt8], as key: String = "bakery") async throws -> Said {
        let headers: HTTPFields = [
            .authorization: "Bearer \(key)", .contentType: "application/octet-stream",
        ]
        let said = try await client.execute(
            uri: "/v1/offline-batches", method: .post, headers: headers,
            body: ByteBuffer(bytes: bytes)
        ) { response in
            let bytes = Array(response.body.readableBytesView)
            let type = response.headers[.contentType] ?? ""
            return Said(
                status: response.status.code, headers: response.headers,
                value: type.hasSuffix("json") ? try JSONValue(reading: bytes) : .null,
                bytes: bytes)
        }
        try SampleRecorder.record(.post, "/v1/offline-batches", nil, said)
        return said
    }

    /// Asks with a header.
    func get(_ path: String, as key: String, _ header: HTTPField.Name, _ value: String)
        async throws -> Said
    {
        try await ask(.get, path, as: key, [header: value])
    }
}
