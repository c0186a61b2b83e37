import TesseraLedger
import TesseraModel

/// The accounts in an order that people can follow: by asset, then by owner and purpose.
package struct BalanceSheet {
    private let balances: [Account: Int64]

    /// The sheet of a book.
    ///
    /// - Parameter balances: What every account received less what it gave, in smallest units.
    package init(of balances: [Account: Int64]) { self.balances = balances }

    /// The accounts in that order.
    package var accounts: [(account: Account, balance: Int64)] {
        balances.map { ($0.key, $0.value) }.sorted { left, right in
            let keys = (
                [left.0.asset.text, left.0.owner.text, left.0.purpose.rawValue],
                [right.0.asset.text, right.0.owner.text, right.0.purpose.rawValue]
            )
            return keys.0.lexicographicallyPrecedes(keys.1)
        }
    }

    /// What the accounts of each asset add up to: zero in a book that is sound.
    package var sums: [(asset: Account.Asset, sum: Int64)] {
        var sums: [(asset: Account.Asset, sum: Int64)] = []
        for (account, balance) in accounts {
            if sums.last?.asset == account.asset {
                sums[sums.count - 1].sum += balance
            } else {
                sums.append((account.asset, balance))
            }
        }
        return sums
    }

    /// A line for each account, then one for each sum.
    package var values: [JSONValue] {
        accounts.map { account, balance in
            .record(
                ("asset", .string(account.asset.text)), ("owner", .string(account.owner.text)),
                ("purpose", .string(account.purpose.rawValue)), ("balance", .integer(balance)))
        }
            + sums.map { asset, sum in
                .record(("asset", .string(asset.text)), ("sum", .integer(sum)))
            }
    }
}

extension Account.Owner {
    /// The owner in a word and, where there are many, its name.
    package var text: String {
        switch self {
        case .issuer: "issuer"
        case .shop(let id): "shop \(id)"
        case .campaign(let number): "campaign \(number)"
        case .member(let number): "member \(number.text)"
        }
    }
}

extension Account.Asset {
    /// What is counted: a currency, uses, or an asset of the settings.
    package var text: String {
        switch self {
        case .currency(let currency): currency.code
        case .uses: "uses"
        case .named(let name): name
        }
    }
}
