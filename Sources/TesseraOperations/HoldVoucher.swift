import TesseraLedger
import TesseraModel

extension Counter {
    /// For how long a use is put aside where nobody says: a quarter of an hour.
    package static let holdMinutes = 15
    /// For how long a use may be put aside, in minutes: at most a day.
    package static let holdRange: ClosedRange<Int64> = 1...1_440

    /// Puts a use of a voucher aside, exactly once for an operation id.
    ///
    /// - Parameters:
    ///   - text: What was scanned or typed.
    ///   - asked: What is asked of it.
    ///   - card: The member's card that was shown with it, scanned or typed; `nil` if none was.
    ///   - minutes: For how long, within ``holdRange``.
    ///   - shop: In which shop.
    ///   - till: At which till.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What is put aside and until when; it ends by the clock alone.
    /// - Throws: What ``redeem(_:_:member:in:at:by:operation:)`` throws;
    ///   ``ModelError/number(_:of:range:)`` for minutes out of range.
    /// - Source: L12; F03, F08, F09.
    package func hold(
        _ text: String, _ asked: Asked, member card: String? = nil, minutes: Int,
        in shop: ShopID, at till: TillID, by worker: OperatorID? = nil, operation: OperationID
    ) async throws -> HeldUse {
        guard Counter.holdRange.contains(Int64(minutes)) else {
            throw ModelError.number("\(minutes)", of: "minutes", range: Counter.holdRange)
        }
        try await admit(worker, to: .hold, at: shop, operation)
        let request = try await redemption(
            of: text, asked, member: card, in: shop, at: till, by: worker,
            operation: operation)
        return try await ledger.hold(request, milliseconds: Int64(minutes) * 60_000)
    }
}
