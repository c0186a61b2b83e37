import TesseraCrypto
import TesseraLedger
import TesseraModel

/// Somebody who is signed in.
package struct Session: Hashable, Sendable {
    /// How long a session lasts at most, whatever is done in it.
    package static let longestMilliseconds: Int64 = 12 * 3_600_000
    /// How long it lasts while nothing is done in it.
    package static let idleMilliseconds: Int64 = 30 * 60_000
    /// How often it is written down at most that something was done in it.
    static let slideMilliseconds: Int64 = 60_000

    /// Its name, which is no secret: the digest of what its holder sends.
    package let id: String
    /// Who is signed in, as the book knows it now.
    package let `operator`: Operator
    /// The shop or partner that was signed in at; `nil` for none in particular.
    package let shop: ShopID?
    /// The till that was signed in at with a PIN; `nil` for a password.
    package let device: TillID?
    /// When it began.
    package let createdAt: Timestamp
    /// When it ends unless something is done in it: half an hour from now on, or twelve hours from
    /// its beginning.
    package let endsAt: Timestamp
    /// What a page sends along with whatever it asks to be changed. It follows from the session's
    /// secret, so a page of somebody else does not know it.
    package let csrf: String

    /// Refuses what a page of somebody else asked for, comparing in constant time.
    ///
    /// - Parameter sent: What was sent along; `nil` for nothing.
    /// - Throws: ``AccessError/requestForged``.
    package func require(csrf sent: String?) throws(AccessError) {
        let own = SecretBytes(Array(csrf.utf8))
        guard let sent, own.matches(SecretBytes(Array(sent.utf8))) else {
            throw .requestForged
        }
    }
}

/// A session with what its holder sends, which is kept nowhere.
package struct SignedIn: Sendable {
    /// The session.
    package let session: Session
    /// What is sent with every request: `tss_` and 52 signs.
    package let token: String
}

/// A session as it is kept, under the digest of its secret.
struct KeptSession: Hashable, Sendable, Codable {
    let `operator`: OperatorID
    let shop: ShopID?
    let device: TillID?
    let createdAt: Timestamp
    /// The credential's number when it began.
    let epoch: Int64
    /// When something was done in it, to the minute.
    var seenAt: Timestamp

    /// When it ends unless something is done in it.
    var endsAt: Timestamp {
        min(
            createdAt.advanced(byMilliseconds: Session.longestMilliseconds),
            seenAt.advanced(byMilliseconds: Session.idleMilliseconds))
    }
}

/// What the holder of a session sends.
struct SessionSecret {
    private static let mark = "tss_"
    static let byteCount = 32

    private let secret: [UInt8]

    init(_ secret: [UInt8]) { self.secret = secret }

    /// - Returns: `nil` for anything but what ``text`` writes.
    init?(_ text: String) {
        guard text.hasPrefix(Self.mark),
            let secret = SmallBase32.bytes(of: String(text.dropFirst(Self.mark.count))),
            secret.count == Self.byteCount
        else { return nil }
        self.secret = secret
    }

    var text: String { Self.mark + SmallBase32.text(of: secret) }

    /// The session's name.
    var id: String { Digest.sha256(secret).hexadecimal }

    /// The slip that the session is kept on.
    var slip: String { Self.slipPrefix + id }

    /// How the slips of all sessions begin.
    static let slipPrefix = "session/"

    func session(_ kept: KeptSession, of worker: Operator) -> Session {
        let tag = MACKey(SecretBytes(secret)).tag(of: Array("tessera csrf".utf8))
        return Session(
            id: id, operator: worker, shop: kept.shop, device: kept.device,
            createdAt: kept.createdAt, endsAt: kept.endsAt,
            csrf: SmallBase32.text(of: tag.prefix(16)))
    }
}

extension Counter {
    /// Who is signed in with what was sent.
    ///
    /// - Parameter token: What was sent; anything.
    /// - Returns: The session, which goes on from now.
    /// - Throws: ``AccessError/notSignedIn`` for whatever is no session, one that is over, and one
    ///   of somebody whose password was changed or who was dismissed; ``LedgerError``.
    package func session(_ token: String) async throws -> Session {
        guard let secret = SessionSecret(token) else { throw AccessError.notSignedIn }
        let time = clock.now()
        guard let slip = try await ledger.slip(secret.slip, at: time) else {
            throw AccessError.notSignedIn
        }
        var kept = try Self.value(KeptSession.self, of: slip)
        let credential = try await self.kept(
            Credential.self, on: Credential.slip(kept.operator))
        guard credential?.epoch == kept.epoch,
            case .operator(let worker)? = try await ledger.party(.operator(kept.operator)),
            worker.barrier(to: .look, at: kept.shop ?? worker.acceptor) == nil,
            try await isPaired(kept.device)
        else {
            try await ledger.removeSlip(secret.slip, replacing: nil)
            throw AccessError.notSignedIn
        }
        if time.milliseconds - kept.seenAt.milliseconds >= Session.slideMilliseconds {
            kept.seenAt = time
            try await slide(kept, on: slip, at: time)
        }
        return secret.session(kept, of: worker)
    }

    /// Ends a session; one that is over already too.
    ///
    /// - Throws: ``LedgerError``.
    package func signOut(_ token: String) async throws {
        guard let secret = SessionSecret(token),
            let kept = try await kept(KeptSession.self, on: secret.slip)
        else { return }
        try await log(.signedOut, by: .operator(kept.operator))
        try await ledger.removeSlip(secret.slip, replacing: nil)
    }

    private func slide(_ kept: KeptSession, on slip: Slip, at time: Timestamp) async throws {
        do {
            _ = try await ledger.write(
                Array(try CompactText.text(of: kept).utf8), as: slip.name,
                replacing: slip.version, expiresAt: kept.endsAt, at: time)
        } catch LedgerError.slipChanged {
            // Another request of the same session was quicker; it goes on either way.
        }
    }

    /// Whether a till that somebody signed in at was not given up since.
    private func isPaired(_ device: TillID?) async throws(LedgerError) -> Bool {
        guard let device else { return true }
        guard case .device(let till)? = try await ledger.party(.device(device)) else {
            return false
        }
        if case .revoked = till.epoch.standing { return false }
        return true
    }
}
