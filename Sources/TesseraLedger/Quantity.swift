import TesseraModel

/// How much of something, as a sentence shows it.
package enum Quantity: Hashable, Sendable, Codable {
    /// An amount of a currency.
    case money(Money)
    /// So many uses.
    case uses(Int64)
    /// So many of an asset's smallest units.
    case units(Int64, of: AssetTerms)

    /// The amount as people write it: `€12.00`, `3 uses`, `12.5 points`.
    package var shown: String {
        switch self {
        case .money(let money): money.shown
        case .uses(1): "1 use"
        case .uses(let count): "\(count) uses"
        case .units(let count, let asset): "\(asset.plain(count)) \(asset.name)"
        }
    }
}

extension Terms {
    /// A number in the unit of a voucher's balance.
    package func quantity(_ number: Int64) -> Quantity {
        if case .gift(let face) = self {
            .money(Money(minorUnits: number, currency: face.currency))
        } else {
            .uses(number)
        }
    }
}

extension AssetTerms {
    /// An amount with its decimals and without the asset's name, `12.5` or `-3`.
    package func plain(_ units: Int64) -> String {
        var digits = String(units.magnitude)
        if scale > 0 {
            digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
            while digits.hasSuffix("0") { digits.removeLast() }
            if digits.hasSuffix(".") { digits.removeLast() }
        }
        return (units < 0 ? "-" : "") + digits
    }
}
