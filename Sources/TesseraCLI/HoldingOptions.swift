import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations

/// What every change of a member's account is given.
struct HoldingOptions: ParsableArguments {
    @Argument(help: HoldingOptions.memberHelp)
    var member: String

    @OptionGroup var asset: AssetOptions

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How many, in digits: 120 or 12.5.", valueName: "count"))
    var amount: String

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    static let memberHelp = ArgumentHelp(
        "The member's number, or the card's code, scanned or typed.", valueName: "member")
}

/// Which of the settings' assets is meant.
struct AssetOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The asset's name in tessera.yaml; need not be said if there is one.",
            valueName: "name"))
    var asset: String?

    /// The asset's name.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)`` if several are there and none is named.
    func name(_ settings: Settings) throws(CLIError) -> String {
        if let asset { return asset }
        let names = settings.assets.map(\.name)
        guard names.count == 1 else {
            throw .usage(
                "There are several assets.",
                hint: "Name one with --asset: \(names.joined(separator: ", ")).")
        }
        return names[0]
    }
}

extension HoldingChange {
    /// The change as people read it: what was done, to whom, and a word more.
    func lines(_ done: String, _ link: String, _ more: String?, _ speech: Speech) -> [String] {
        let asset = holding.asset
        var lines = [
            "\(speech.painted("✓ \(done)", .green))  "
                + "\(asset.shown(amount)) \(link) \(holding.member.text)\(more ?? "")"
        ]
        if expired > 0 { lines.append("  Expired   \(asset.shown(expired))") }
        lines.append("  Balance   \(asset.shown(balance))")
        if isReplay {
            lines.append(
                "  This was answered \(speech.telling.moment(time)); nothing was booked twice.")
        }
        return lines
    }
}
