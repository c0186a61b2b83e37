import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// A code that the issuer itself believes: its tag and its seal are good, and the book knows it.
package struct Presentation: Hashable, Sendable {
    /// How the code came in.
    package enum Entry: String, Hashable, Sendable {
        /// A scanner or a camera read it.
        case scanned
        /// Somebody typed it.
        case typed
        /// A member's phone showed it, good for this minute.
        case live
    }

    /// Where its status lives.
    package let position: VoucherPosition
    /// What it promises, as the book has it.
    package let terms: Terms
    /// How the code came in.
    package let entry: Entry
    /// The step of a live code; `nil` for the others.
    package let liveStep: Int64?
}

extension Counter {
    /// How many typed codes with a wrong tag a till may see in an hour.
    package static let wrongCodeLimit = 10

    /// Believes a code or says why not: form, tag, seal, and that it was issued at all.
    ///
    /// - Parameters:
    ///   - text: What was scanned or typed.
    ///   - till: Where; wrong typed codes are counted by till.
    ///   - reader: Who looks at it.
    /// - Returns: What the code names.
    /// - Throws: A ``VerificationError`` or ``TokenError`` of T13 and T17; ``LedgerError`` of the
    ///   infrastructure.
    /// - Source: T7, T12, T17, T18.
    package func believed(
        _ text: String, at till: TillID, for reader: Reader = .shop
    ) async throws -> Presentation {
        if TypedCode.looksTyped(text) { return try await typed(text, at: till, for: reader) }
        if let live = try LiveCode(text) {
            let presentation = try await scanned(live.token, for: reader)
            let key = try signingKey(of: live.token)
            guard
                let step = key.liveCodeKey.step(
                    of: live, position: presentation.position, at: clock.now())
            else { throw VerificationError.liveCodeStale }
            return Presentation(
                position: presentation.position, terms: presentation.terms, entry: .live,
                liveStep: step)
        }
        return try await scanned(text, for: reader)
    }

    private func scanned(
        _ text: String, for reader: Reader
    ) async throws -> Presentation {
        let unverified: UnverifiedToken
        do throws(TokenError) {
            unverified = try UnverifiedToken(text)
        } catch { throw VerificationError.unreadable(error) }
        let judge = verifier(for: reader)
        let verified = try judge.verify(
            unverified, at: clock.now(), authority: .ledger)
        let token = verified.token
        // A good tag on a position that was never issued can only come from a leaked leaf.
        guard let batch = try await batchIfAny(covering: token.position) else {
            throw VerificationError.forgedWithLeakedKey(token.keyID)
        }
        let key = try key(token.keyID, token.kind)
        guard unverified.isSealed(by: key, salt: batch.order.salt) else {
            throw VerificationError.forgedWithLeakedKey(token.keyID)
        }
        return Presentation(
            position: token.position, terms: batch.order.terms, entry: .scanned, liveStep: nil)
    }

    private func verifier(for reader: Reader) -> Verifier {
        switch reader {
        case .shop: verifier
        case .partner(_, let audiences): keyRoom.keys.verifier(of: audiences)
        case .office: officeVerifier
        }
    }

    private func signingKey(of token: String) throws -> SigningKey {
        let unverified = try UnverifiedToken(token)
        return try key(unverified.keyID, unverified.kind)
    }

    private func typed(
        _ text: String, at till: TillID, for reader: Reader
    ) async throws -> Presentation {
        let code: TypedCode
        do throws(TokenError) {
            code = try TypedCode(typed: text)
        } catch {
            guard case .typo = error else { throw error }
            throw TokenError.typo(correction: try await correction(of: text, at: till, for: reader))
        }
        guard try await mayTryTags(at: till) else {
            throw VerificationError.tooManyAttempts(limit: Counter.wrongCodeLimit)
        }
        do {
            return try await genuine(code, for: reader)
        } catch VerificationError.tagMismatch(let id) {
            _ = try await ledger.countWrongCode(at: till, time: clock.now())
            throw VerificationError.tagMismatch(id)
        }
    }

    private func mayTryTags(at till: TillID) async throws -> Bool {
        let wrong = try await ledger.wrongCodes(at: till, time: clock.now())
        return wrong < Counter.wrongCodeLimit
    }

    /// The one code with a good tag that is a slip away, if there is exactly one.
    ///
    /// Looking for it tries some twenty tags, so a slip that leads nowhere counts as a wrong code,
    /// and a till that has seen too many is told of the slip and of nothing more.
    private func correction(
        of text: String, at till: TillID, for reader: Reader
    ) async throws -> String? {
        guard try await mayTryTags(at: till) else { return nil }
        var found: [String] = []
        for candidate in try TypedCode.corrections(of: text) {
            do {
                _ = try await genuine(candidate, for: reader)
                found.append(candidate.text)
            } catch is VerificationError {
                continue
            }
        }
        if found.isEmpty { _ = try await ledger.countWrongCode(at: till, time: clock.now()) }
        return found.count == 1 ? found[0] : nil
    }

    private func genuine(
        _ code: TypedCode, for reader: Reader
    ) async throws -> Presentation {
        guard let batch = try await batchIfAny(covering: code.position) else {
            throw VerificationError.unknownList(code.position.list)
        }
        let kind = batch.order.terms.kind
        guard kind == code.kind else { throw VerificationError.wrongKind(kind) }
        // A retired key's secret may be gone; its record says so, as it does for scanned codes.
        guard try keys.entry(batch.order.keyID).record.state != .retired else {
            throw VerificationError.keyRetired(batch.order.keyID)
        }
        let key = try key(batch.order.keyID, kind)
        guard key.typedCodeKey.isGenuine(code) else {
            throw VerificationError.tagMismatch(batch.order.keyID)
        }
        // Said of genuine codes only: to a guesser a partner's code is as wrong as any other.
        guard reader.reads(batch.order.audience) else {
            throw VerificationError.wrongAudience(batch.order.audience)
        }
        return Presentation(
            position: code.position, terms: batch.order.terms, entry: .typed, liveStep: nil)
    }

    /// The batch that covers a position; `nil` if it was never issued.
    ///
    /// - Throws: Infrastructure errors.
    func batchIfAny(covering position: VoucherPosition) async throws -> Batch? {
        do {
            return try await ledger.batch(covering: position)
        } catch LedgerError.unknownVoucher {
            return nil
        }
    }
}
