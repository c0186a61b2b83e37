import TesseraLoyalty
import TesseraModel

/// What an amount is reckoned in: a currency, or units of an asset; they never add.
///
/// - Source: R9; F29.
enum Denomination: Hashable, Comparable, Sendable {
    /// Minor units.
    case currency(Currency)
    /// Units with so many decimals.
    case asset(String, scale: Int)

    /// The code of the currency or the name of the asset.
    var name: String {
        switch self {
        case .currency(let currency): currency.code
        case .asset(let name, _): name
        }
    }

    /// An amount of it.
    func cell(_ amount: Int64) -> Cell {
        switch self {
        case .currency(let currency): .money(amount, currency)
        case .asset(_, let scale): scale == 0 ? .integer(amount) : .decimal(amount, digits: scale)
        }
    }

    // Currencies first, each by name.
    private var order: (Int, String) {
        switch self {
        case .currency(let currency): (0, currency.code)
        case .asset(let name, _): (1, name)
        }
    }

    static func < (left: Denomination, right: Denomination) -> Bool { left.order < right.order }
}

extension Programme {
    /// What an asset of this name is reckoned in; whole units for one that is not in it any more.
    func denomination(of asset: String) -> Denomination {
        .asset(asset, scale: assets.first { $0.name == asset }?.scale ?? 0)
    }
}
