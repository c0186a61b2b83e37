import Foundation
import Testing
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// What a till carries to check codes on its own: T9, T19, T20, T22.
struct KitTests {
    private let fifty = Desk.gift(cents: 5_000)

    /// Checks a code with nothing but a kit's file.
    private func verify(_ token: String, _ kit: Kit, _ desk: Desk) throws -> Token {
        let read = try KitFile.kit(
            KitFile.bytes(of: kit, signedBy: SampleKeys.kitKey()),
            from: SampleKeys.kitKey().publicKey)
        return try read.verifier.verify(UnverifiedToken(token), at: desk.clock.now()).token
    }

    @Test(arguments: Store.available)
    func `a till alone believes what the counter issued`(store: Store) async throws {
        let desk = try await Desk(store)
        let vouchers = [
            try await desk.voucher(fifty), try await desk.voucher(Desk.percent(20), uses: 3),
            try await desk.voucher(Desk.entitlement(uses: 10)), try await desk.card().card,
        ]

        let kit = try await desk.kit(hours: 24)

        #expect(kit.issuer == "Harbour Café")
        #expect(kit.zone == desk.settings.zone)
        #expect(kit.edition.issuedAt == Sample.noon)
        #expect(kit.edition.expiresAt == Desk.time("2026-12-02T12:00:00Z"))
        #expect(!kit.isTraining)
        for voucher in vouchers {
            #expect(kit.status[voucher.position] == .open)
            #expect(try verify(voucher.token, kit, desk).position == voucher.position)
        }
    }

    @Test(arguments: Store.available)
    func `a kit knows what was used, stopped and not sold`(store: Store) async throws {
        let desk = try await Desk(store)
        let open = try await desk.voucher(fifty)
        let partly = try await desk.voucher(fifty)
        let spent = try await desk.voucher(fifty)
        let blocked = try await desk.voucher(fifty)
        let unsold = try await desk.voucher(fifty, activation: .whenSold)
        let sold = try await desk.voucher(fifty, activation: .whenSold)
        let undone = try await desk.voucher(fifty)
        try await desk.redeem(partly.token, .amount("18.40"))
        try await desk.redeem(spent.token, .everything)
        try await desk.change(blocked, .block(reason: "lost"))
        try await desk.change(sold, .activate)
        try await desk.undo(desk.redeem(undone.token, .everything).operation)

        let kit = try await desk.kit(hours: 24)

        for (voucher, status) in [
            (open, SlotStatus.open), (partly, .partlySpent), (spent, .spent),
            (blocked, .revoked), (unsold, .revoked), (sold, .open), (undone, .open),
        ] {
            #expect(kit.status[voucher.position] == status)
        }
        for (voucher, refusal) in [
            (partly, VerificationError.balanceCheckRequired), (spent, .alreadyRedeemed),
            (blocked, .revoked), (unsold, .revoked),
        ] {
            #expect(throws: refusal) { try verify(voucher.token, kit, desk) }
        }
    }

    @Test(arguments: Store.available)
    func `a kit is trusted until its last moment and no longer`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let kit = try await desk.kit(hours: 1)

        desk.clock.set(Desk.time("2026-12-01T12:59:59.999Z"))
        #expect(try verify(card.token, kit, desk).position == card.position)
        desk.set("2026-12-01T13:00:00Z")
        #expect(throws: VerificationError.kitTooOld(expiredAt: desk.clock.now())) {
            try verify(card.token, kit, desk)
        }
    }

    @Test(arguments: Store.available)
    func `a list that is newer than the kit is not known`(store: Store) async throws {
        let desk = try await Desk(store)
        let before = try await desk.voucher(fifty)
        let kit = try await desk.kit(hours: 24)
        let (_, card) = try await desk.card()

        #expect(before.position.list == 0)
        #expect(card.position.list == 1)
        #expect(throws: VerificationError.unknownList(1)) { try verify(card.token, kit, desk) }
    }

    @Test(arguments: Store.available)
    func `a compromised key's codes are left to the book and a retired key is named`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let pass = try await desk.voucher(Desk.entitlement(uses: 10))
        let keys = try desk.keys.rotated(on: Sample.day("2026-12-01"), pending: false)
            .compromised(KeyID(1)).retired(KeyID(4), on: Sample.day("2037-11-09"))

        let kit = try await desk.with(keys).kit(hours: 24)

        #expect(kit.keys.map(\.record.id.number) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(throws: VerificationError.keyCompromised(KeyID(1))) {
            try verify(card.token, kit, desk)
        }
        #expect(throws: VerificationError.keyRetired(KeyID(4))) {
            try verify(pass.token, kit, desk)
        }
        let retired = try epochSecret(of: desk.keys).leaf(
            .tokenTag, kind: .entitlement, audience: .ownShops, keyID: KeyID(4))
        #expect(
            !holds(try KitFile.bytes(of: kit, signedBy: SampleKeys.kitKey()), retired.exposed()))
    }

    // T9, T22: what is in a kit can be stolen, so what must not be stolen is not in it.
    @Test(arguments: Store.available)
    func `a kit holds tag leaves and no other secret and nobody's name`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let batch = try await desk.issue(fifty)
        _ = try await desk.card(name: "Anastasia")
        let epoch = try epochSecret(of: desk.keys)

        let kit = try KitFile.bytes(
            of: try await desk.kit(hours: 24), signedBy: SampleKeys.kitKey())

        for (id, kind) in [
            (UInt16(1), TokenKind.gift), (2, .member), (3, .discount), (4, .entitlement),
        ] {
            for purpose in LeafPurpose.allCases {
                let leaf = try epoch.leaf(
                    purpose, kind: kind, audience: .ownShops, keyID: KeyID(id)
                ).exposed()
                #expect(holds(kit, leaf) == (purpose == .tokenTag))
            }
        }
        #expect(!holds(kit, epoch.secret.exposed()))
        let salt = (0..<8).map { UInt8(truncatingIfNeeded: batch.order.salt >> (56 - 8 * $0)) }
        #expect(!holds(kit, salt))
        #expect(!holds(kit, Array("Anastasia".utf8)))
        #expect(!holds(kit, Array("example.org".utf8)))
        #expect(holds(kit, Array("Harbour Café".utf8)))
    }

    /// Reads the secret out of a key file: behind the magic, version, flags and epoch's number.
    private func epochSecret(of keys: KeyStore) throws -> EpochSecret {
        let holder = try TemporaryFolder()
        try KeyFolder("\(holder.path)/keys").save(keys)
        let file = try Data(contentsOf: URL(filePath: "\(holder.path)/keys/epoch-0001.key"))
        return try EpochSecret(SecretBytes(Array(file[12..<44])))
    }

    private func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= bytes.count else { return false }
        return (0...bytes.count - part.count).contains { bytes[$0...].starts(with: part) }
    }
}
