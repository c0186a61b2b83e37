import Synchronization
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Counts how often a password was hashed, and hashes it cheaply.
final class CountingKDF: Sendable {
    private let made = Atomic(0)

    var count: Int { made.load(ordering: .relaxed) }

    /// A hasher that counts here.
    func hasher(logN: Int = 4) throws -> PasswordHasher {
        let cost = try #require(ScryptCost(logN: logN, blockSize: 8, parallelism: 1))
        let quick = try #require(ScryptCost(logN: 4, blockSize: 8, parallelism: 1))
        return PasswordHasher(cost: cost) { (password, salt, cost) throws(CryptoError) in
            self.made.add(1, ordering: .relaxed)
            return try Scrypt.derived(
                password, salt: salt + [UInt8(cost.logN)], cost: quick)
        }
    }
}

/// A shop where ana-7 has a password.
struct SignInScene {
    static let password = "marmalade under nine bridges"
    static let office = AccessSource.address("198.51.100.20")
    static let street = AccessSource.address("203.0.113.7")

    let desk: Desk
    let kdf = CountingKDF()
    var counter: Counter

    init(_ store: Store, _ role: OperatorRole = .cashier, at shop: ShopID? = nil) async throws {
        desk = try await Desk(store)
        counter = desk.counter
        counter.hasher = try kdf.hasher()
        _ = try await counter.appoint(
            OperatorTerms(id: Sample.ana, role: role, acceptor: shop),
            operation: desk.ids.next())
        try await counter.setPassword(Self.password, of: Sample.ana, by: .terminal)
    }

    func signIn(
        _ name: OperatorID = Sample.ana, _ password: String = password,
        at shop: ShopID? = nil, from source: AccessSource = office
    ) async throws -> SignedIn {
        try await counter.signIn(name, password: password, at: shop, from: source)
    }
}
