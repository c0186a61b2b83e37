import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations

/// `tessera device list`: tills that were paired.
struct DeviceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the devices, when they were heard of, what is missing."
    )

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, settings in
            let register = try await Register(of: ledger)
            let telling = Telling(zone: settings.zone, now: nil)
            var table = Table("DEVICE", "AT", "EPOCH", "HEARD OF", "RECORDS", "MISSING", "STANDING")
            for device in register.devices {
                if speech.json { speech.say(JSONValue.record(device.fields).text) }
                let gaps = device.epoch.progress.gaps
                table.add(
                    device.id.text, device.acceptor.text, "\(device.epoch.number)",
                    device.heardAt.map { settings.zone.listed($0) } ?? "not yet",
                    "\(device.epoch.progress.through)",
                    gaps.isEmpty
                        ? "none"
                        : gaps.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " "),
                    device.standing(telling))
            }
            speech.say(table, ifEmpty: "There are no devices.")
        }
    }
}
