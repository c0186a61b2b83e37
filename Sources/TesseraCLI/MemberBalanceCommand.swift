import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member balance`: what a member has, and what of it expires when.
struct MemberBalanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: "Show what a member has, and what of it expires when.")

    @OptionGroup var account: MemberAccountOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, asset) = (account.member, account.asset)
        try shop.answering(speaking, account.access) { counter, _ in
            let number = try await counter.member(named: name).number
            let balances = try await counter.holdings(of: number, asset: asset)
            return (
                balances.value(of: number),
                [number.text] + balances.flatMap(\.lines)
            )
        }
    }
}

extension HoldingBalance {
    /// What is there as people read it.
    var lines: [String] {
        let asset = holding.asset
        var lines = ["  \(asset.shown(balance))"]
        for lot in lots.together {
            let end = lot.last.map { "good until \($0.spoken)" } ?? "without an end"
            lines.append(
                lot.left < 0
                    ? "    \(asset.plain(0 - lot.left)) owed"
                    : "    \(asset.plain(lot.left)) \(end)")
        }
        for lot in pending.together {
            let begin = lot.first.map { "good from \($0.spoken) on" } ?? ""
            lines.append("    \(asset.plain(lot.left)) \(begin)")
        }
        if expired > 0 { lines.append("    \(asset.plain(expired)) expired") }
        return lines
    }
}

extension [Lot] {
    /// Units of the same days as one lot; what is owed stays by itself.
    fileprivate var together: [Lot] {
        var sums: [Lot] = []
        for lot in self {
            let place = sums.firstIndex {
                $0.first == lot.first && $0.last == lot.last && $0.left > 0 && lot.left > 0
            }
            if let place {
                sums[place] = sums[place].holding(sums[place].left + lot.left)
            } else {
                sums.append(lot)
            }
        }
        return sums
    }
}
