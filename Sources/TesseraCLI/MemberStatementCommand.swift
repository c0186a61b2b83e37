import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member statement`: what a member has and every movement that led there.
struct MemberStatementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "Show what a member has, when it expires, and every movement that led there.")

    @OptionGroup var account: MemberAccountOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, asset) = (account.member, account.asset)
        try shop.answering(speaking, account.access) { counter, _ in
            let member = try await counter.member(named: name)
            let holdings = try await counter.holdings(of: member.number, asset: asset)
            let movements = try await counter.movements(of: member)
            let zone = counter.settings.zone
            var lines = [member.number.text]
            for holding in holdings {
                let own = movements.filter { $0.asset.name == holding.holding.asset.name }
                lines += holding.statement(own, zone)
            }
            return (holdings.value(of: member.number, movements: movements), lines)
        }
    }
}

extension HoldingBalance {
    /// What is there, and what led there; both come to the same.
    fileprivate func statement(_ movements: [MemberMovement], _ zone: IssuerZone) -> [String] {
        let asset = holding.asset
        var table = Table("WHEN", "WHAT", "", "")
        for movement in movements {
            let sign = movement.units < 0 ? "−" : "+"
            table.add(
                zone.listed(movement.time), movement.spoken,
                "\(sign)\(asset.plain(abs(movement.units)))", "= \(asset.plain(movement.balance))")
        }
        let open = table.lines(withHead: false).map { "    \($0)" }
        let count = movements.count.counted("movement")
        let sum = movements.last?.balance ?? 0
        return lines + open
            + ["    \(count), together \(asset.plain(sum))"]
    }
}

extension MemberMovement {
    /// What it was for, in a few words.
    fileprivate var spoken: String {
        guard let event else { return reason }
        return "\(event.kind.rawValue.split(separator: "_").joined(separator: " ")), \(reason)"
    }
}
