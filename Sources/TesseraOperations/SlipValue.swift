import TesseraLedger
import TesseraModel

extension Counter {
    /// How often a change is tried again that others got in the way of.
    private static let attempts = 200

    /// What a slip says.
    ///
    /// - Returns: `nil` if it is not there.
    /// - Throws: ``LedgerError/ledgerDamaged`` if it says something else; other ``LedgerError``.
    func kept<Value: Decodable>(
        _ type: Value.Type, on name: String
    ) async throws(LedgerError) -> Value? {
        guard let slip = try await ledger.slip(name, at: clock.now()) else { return nil }
        return try Self.value(type, of: slip)
    }

    /// Changes what a slip says, again from the beginning when somebody else was quicker.
    ///
    /// - Parameters:
    ///   - name: Which slip.
    ///   - expiry: From when on what it says is as if it were not there.
    ///   - body: Changes it; `nil` before is no slip, `nil` after takes it away.
    /// - Returns: What the body returned the time that counted.
    /// - Throws: What the body throws, with nothing changed; ``LedgerError``.
    @discardableResult
    func change<Value: Codable & Hashable, Answer>(
        _ name: String, expiry: (Value) -> Timestamp? = { _ in nil },
        _ body: (inout Value?) throws -> Answer
    ) async throws -> Answer {
        var attempt = 1
        while true {
            let time = clock.now()
            let slip = try await ledger.slip(name, at: time)
            let before = try slip.map { try Self.value(Value.self, of: $0) }
            var value = before
            let answer = try body(&value)
            if value == before { return answer }
            do {
                if let value {
                    _ = try await ledger.write(
                        Array(try CompactText.text(of: value).utf8), as: name,
                        replacing: slip?.version, expiresAt: expiry(value), at: time)
                } else {
                    try await ledger.removeSlip(name, replacing: slip?.version)
                }
                return answer
            } catch LedgerError.slipChanged where attempt < Self.attempts {
                attempt += 1
            }
        }
    }

    static func value<Value: Decodable>(
        _ type: Value.Type, of slip: Slip
    ) throws(LedgerError) -> Value {
        try CompactText.value(type, of: String(decoding: slip.value, as: UTF8.self))
    }
}
