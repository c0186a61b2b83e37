import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken

/// A partner whose tills took gift cards without a network and have sent nothing yet.
struct Season {
    private let counter: Counter
    private let partner: ShopID
    private let secret: DeviceSecret
    private let uploads: [[UInt8]]
    private let operations = OperationIDs()

    /// Thrown when a claim of a sound log was not accepted.
    struct NotAccepted: Error {}

    /// Agrees with a partner, issues its cards, pairs its tills and writes their logs: five euros
    /// of each card, and no card twice.
    init(_ shop: Shop, _ ledger: any Ledger, devices: Int, claims: Int) async throws {
        partner = try Season.name("cafe-luna")
        secret = try DeviceSecret(SecretBytes([UInt8](repeating: 7, count: 32)))
        let first = try shop.counter(at: ledger)
        let acceptor = try await first.agree(
            AcceptorTerms(
                id: partner, name: "Luna", isPartner: true, groups: [],
                agreement: Sample.agreement()), operation: operations.next())
        let keys = try shop.keys.admitting(
            acceptor.audience, suite: .hmac, on: Shop.validity.first)
        counter = try Counter(
            ledger: ledger, keys: keys, settings: shop.settings, clock: shop.clock,
            chance: SeededChance(seed: 7), profiles: Profiles.vault)
        let wish = VoucherWish(
            terms: .gift(Sample.euros(cents: 5_000)), validity: Shop.validity,
            count: devices * claims, acceptor: partner)
        let batch = try await counter.issue([wish], operation: operations.next())[0]
        var codes = try counter.codes(of: batch)
        var uploads: [[UInt8]] = []
        for number in 0..<devices {
            let bodies = try (number * claims..<(number + 1) * claims).map { index in
                let token = try UnverifiedToken(try codes.voucher(at: index).token)
                return try TokenBody(token.body(suite: .hmac))
            }
            let till: TillID = try Season.name("till-\(number + 1)")
            let (_, epoch) = try await counter.pair(
                till, at: partner, operation: operations.next())
            let key = try DeviceKey(try secret.key(of: till, epoch: epoch))
            let log = try Season.log(of: till, epoch, key, bodies, operations, shop.clock.now())
            uploads.append(ClaimUpload(device: till, epoch: epoch, claims: log).bytes)
        }
        self.uploads = uploads
    }

    /// Judges the uploads one after the other, each from its bytes to its receipt.
    ///
    /// - Returns: Claims in a second.
    func judge() async throws -> Double {
        var count = 0
        let seconds = try await measured {
            for bytes in uploads {
                let upload = try ClaimUpload(bytes)
                let judged = try await counter.judge(upload, under: secret)
                guard judged.conflicts.isEmpty, judged.newCount == upload.claims.count else {
                    throw NotAccepted()
                }
                count += judged.newCount
            }
        }
        return Double(count) / seconds
    }

    /// Reckons what the partner is owed, so many times, and books nothing.
    ///
    /// - Returns: Sealed operations in a second, of each time.
    func settle(rounds: Int) async throws -> [Double] {
        guard rounds > 0 else { return [] }
        _ = try await Sealer(ledger: counter.ledger).seal()
        var rates: [Double] = []
        for _ in 0..<rounds {
            var lines = 0
            let seconds = try await measured {
                let statement = try await counter.settle(
                    partner, isRehearsal: true, operation: operations.next())
                lines = statement?.lines.count ?? 0
            }
            rates.append(Double(lines) / seconds)
        }
        return rates
    }

    private static func log(
        of till: TillID, _ epoch: UInt32, _ key: DeviceKey, _ bodies: [TokenBody],
        _ operations: OperationIDs, _ time: Timestamp
    ) throws -> [LoggedClaim] {
        var head = ClaimHash.beginning
        return try bodies.enumerated().map { index, body in
            let taken = ClaimRecord.Taken(
                body: body, demand: .amount(Sample.euros(cents: 500)), amount: 500, leased: 0,
                left: 4_500, discount: nil)
            guard let taken else { throw NotAccepted() }
            let claim = LoggedClaim(
                ClaimRecord(
                    id: operations.next(), device: till, epoch: epoch, sequence: Int64(index + 1),
                    previous: head, kit: 1, occurredAt: time, act: .redeem(taken)), key: key)
            head = claim.hash
            return claim
        }
    }

    private static func name<Kind>(_ text: String) throws -> Identifier<Kind> {
        guard let name = Identifier<Kind>(text) else { throw NotAccepted() }
        return name
    }
}
