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
            let sheet = BalanceSheet(of: try await ledger.balances())
            let books = Books(sheet: sheet, settings: settings)
            if speech.json {
                for line in sheet.values { speech.say(line.text) }
            } else {
                for line in books.lines { speech.say(line) }
                if books.lines.isEmpty { speech.remark("Nothing was booked yet.") }
            }
        }
    }
}

/// The accounts as people read them.
private struct Books {
    let sheet: BalanceSheet
    let settings: Settings

    var lines: [String] {
        var table = Table("ASSET", "PURPOSE", "BALANCE", "OWNER")
        for (account, balance) in sheet.accounts {
            table.add(
                account.asset.text, account.purpose.rawValue, shown(balance, of: account.asset),
                account.owner.text)
        }
        for (asset, sum) in sheet.sums {
            table.add(asset.text, "sum", shown(sum, of: asset), "all")
        }
        return table.lines()
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
