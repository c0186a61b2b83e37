import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera report exposure`: what could be lost at most.
struct ReportExposureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exposure",
        abstract: "What could be lost at most by tills that are without a network now.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.atCounter(.reading) { counter in
            let exposures = try await counter.exposure()
            if speech.json {
                for exposure in exposures { speech.say(exposure.value.text) }
                return
            }
            var table = Table(
                "DEVICE", "AT", "DAYS", "NOW", "USES", "MORE BY KIT'S END", "KIT ENDS")
            for exposure in exposures {
                table.add(
                    exposure.device.id.text, exposure.acceptor.id.text, "\(exposure.days)",
                    exposure.now.shown, "\(exposure.usesNow)", exposure.untilKitEnds.shown,
                    exposure.kitEnds.map { counter.settings.zone.listed($0) } ?? "no kit")
            }
            for line in table.lines() { speech.say(line) }
            for line in exposures.sums { speech.say(line) }
            if exposures.isEmpty { speech.remark("No device can spend without a network.") }
        }
    }
}

extension [DeviceExposure] {
    /// What can be lost by now in each currency.
    fileprivate var sums: [String] {
        let parts = Dictionary(grouping: self) { $0.now.currency }
        return parts.sorted { $0.key.code < $1.key.code }.map { currency, parts in
            let sum = Money(
                minorUnits: parts.reduce(0) { $0 + $1.now.minorUnits }, currency: currency)
            let uses = parts.reduce(0) { $0 + Int64($1.usesNow) }
            let more = uses > 0 ? " and \(Quantity.uses(uses).shown)" : ""
            return "At most \(sum.shown)\(more) can be lost by now."
        }
    }
}
