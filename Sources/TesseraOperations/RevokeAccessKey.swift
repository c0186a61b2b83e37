import TesseraLedger
import TesseraModel

extension Counter {
    /// Takes an access key back: from now on it opens nothing.
    ///
    /// - Parameters:
    ///   - id: Which key.
    ///   - reason: Why, in the words of who does it.
    ///   - actor: Who takes it back.
    /// - Returns: The key as it is now; one that was taken back before keeps its first reason.
    /// - Throws: ``AccessError/unknownKey(_:)``; ``LedgerError``.
    package func revokeAccessKey(
        _ id: AccessKeyID, reason: String, by actor: AccessActor
    ) async throws -> AccessKey {
        let slip = KeptAccessKey.slip(id)
        let known = try await accessKey(id)
        if known.end != nil { return known }
        try await log(.keyRevoked, by: actor, about: id.text, reason: reason)
        let time = clock.now()
        return try await change(slip) { (kept: inout KeptAccessKey?) in
            guard var found = kept else { throw AccessError.unknownKey(id) }
            if found.key.end == nil { found.key.end = Acceptor.End(time: time, reason: reason) }
            kept = found
            return found.key
        }
    }

    private func accessKey(_ id: AccessKeyID) async throws -> AccessKey {
        do {
            guard let kept = try await kept(KeptAccessKey.self, on: KeptAccessKey.slip(id)) else {
                throw AccessError.unknownKey(id)
            }
            return kept.key
        } catch LedgerError.slipUnfit {
            // A name in capital letters was never given out.
            throw AccessError.unknownKey(id)
        }
    }
}
