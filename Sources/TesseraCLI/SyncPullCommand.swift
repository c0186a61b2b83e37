import ArgumentParser
import TesseraAnswers
import TesseraClaims
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraTill
import TesseraVerification

/// `tessera sync pull`: kits and receipts to a till.
struct SyncPullCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Give a till its next kit, or the files that came from the office.")

    @Option(name: .long, help: ArgumentHelp("The till's folder.", valueName: "folder"))
    var tillFolder: String

    @Argument(
        help: ArgumentHelp(
            "Kits, changes to kits and receipts; a new kit from the office's data folder if none "
                + "is named.", valueName: "file"))
    var files: [String] = []

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let till = try OfflineTill.waitingFor(tillFolder)
        if files.isEmpty {
            return try shop.telling(speaking) {
                try tell(till.take(kit: kit(for: till.pairing)), till)
            }
        }
        for path in files {
            let bytes = try Files.bytes(path)
            if bytes.starts(with: Array("TZRCPT".utf8)) {
                try tell(till.take(receipt: bytes), till)
            } else {
                try tell(till.take(kit: bytes), till)
            }
        }
    }

    /// The next kit, made here.
    private func kit(for pairing: Pairing) throws -> [UInt8] {
        let (acceptor, device) = (pairing.acceptor, pairing.device)
        return try shop.atCounter(.writing) { counter in
            try await counter.makeKit(
                for: acceptor, device: device, operation: try counter.newOperation()
            ).file
        }
    }

    private func tell(_ kit: Kit, _ till: OfflineTill) throws {
        let (speech, edition) = (speaking.speech, kit.edition)
        speech.answer(
            .record(
                ("code", .string("kit_taken")), ("device", .string(till.pairing.device.text)),
                ("sequence", .integer(Int64(edition.sequence))),
                ("fresh_until", .string(edition.freshUntil.rfc3339)),
                ("expires_at", .string(edition.expiresAt.rfc3339))),
            [
                "\(speech.painted("✓ Taken", .green))  kit number \(edition.sequence)",
                "  Good for  fresh until \(kit.zone.listed(edition.freshUntil)), trusted until "
                    + kit.zone.listed(edition.expiresAt),
            ])
    }

    private func tell(_ receipt: SyncReceipt, _ till: OfflineTill) throws {
        let speech = speaking.speech
        speech.answer(
            .record(
                ("code", .string("receipt_taken")), ("device", .string(receipt.device.text)),
                ("through", .integer(receipt.through)),
                ("records", .integer(Int64(receipt.items.count))),
                ("unsent", .integer(till.unsentCount))),
            [
                "\(speech.painted("✓ Taken", .green))  the office has everything up to record "
                    + "\(receipt.through)",
                "  Unsent    \(till.unsentCount)",
            ])
    }
}
