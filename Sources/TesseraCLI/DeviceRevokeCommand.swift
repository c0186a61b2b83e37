import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// `tessera device revoke`: gives a device up.
struct DeviceRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Give a device up: what it uploads from now on is recorded and not paid.",
        discussion: """
            A stolen till also has what checks the codes of its audience and, with suite hmac, \
            could make some that tills without a network believe. The answer names those keys.
            """)

    @Argument(help: ArgumentHelp("The device's name.", valueName: "device"))
    var device: String

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, reason, operation) = (try TillID.named(device), reason.reason, operation)
        try shop.answering(speaking) { counter, speech in
            let (device, end) = try await counter.revoke(
                id, reason: reason, operation: try operation.id(counter))
            let keys = try await counter.keys(heldBy: device)
            return (
                end.value("revoked", "device", id.text).with([
                    ("keys", .array(keys.map { .integer(Int64($0.record.id.number)) }))
                ]),
                [
                    "\(speech.painted("✓ Given up", .green))  \(device.id) at \(device.acceptor)",
                    "  What it uploads from now on is recorded and not paid.",
                ] + keys.advice
            )
        }
    }
}

extension [KeyStore.Entry] {
    /// What to do about the keys of a till that somebody may have stolen.
    fileprivate var advice: [String] {
        let shared = filter { $0.record.suite == .hmac }.map { "\($0.record.id.number)" }
        guard !shared.isEmpty else {
            return ["  It holds public keys alone, which make nothing: no key need be changed."]
        }
        return [
            "If it was stolen, it holds keys \(shared.joined(separator: ", ")). Then:",
            "  tessera key compromise KEY --yes    for each of them",
            "  tessera key rotate                  makes their successors",
            "  tessera voucher reissue VOUCHER     gives a voucher a new code",
            "  tessera sync pull                   brings each other till its next kit",
        ]
    }
}
