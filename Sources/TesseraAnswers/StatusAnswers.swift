import TesseraConfiguration
import TesseraLedger
import TesseraModel

// What the book holds, in figures, as programs read it.

extension LedgerFigures {
    /// What is owed on gift cards, an amount for each currency, in the order of their codes.
    package var owed: [Money] {
        liabilities.sorted { $0.key < $1.key }.compactMap { code, amount in
            Currency(code: code).map { Money(minorUnits: amount, currency: $0) }
        }
    }

    /// The figures with the shop that they are of.
    ///
    /// - Parameters:
    ///   - settings: The shop's settings.
    ///   - ending: Keys whose last signing day is near.
    /// - Returns: Counts, what is owed, and the keys to see to.
    package func value(of settings: Settings, ending: [KeyStore.Entry]) -> JSONValue {
        .record(
            ("issuer", .string(settings.issuerName)), ("training", .bool(settings.isTraining)),
            ("batches", .integer(Int64(batches))), ("vouchers", .integer(Int64(vouchers))),
            ("vouchers_in_use", .integer(Int64(vouchersInUse))),
            ("members", .integer(Int64(members))), ("operations", .integer(Int64(operations))),
            ("liabilities", .array(owed.map(JSONValue.money))),
            ("last_booked_at", lastRecorded.map { .string($0.rfc3339) }),
            ("keys_ending_soon", .array(ending.map(\.value))))
    }
}
