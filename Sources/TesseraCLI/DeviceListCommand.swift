import ArgumentParser
import TesseraToken
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
            if speech.json { return }
            for line in table.lines() { speech.say(line) }
            if register.devices.isEmpty { speech.remark("There are no devices.") }
        }
    }
}

/// `tessera device revoke`: gives a device up.
struct DeviceRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Give a device up: what it uploads from now on is recorded and not paid.",
        discussion: "A stolen till also has the keys of its audience: see tessera key compromise.")

    @Argument(help: ArgumentHelp("The device's name.", valueName: "device"))
    var device: String

    @Option(name: .long, help: ArgumentHelp("Why; it stands in the journal.", valueName: "text"))
    var reason: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, reason, operation) = (try TillID.named(device), reason, operation)
        try shop.answering(speaking) { counter, speech in
            let device = try await counter.revoke(
                id, reason: reason, operation: try operation.id(counter))
            let acceptor = try await counter.register().acceptor(device.acceptor)
            let keys = counter.keys.entries.filter {
                $0.record.audience == acceptor.audience
                    && ($0.record.state == .active || $0.record.state == .verifyOnly)
            }.map { "\($0.record.id.number)" }
            return (
                .record([("code", .string("revoked"))] + device.fields),
                [
                    "\(speech.painted("✓ Given up", .green))  \(device.id)",
                    "  What it uploads is recorded and not paid.",
                    "  Was it stolen? It holds keys \(keys.joined(separator: ", ")): "
                        + "tessera key compromise <key>",
                ]
            )
        }
    }
}

/// `tessera device lease`: value for one device alone.
struct DeviceLeaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lease",
        abstract: "Put value or uses of a voucher aside for one device to spend offline.",
        discussion: "Nobody else can spend it meanwhile. Give it back with: tessera release <hold>")

    @Argument(help: CodeInput.help)
    var code: String

    @Option(name: .long, help: ArgumentHelp("For which device.", valueName: "device"))
    var device: String

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("So much of a gift card.", valueName: "amount"))
    var amount: String?

    @Option(name: .long, help: ArgumentHelp("So many uses.", valueName: "count"))
    var uses: Int?

    @Option(name: .long, help: ArgumentHelp("For how long; 24 if not said.", valueName: "hours"))
    var hours: Int64 = 24

    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (amount != nil) != (uses != nil) else {
            throw ValidationError("Give one of --amount and --uses.")
        }
    }

    mutating func run() throws {
        let (code, id, hours) = (code, try TillID.named(device), hours)
        let asked: Asked = amount.map { .amount($0) } ?? .uses(uses ?? 1)
        let (operation, place) = (operation, place)
        try shop.answering(speaking) { counter, speech in
            let till = try place.till(counter.settings)
            let position = try await counter.position(named: code, at: till)
            let held = try await counter.lease(
                position, asked, to: id, hours: hours, operation: try operation.id(counter))
            return (held.value, held.lines(speech) + ["  For       \(id), in its next kit"])
        }
    }
}

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
            for sum in exposures.sums { speech.say("At most \(sum.shown) can be lost by now.") }
            if exposures.isEmpty { speech.remark("No device can spend without a network.") }
        }
    }
}

extension [DeviceExposure] {
    /// What can be lost by now in each currency.
    fileprivate var sums: [Money] {
        Dictionary(grouping: self) { $0.now.currency }.map { currency, parts in
            Money(minorUnits: parts.reduce(0) { $0 + $1.now.minorUnits }, currency: currency)
        }.sorted { $0.currency.code < $1.currency.code }
    }
}

extension DeviceExposure {
    /// The figure as programs read it.
    fileprivate var value: JSONValue {
        .record(
            ("device", .string(device.id.text)), ("acceptor", .string(acceptor.id.text)),
            ("bearer", .string(bearer.rawValue)), ("days", .integer(Int64(days))),
            ("now", .money(now)), ("uses_now", .integer(usesNow)),
            ("until_kit_ends", .money(untilKitEnds)),
            ("kit_ends", kitEnds.map { .string($0.rfc3339) }))
    }
}
