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
        let keyFolder = KeyFolder(shop.keysFolder)
        let keys = try shop.keys()
        let (kitKey, secret) = (
            try keyFolder.kitKey(of: keys), try keyFolder.deviceSecret(of: keys)
        )
        guard !Files.exists(folder) else { throw CLIError.fileExists(folder) }
        try shop.answering(speaking) { counter, speech in
            let name = try operation.id(counter)
            let (device, epoch) = try await counter.pair(id, at: acceptor, operation: name)
            let pairing = Pairing(
                device: id, acceptor: acceptor, epoch: epoch,
                key: try DeviceKey(try secret.key(of: id, epoch: epoch)),
                kitKey: kitKey.publicKey, issuer: counter.settings.issuerName,
                ledgerEpoch: try await counter.ledger.epoch(), isTraining: counter.keys.isTraining)
            let kit = try await counter.kit(
                for: acceptor, device: id, operation: try counter.newOperation())
            let bytes = try KitFile.bytes(of: kit, signedBy: kitKey)
            try OfflineTill.install(
                PairingFile.bytes(of: pairing), kit: bytes, in: folder, at: counter.clock.now())
            return (
                .record(
                    [("code", .string("paired"))] + device.fields + [
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
