import Foundation
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// A shop's counter over a fresh book, with first keys and a clock that the test sets.
struct Desk {
    let book: OpenBook
    let clock: FixedClock
    let keys: KeyStore
    let settings: Settings
    let counter: Counter
    let ids: OperationIDs

    /// The first signing day of the first keys.
    static let keyDay = Sample.day("2025-11-01")

    /// A counter at 14:00 of 1 December 2026 in Bucharest, or another time.
    init(
        _ store: Store, at time: Timestamp = Sample.noon, assets: String? = nil
    ) async throws {
        var yaml = Settings.template(
            issuerName: "Harbour Café", timeZone: "Europe/Bucharest", currency: Sample.euro,
            shops: [
                Settings.Shop(id: Sample.harbour, name: "Harbour"),
                Settings.Shop(id: Sample.market, name: "Market"),
            ], isTraining: false)
        if let assets, let start = yaml.range(of: "assets:"),
            let end = yaml.range(of: "# yes: a place")
        {
            yaml.replaceSubrange(start.lowerBound..<end.lowerBound, with: assets)
        }
        let settings = try Settings(yaml: yaml, file: "tessera.yaml")
        try self.init(
            book: try await store.open(zone: settings.zone), clock: FixedClock(time),
            keys: try KeyStore.created(on: Desk.keyDay, isTraining: false, passphrase: nil),
            settings: settings, ids: OperationIDs())
    }

    private init(
        book: OpenBook, clock: FixedClock, keys: KeyStore, settings: Settings, ids: OperationIDs
    ) throws {
        self.book = book
        self.clock = clock
        self.keys = keys
        self.settings = settings
        self.ids = ids
        counter = try Counter(
            ledger: book.ledger, keys: keys, settings: settings, clock: clock,
            chance: SeededChance(seed: 1), profiles: Desk.vault(seed: 1))
    }

    /// What profiles are sealed with, the same for the same number.
    static func vault(seed: UInt8) -> ProfileVault {
        ProfileVault { try ProfileSecret(SecretBytes([UInt8](repeating: seed, count: 32))) }
    }

    /// The same shop with other keys: after a rotation, or before.
    func with(_ keys: KeyStore) throws -> Desk {
        try Desk(book: book, clock: clock, keys: keys, settings: settings, ids: ids)
    }

    /// The same shop, its book closed and opened again.
    func reopened() async throws -> Desk {
        try Desk(
            book: try await book.reopened(at: clock.now()), clock: clock, keys: keys,
            settings: settings, ids: ids)
    }

    /// Issues equal vouchers.
    func issue(
        _ terms: Terms, uses: Int = 1, count: Int = 1, validity: ValidityPeriod = Sample.twoYears,
        activation: Activation = .atIssue
    ) async throws -> Batch {
        let wish = VoucherWish(
            terms: terms, uses: uses, validity: validity, count: count, activation: activation)
        return try await counter.issue([wish], operation: ids.next())[0]
    }

    /// Issues one voucher, as the customer holds it.
    func voucher(
        _ terms: Terms, uses: Int = 1, validity: ValidityPeriod = Sample.twoYears,
        activation: Activation = .atIssue
    ) async throws -> IssuedVoucher {
        let batch = try await issue(
            terms, uses: uses, validity: validity, activation: activation)
        return try await counter.issued(batch.first)
    }

    /// Enrols a member and gives the card.
    func card(
        name: String = "Ana", validity: ValidityPeriod = Sample.twoYears
    ) async throws -> (member: Member, card: IssuedVoucher) {
        let member = try await counter.enrol(
            Profile(name: name, contact: "ana@example.org"), tier: 2, validity: validity,
            operation: ids.next())
        return (member, try await counter.issued(member.card))
    }

    /// Uses a code at a till of the harbour shop.
    @discardableResult
    func redeem(
        _ text: String, _ asked: Asked = .nothing, at till: TillID = Sample.till1,
        operation: OperationID? = nil
    ) async throws -> Redemption {
        try await counter.redeem(
            text, asked, in: Sample.harbour, at: till, operation: operation ?? ids.next())
    }

    /// Puts a redemption back.
    @discardableResult
    func undo(
        _ redemption: OperationID?, at till: TillID = Sample.till1, operation: OperationID? = nil
    ) async throws -> Reversal {
        try await counter.undo(redemption, at: till, operation: operation ?? ids.next()).reversals[
            0]
    }

    /// Changes a voucher.
    @discardableResult
    func change(_ voucher: IssuedVoucher, _ action: VoucherAction) async throws -> VoucherState {
        try await counter.change(voucher.position, action, operation: ids.next())
    }

    /// Sets the clock, in UTC.
    func set(_ time: String) { clock.set(Desk.time(time)) }

    /// Lets so many seconds pass.
    func wait(seconds: Int64) { clock.advance(byMilliseconds: seconds * 1_000) }

    /// A time that exists.
    static func time(_ text: String) -> Timestamp {
        guard let time = Timestamp(rfc3339: text) else { preconditionFailure("misspelt time") }
        return time
    }

    /// Gift cards of so many cents.
    static func gift(cents: Int64) -> Terms { .gift(Sample.euros(cents: cents)) }

    /// Percent off a basket in euros.
    static func percent(
        _ percent: UInt16, minimumCents: Int64 = 0, capCents: Int64 = 0
    ) -> Terms {
        .discount(
            Discount(
                campaign: 7, reduction: .percent(basisPoints: percent * 100),
                currency: Sample.euro, minimumSpend: minimumCents, cap: capCents))
    }

    /// Something that may be had so many times.
    static func entitlement(uses: UInt16) -> Terms {
        .entitlement(Entitlement(campaign: 9, uses: uses, termsDigest: 0xA1B2_C3D4_E5F6))
    }
}
