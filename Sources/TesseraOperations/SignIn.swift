import TesseraCrypto
import TesseraLedger
import TesseraModel

// Wrong tries are counted before anything is compared, and given back when it was right: whoever
// asks a hundred times at once has no more tries than whoever asks one after the other.

extension Counter {
    /// Ten wrong passwords at once from one address, and one more a minute.
    private static let wrongTries = BucketRule(capacity: 10, refillMilliseconds: 60_000)
    /// Fifty for one name from all addresses that it never signed in from.
    private static let wrongTriesOfName = BucketRule(capacity: 50, refillMilliseconds: 60_000)
    /// Five wrong PINs at one till, and one more every five minutes: a PIN is short.
    private static let wrongPINs = BucketRule(capacity: 5, refillMilliseconds: 300_000)
    /// How long an address counts as one that somebody has signed in from.
    private static let knownMilliseconds: Int64 = 90 * 86_400_000

    /// Signs somebody in with a password.
    ///
    /// A name that nobody has and a wrong password are one answer and cost the same. After too many
    /// wrong tries the address waits, and nobody else does: not whoever signed in from theirs
    /// before, whatever is tried elsewhere.
    ///
    /// - Parameters:
    ///   - name: Who says to be it.
    ///   - password: What was typed.
    ///   - shop: Where; `nil` for nowhere in particular.
    ///   - source: From where it is tried.
    /// - Returns: The session, with what its holder sends from now on.
    /// - Throws: ``AccessError/signInRefused``, ``AccessError/tooManyTries(seconds:)``; with the
    ///   right password ``LedgerError/operatorNotAllowed(_:_:)`` for somebody who was dismissed or
    ///   works elsewhere; ``LedgerError``; ``CryptoError``.
    /// - Source: F14, F15.
    package func signIn(
        _ name: OperatorID, password: String, at shop: ShopID?, from source: AccessSource
    ) async throws -> SignedIn {
        let known = Self.knownSlip(name, source)
        let signedIn = try await signIn(
            name, password, .password, at: shop, on: nil, from: source,
            try await passwordBuckets(name, source))
        let time = clock.now()
        let expiry = time.advanced(byMilliseconds: Self.knownMilliseconds)
        try await change(known, expiry: { _ in expiry }) { (kept: inout Timestamp?) in
            kept = time
        }
        return signedIn
    }

    /// Signs somebody in with a PIN at a paired till.
    ///
    /// - Parameters:
    ///   - name: Who says to be it.
    ///   - pin: What was typed.
    ///   - device: The till; it must be paired and not given up.
    /// - Returns: The session, with what its holder sends from now on.
    /// - Throws: ``LedgerError/unknownDevice(_:)``, ``LedgerError/deviceRevoked(_:at:)``; what
    ///   ``signIn(_:password:at:from:)`` throws.
    /// - Source: F14, F15.
    package func signIn(
        _ name: OperatorID, pin: String, on device: TillID
    ) async throws -> SignedIn {
        let shop = try await shop(of: device)
        return try await signIn(
            name, pin, .pin, at: shop, on: device, from: .device(device),
            [pinBucket(name, device)])
    }

    /// Where a till stands that is paired and not given up.
    ///
    /// - Throws: ``LedgerError/unknownDevice(_:)``, ``LedgerError/deviceRevoked(_:at:)``.
    func shop(of device: TillID) async throws -> ShopID {
        guard case .device(let till)? = try await ledger.party(.device(device)) else {
            throw LedgerError.unknownDevice(device)
        }
        if case .revoked(let time, _) = till.epoch.standing {
            throw LedgerError.deviceRevoked(device, at: time)
        }
        return till.acceptor
    }

    private static func knownSlip(_ name: OperatorID, _ source: AccessSource) -> String {
        SlipNames.hashed("known/", name.text, source.text)
    }

    /// What wrong passwords of a name from somewhere are counted in.
    func passwordBuckets(
        _ name: OperatorID, _ source: AccessSource
    ) async throws -> [NamedBucket] {
        if try await kept(Timestamp.self, on: Self.knownSlip(name, source)) != nil {
            return [
                NamedBucket(
                    name: SlipNames.hashed("wrong/known/", name.text, source.text),
                    rule: Self.wrongTries)
            ]
        }
        return [
            NamedBucket(
                name: SlipNames.hashed("wrong/address/", source.text), rule: Self.wrongTries),
            NamedBucket(
                name: SlipNames.hashed("wrong/operator/", name.text),
                rule: Self.wrongTriesOfName),
        ]
    }

    /// What wrong PINs of a name at a till are counted in.
    func pinBucket(_ name: OperatorID, _ device: TillID) -> NamedBucket {
        NamedBucket(
            name: SlipNames.hashed("wrong/pin/", name.text, device.text), rule: Self.wrongPINs)
    }

    private func signIn(
        _ name: OperatorID, _ typed: String, _ part: Credential.Part,
        at shop: ShopID?, on device: TillID?, from source: AccessSource, _ buckets: [NamedBucket]
    ) async throws -> SignedIn {
        guard let credential = try await credential(name, typed, part, buckets) else {
            try await log(.signInRefused, by: .operator(name), from: source)
            throw AccessError.signInRefused
        }
        guard case .operator(let worker)? = try await ledger.party(.operator(name)) else {
            throw LedgerError.operatorNotAllowed(name, .unknown)
        }
        if let barrier = worker.barrier(to: .look, at: shop ?? worker.acceptor) {
            throw LedgerError.operatorNotAllowed(name, barrier)
        }
        try await renew(credential, of: name, PasswordRules.bytes(of: typed), part)
        try await log(.signedIn, by: .operator(name), from: source)
        return try await begin(
            worker, at: shop ?? worker.acceptor, on: device, credential.epoch)
    }

    /// What somebody signs in with, if what was typed is right; a try is spent if it is not.
    ///
    /// - Throws: ``AccessError/tooManyTries(seconds:)``; ``LedgerError``; ``CryptoError``.
    func credential(
        _ name: OperatorID, _ typed: String, _ part: Credential.Part, _ buckets: [NamedBucket]
    ) async throws -> Credential? {
        try await reserve(buckets)
        let credential = try await kept(Credential.self, on: Credential.slip(name))
        guard try hasher.matches(PasswordRules.bytes(of: typed), credential?[part]),
            let credential
        else { return nil }
        for bucket in buckets { try await giveBack(bucket) }
        return credential
    }

    /// Takes a try out of each bucket, or out of none.
    ///
    /// - Throws: ``AccessError/tooManyTries(seconds:)``; ``LedgerError``.
    func reserve(_ buckets: [NamedBucket]) async throws {
        for (index, bucket) in buckets.enumerated() {
            guard let seconds = try await spend(bucket) else { continue }
            for earlier in buckets[..<index] { try await giveBack(earlier) }
            throw AccessError.tooManyTries(seconds: seconds)
        }
    }

    /// Hashes anew what was hashed when guessing was cheaper. Nobody is signed out by it.
    private func renew(
        _ credential: Credential, of name: OperatorID, _ password: SecretBytes,
        _ part: Credential.Part
    ) async throws {
        guard let old = credential[part], hasher.isOutdated(old) else { return }
        let hash = try hasher.hash(password, chance)
        try await change(Credential.slip(name)) { (kept: inout Credential?) in
            // Somebody else may have set another one meanwhile.
            guard kept == credential else { return }
            kept?[part] = hash
        }
    }

    private func begin(
        _ worker: Operator, at shop: ShopID?, on device: TillID?, _ epoch: Int64
    ) async throws -> SignedIn {
        let time = clock.now()
        let secret = SessionSecret(try chance.bytes(SessionSecret.byteCount))
        let kept = KeptSession(
            operator: worker.id, shop: shop, device: device, createdAt: time, epoch: epoch,
            seenAt: time)
        _ = try await ledger.write(
            Array(try CompactText.text(of: kept).utf8), as: secret.slip, replacing: nil,
            expiresAt: kept.endsAt,
            at: time)
        return SignedIn(session: secret.session(kept, of: worker), token: secret.text)
    }
}
