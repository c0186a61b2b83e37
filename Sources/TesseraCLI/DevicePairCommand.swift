import ArgumentParser
import TesseraAnswers
import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraTill
import TesseraVerification

/// `tessera device pair`: makes a machine a till that works without a network.
struct DevicePairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pair",
        abstract: "Make a till that works without a network: its pairing and its first kit.",
        discussion: """
            tessera device pair till-7 --at cafe-luna --out till-7

            The folder is the till's own; move it there on a stick, and keep no copy. A device \
            that is paired again is a new till: what the old folder uploads is recorded and not \
            paid.
            """)

    @Argument(
        help: ArgumentHelp("The device's name, which stands in every entry.", valueName: "device"))
    var device: String

    @Option(
        name: .long, help: ArgumentHelp("Where it stands: a partner or a shop.", valueName: "id"))
    var at: String

    @Option(
        name: .long, help: ArgumentHelp("The till's folder, not there yet.", valueName: "folder"))
    var out: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, acceptor) = (try TillID.named(device), try ShopID.named(at))
        let (folder, operation) = (out, operation)
        guard !Files.exists(folder) else { throw CLIError.fileExists(folder) }
        try shop.answering(speaking) { counter, speech in
            let till = try await counter.pairTill(
                id, at: acceptor, operation: try operation.id(counter))
            let (pairing, epoch) = (till.pairing, till.pairing.epoch)
            let made = try await counter.makeKit(
                for: acceptor, device: id, operation: try counter.newOperation())
            let kit = made.kit
            try OfflineTill.install(
                PairingFile.bytes(of: pairing), kit: made.file, in: folder,
                at: counter.clock.now())
            return (
                .record(
                    [("code", .string("paired"))] + till.fields + [
                        ("folder", .string(folder)), ("training", .bool(pairing.isTraining)),
                    ]),
                [
                    "\(speech.painted("✓ Paired", .green))  \(id) at \(acceptor), pairing \(epoch)"
                ]
                    + (epoch == 1
                        ? [] : ["  What its earlier folder still uploads is not paid any more."])
                    + [
                        "  Folder    \(folder), the till's own: move it there and keep no copy",
                        "  Kit       number \(kit.edition.sequence), trusted until "
                            + kit.zone.listed(kit.edition.expiresAt),
                        "  Next      tessera redeem CODE --amount 5 --till-folder \(folder)",
                    ]
            )
        }
    }
}
