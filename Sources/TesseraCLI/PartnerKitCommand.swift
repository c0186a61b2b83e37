import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraVerification

/// `tessera partner kit`: what the tills of an acceptor work with when there is no network.
struct PartnerKitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kit",
        abstract: "Write the next kit for a partner's tills, or for a shop of your own.",
        discussion: """
            tessera partner kit cafe-luna --out luna-7.kit
            tessera partner kit cafe-luna --since luna-7.kit --out luna-8.delta

            A till takes it with: tessera sync pull --till-folder FOLDER FILE
            """)

    @OptionGroup var partner: AcceptorArgument

    @Option(name: .long, help: ArgumentHelp("Where it is written.", valueName: "file"))
    var out: String

    @Option(
        name: .long,
        help: ArgumentHelp("For one device, with what is put aside for it.", valueName: "device"))
    var device: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write only what has changed since this kit, which the till must have.",
            valueName: "kit"))
    var since: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The terms of a campaign that its tills can show, 9:coffee.txt; may be repeated.",
            valueName: "campaign:file"))
    var terms: [String] = []

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, device) = (try partner.id, try device.map { try TillID.named($0) })
        let campaigns = try terms.map(PartnerKitCommand.campaign)
        let (path, base, operation) = (out, try since.map { try Files.bytes($0) }, operation)
        try shop.answering(speaking) { counter, speech in
            let made = try await counter.makeKit(
                for: id, device: device, campaigns: campaigns, operation: try operation.id(counter)
            )
            let kit = made.kit
            var bytes = made.file
            if let base {
                let key = try counter.kitPublicKey().publicKey
                let pin = KitPin(publicKey: key, acceptor: id, device: device)
                _ = try pin.kit(base)
                bytes = try counter.changes(from: base, to: made.file)
            }
            try Files.write(bytes, to: path, mode: 0o600)
            let edition = kit.edition
            return (
                .record(
                    ("code", .string("written")), ("file", .string(path)),
                    ("acceptor", .string(id.text)), ("delta", .bool(base != nil)),
                    ("sequence", .integer(Int64(edition.sequence))),
                    ("byte_count", .integer(Int64(bytes.count))),
                    ("fresh_until", .string(edition.freshUntil.rfc3339)),
                    ("expires_at", .string(edition.expiresAt.rfc3339)),
                    ("leases", .integer(Int64(kit.leases.count))),
                    ("training", .bool(kit.isTraining))),
                [
                    "\(speech.painted("✓ Written", .green))  \(path)",
                    "  Kit       number \(edition.sequence) of \(id), \(bytes.count) bytes"
                        + (base == nil ? "" : ", what has changed"),
                    "  Good for  fresh until \(kit.zone.listed(edition.freshUntil)), trusted until "
                        + kit.zone.listed(edition.expiresAt),
                    "  It is for the tills of \(id) and for nobody else.",
                ]
            )
        }
    }

    /// Reads the terms of a campaign as they are named on the command line.
    private static func campaign(_ text: String) throws -> CampaignText {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let number = CampaignNumber(parts[0]), number > 0 else {
            throw CLIError.usage(
                "\"\(text)\" names no campaign's terms.", hint: "Write it like 9:coffee.txt.")
        }
        let bytes = try Files.bytes(String(parts[1]), most: 1 << 20)
        guard let terms = String(validating: bytes, as: UTF8.self) else {
            throw PremisesError.fileUnreadable(String(parts[1]), reason: "it is not text")
        }
        return CampaignText(campaign: number, text: terms)
    }
}
