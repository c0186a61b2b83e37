import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraToken
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraVerification

/// `tessera key kit`: what a till needs to check codes without a network.
struct KeyKitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kit",
        abstract: "Write the kit with which a till of your own checks codes offline.",
        discussion: """
            The kit holds keys that can make codes your own tills believe offline. Give it to \
            your own tills and to nobody else. It is signed; the public key that checks it is \
            written beside it, with .pub behind the name. Bring that key to a till once and keep \
            it there: tessera check --kit FILE --kit-key KEY <code>
            """)

    @Option(name: .long, help: ArgumentHelp("Where it is written.", valueName: "file"))
    var out: String

    @Option(
        name: .long,
        help: ArgumentHelp("For how many hours it is trusted, 1 to 720.", valueName: "count"))
    var hours = 72

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (1...720).contains(hours) else {
            throw ValidationError("--hours is a number from 1 to 720.")
        }
    }

    mutating func run() throws {
        let (path, hours, speech) = (out, hours, speaking.speech)
        let key = try KeyFolder(shop.keysFolder).kitKey(of: shop.keys())
        try shop.atCounter(.reading) { counter in
            let kit = try await counter.kit(
                KitOrder(
                    acceptor: counter.settings.defaultShop, audiences: [.ownShops],
                    footing: counter.checkingOnly(lifetimeHours: hours)))
            let bytes = try KitFile.bytes(of: kit, signedBy: key)
            let publicKey = KitPublicKey(key.publicKey, isTraining: kit.isTraining)
            try Files.write(bytes, to: path, mode: 0o600)
            try Files.write(publicKey.file, to: "\(path).pub")
            let edition = kit.edition
            speech.answer(
                .record(
                    ("code", .string("written")), ("file", .string(path)),
                    ("byte_count", .integer(Int64(bytes.count))),
                    ("key_file", .string("\(path).pub")),
                    ("key", .string(publicKey.fingerprint)),
                    ("sequence", .integer(Int64(edition.sequence))),
                    ("issued_at", .string(edition.issuedAt.rfc3339)),
                    ("fresh_until", .string(edition.freshUntil.rfc3339)),
                    ("expires_at", .string(edition.expiresAt.rfc3339)),
                    ("keys", .array(kit.keys.map { .integer(Int64($0.record.id.number)) })),
                    ("training", .bool(kit.isTraining))),
                [
                    "\(speech.painted("✓ Written", .green))  \(path)",
                    "  Good for  \(hours) hours, until \(kit.zone.listed(edition.expiresAt))",
                    "  Key       \(path).pub, which a till keeps: kits of others are refused",
                    "  It holds keys of your own tills: give it to them and to nobody else.",
                    "  Use it with: tessera check --kit \(path) <code>",
                ])
        }
    }
}
