import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken

/// The shop that is measured: training keys made on the spot, and a clock that stands still.
struct Shop: Sendable {
    let keys: KeyStore
    let settings: Settings
    let clock = FixedClock(Sample.noon)

    /// A shop with fresh keys.
    init() throws {
        let yaml = Settings.template(
            issuerName: "Harbour Books", timeZone: "Europe/Bucharest", currency: Sample.euro,
            shops: [Settings.Shop(id: Sample.harbour, name: "Harbour")], isTraining: true)
        settings = try Settings(yaml: yaml, file: Settings.fileName)
        keys = try KeyStore.created(
            on: Sample.day("2026-01-01"), isTraining: true, passphrase: nil)
    }

    /// The days on which everything measured is good.
    static let validity = Sample.validity("2026-06-01", "2027-05-31")

    /// A counter at a book.
    func counter(at ledger: any Ledger) throws -> Counter {
        try Counter(
            ledger: ledger, keys: keys, settings: settings, clock: clock,
            chance: SeededChance(seed: 7), profiles: Profiles.vault)
    }

    /// The issuer of gift vouchers of 50.00 with a salt.
    func giftIssuer(salt: UInt64 = 0x0123_4567_89AB_CDEF) throws -> TokenIssuer {
        try TokenIssuer(
            key: try keys.signingKey(for: .gift, audience: .ownShops), validity: Shop.validity,
            terms: .gift(Sample.euros(cents: 5_000)), salt: salt)
    }
}
