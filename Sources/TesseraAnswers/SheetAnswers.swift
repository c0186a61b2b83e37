import TesseraModel
import TesseraOperations

// A table of vouchers, as programs read it.

extension BulkSheet.Problem {
    /// What is wrong in a cell, as programs read it.
    package var value: JSONValue {
        .record(
            ("row", .integer(Int64(row))), ("column", .string(column)), ("cell", .string(cell)),
            ("fault", .string(fault)), ("remedy", .string(remedy)))
    }
}

extension BulkSheet {
    /// What all gift cards together are worth, currency by currency.
    package var worth: [Money] { wishes.worth }
}

extension [VoucherWish] {
    /// What all gift cards together are worth, currency by currency.
    package var worth: [Money] {
        var sums: [String: Money] = [:]
        for wish in self {
            guard case .gift(let money) = wish.terms else { continue }
            let (sum, overflow) = money.minorUnits.multipliedReportingOverflow(
                by: Int64(wish.count))
            let part = Money(minorUnits: overflow ? .max : sum, currency: money.currency)
            sums[money.currency.code] =
                sums[money.currency.code].map { $0.adding(part) ?? part } ?? part
        }
        return sums.sorted { $0.key < $1.key }.map(\.value)
    }
}
