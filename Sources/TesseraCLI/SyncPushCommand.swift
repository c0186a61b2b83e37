import ArgumentParser
import TesseraAnswers
import TesseraClaims
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraTill

/// `tessera sync push`: a till's records to the book.
struct SyncPushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Tell the book what a till did; telling it twice changes nothing.")

    @Option(name: .long, help: ArgumentHelp("The till's folder.", valueName: "folder"))
    var tillFolder: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "An upload that a till has written, to be judged here.", valueName: "file"))
    var file: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With --till-folder: write the upload here and ask nobody. With --file: write the "
                + "receipt here.", valueName: "file"))
    var out: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (tillFolder != nil) != (file != nil) else {
            throw ValidationError("Give one of --till-folder and --file.")
        }
        guard file == nil || out != nil else {
            throw ValidationError("The till needs the receipt: give --out.")
        }
    }

    mutating func run() throws {
        if let file {
            try judge(try ClaimUpload(Files.bytes(file)), writing: out)
        } else if let tillFolder {
            let till = try OfflineTill.waitingFor(tillFolder)
            if let out {
                try write(till, to: out)
            } else {
                try push(till, in: tillFolder)
            }
        }
    }

    private func write(_ till: OfflineTill, to path: String) throws {
        let upload = try till.upload()
        try Files.write(upload.bytes, to: path, mode: 0o600)
        let speech = speaking.speech
        speech.answer(
            .record(
                ("code", .string("written")), ("file", .string(path)),
                ("device", .string(upload.device.text)),
                ("records", .integer(Int64(upload.claims.count)))),
            [
                "\(speech.painted("✓ Written", .green))  \(path)",
                "  Records   \(upload.claims.count)",
                "  Next      at the office: tessera sync push --file \(path) --out FILE",
            ])
    }

    /// Tells the book everything that a till has, in parts, and gives the till its receipts.
    private func push(_ till: OfflineTill, in folder: String) throws {
        // What was practised stays in the book to practise with.
        let isTraining = try shop.settings().isTraining
        guard till.pairing.isTraining == isTraining else {
            throw TillError.trainingMismatch(tillIsTraining: till.pairing.isTraining)
        }
        var upload = try till.upload(most: SyncPushCommand.together)
        while true {
            var receipt: [UInt8] = []
            try judge(upload, next: "tessera sync pull --till-folder \(folder)") {
                receipt = $0
            }
            try till.take(receipt: receipt)
            // A part that is not full was the last. What is missing after it was sent was refused
            // by the book, and is told again later.
            guard upload.claims.count == SyncPushCommand.together else { return }
            let next = try till.upload(most: SyncPushCommand.together)
            guard let first = next.claims.first?.record.sequence,
                first > upload.claims[0].record.sequence
            else { return }
            upload = next
        }
    }

    /// How many records are sent at a time.
    private static let together = 20_000

    private func judge(_ upload: ClaimUpload, writing path: String?) throws {
        let next = "at the till: tessera sync pull \(path ?? "FILE") --till-folder FOLDER"
        try judge(upload, next: next) { receipt in
            if let path { try Files.write(receipt, to: path, mode: 0o600) }
        }
    }

    private func judge(
        _ upload: ClaimUpload, next: String, _ take: ([UInt8]) throws -> Void
    ) throws {
        let speaking = speaking
        let receipt = try shop.atCounter(.writing) { counter -> [UInt8] in
            let (judged, receipt) = try await counter.ledger.suggesting(counter.settings) {
                try await counter.answer(upload)
            }
            var speech = speaking.speech
            speech.telling = counter.telling
            speech.answer(judged.value, judged.lines(next, speech))
            return receipt
        }
        try take(receipt)
    }
}

extension JudgedUpload {
    /// The answer as people read it.
    fileprivate func lines(_ next: String, _ speech: Speech) -> [String] {
        guard !receipt.items.isEmpty else {
            return [
                "\(speech.painted("✓ Nothing to tell", .green))  the book has every record of "
                    + "\(receipt.device), up to \(receipt.through)"
            ]
        }
        var lines = [
            "\(speech.painted("✓ Judged", .green))  \(receipt.items.count.counted("record")) of "
                + "\(receipt.device), \(newCount) new"
        ]
        let rulings = Dictionary(grouping: receipt.items, by: \.ruling)
        for ruling in rulings.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            lines.append("  \(rulings[ruling]?.count ?? 0) × \(ruling.spoken)")
        }
        for gap in receipt.gaps {
            lines.append("  Missing   \(gap.lowerBound) to \(gap.upperBound)")
        }
        let forged = Set(
            conflicts.compactMap { booked -> UInt16? in
                guard case .forged(let key)? = booked.claim?.0.finding else { return nil }
                return key.number
            })
        for key in forged.sorted() {
            lines.append(
                "  \(speech.painted("ALARM", .red))     somebody forges with key \(key): "
                    + "tessera key compromise \(key)")
        }
        if !conflicts.isEmpty {
            lines.append(
                "  Look at   \(conflicts.count.counted("conflict")): tessera sync conflicts")
        }
        if rulings[.quarantined] != nil {
            lines.append("  The till's folder was copied or set back: find out who has the other.")
            lines.append(
                "  Next      pair the till again: tessera device pair \(receipt.device)")
        } else if rulings[.deviceRevoked] == nil {
            lines.append("  Next      \(next)")
        }
        return lines
    }
}
