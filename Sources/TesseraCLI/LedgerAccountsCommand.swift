import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// `tessera ledger accounts`: what every account received less what it gave.
struct LedgerAccountsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "List the accounts with their balances; for each asset they add up to zero.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, settings in
            let books = Books(balances: try await ledger.balances(), settings: settings)
            if speech.json {
                for line in books.values { speech.say(line.text) }
            } else {
                for line in books.lines { speech.say(line) }
                if books.lines.isEmpty { speech.remark("Nothing was booked yet.") }
            }
        }
    }
}

/// The accounts in an order that people can follow: by asset, then by owner and purpose.
private struct Books {
    let balances: [Account: Int64]
    let settings: Settings

    private var accounts: [(account: Account, balance: Int64)] {
        balances.map { ($0.key, $0.value) }.sorted { left, right in
            let keys = (
                [left.0.asset.text, left.0.owner.text, left.0.purpose.rawValue],
                [right.0.asset.text, right.0.owner.text, right.0.purpose.rawValue]
            )
            return keys.0.lexicographicallyPrecedes(keys.1)
        }
    }

    private var sums: [(asset: Account.Asset, sum: Int64)] {
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

    var lines: [String] {
        var table = Table("ASSET", "PURPOSE", "BALANCE", "OWNER")
        for (account, balance) in accounts {
            table.add(
                account.asset.text, account.purpose.rawValue, shown(balance, of: account.asset),
                account.owner.text)
        }
        for (asset, sum) in sums { table.add(asset.text, "sum", shown(sum, of: asset), "all") }
        return table.lines()
    }

    var values: [JSONValue] {
        accounts.map { account, balance in
            .record(
                ("asset", .string(account.asset.text)), ("owner", .string(account.owner.text)),
                ("purpose", .string(account.purpose.rawValue)), ("balance", .integer(balance)))
        }
            + sums.map { asset, sum in
                .record(("asset", .string(asset.text)), ("sum", .integer(sum)))
            }
    }

    private func shown(_ amount: Int64, of asset: Account.Asset) -> String {
        switch asset {
        case .currency(let currency): Money(minorUnits: amount, currency: currency).shown
        case .uses: Quantity.uses(amount).shown
        case .named(let name):
            // An asset that the settings no longer have is told in its smallest units.
            settings.assets.first { $0.name == name }?.shown(amount) ?? "\(amount) \(name)"
        }
    }
}

extension Account.Owner {
    fileprivate var text: String {
        switch self {
        case .issuer: "issuer"
        case .shop(let id): "shop \(id)"
        case .campaign(let number): "campaign \(number)"
        case .member(let number): "member \(number.text)"
        }
    }
}

extension Account.Asset {
    fileprivate var text: String {
        switch self {
        case .currency(let currency): currency.code
        case .uses: "uses"
        case .named(let name): name
        }
    }
}
