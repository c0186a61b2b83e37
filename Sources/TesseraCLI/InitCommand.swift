import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedgerPostgres
import TesseraToken
import TesseraModel
import TesseraPremises

/// `tessera init`: a data folder with settings, keys and an empty book.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a data folder: settings, first keys and an empty book.",
        discussion: """
            With --demo everything is there to practise, with training keys that no live till \
            accepts. Without it the shop needs its --name.
            """)

    @Flag(name: .long, help: "A shop to practise with, and training keys.")
    var demo = false

    @Option(
        name: .long,
        help: ArgumentHelp("The name customers read on cards and vouchers.", valueName: "text"))
    var name: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where days begin and end, Europe/Bucharest; the machine's zone if not said.",
            valueName: "zone"))
    var zone: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Of amounts that name none: three letters of ISO 4217; EUR if not said.",
            valueName: "code"))
    var currency: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where the book is, postgres://user@host/database; a file in the folder if not said.",
            valueName: "address"))
    var ledger: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Settings that were written before, to be copied.", valueName: "file"))
    var settings: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard settings == nil || (name ?? zone ?? currency ?? ledger) == nil else {
            throw ValidationError(
                "--settings goes without --name, --zone, --currency and --ledger.")
        }
        guard settings != nil || demo || name != nil else {
            throw ValidationError(
                "A shop needs a name: tessera init --name \"Harbour Coffee\"; or try --demo.")
        }
    }

    mutating func run() throws {
        let yaml = try settingsText()
        let wanted = try Settings(yaml: yaml, file: settings ?? Settings.fileName)
        guard wanted.isTraining || !demo else {
            throw CLIError.usage(
                "--demo makes training keys, and the settings say training: no.",
                hint: "Leave --demo away, or change the line to training: yes.")
        }
        let passphrase = try shop.passphrase()
        let clock = try SystemClock(isTraining: wanted.isTraining)
        let keys = try Installation(
            folder: shop.folder, yaml: yaml, settings: wanted, passphrase: passphrase,
            today: wanted.zone.day(at: clock.now())
        ).make()
        let speech = speaking.speech
        speech.answer(
            .record(
                ("code", .string("made")), ("folder", .string(shop.folder)),
                ("issuer", .string(wanted.issuerName)), ("time_zone", .string(wanted.zone.name)),
                ("currency", .string(wanted.currency.code)),
                ("shops", .array(wanted.shops.map { .string($0.id.text) })),
                ("training", .bool(wanted.isTraining)),
                ("keys", .array(keys.entries.map(\.value)))),
            lines(wanted, keys, isSealed: passphrase != nil, speech))
    }

    private func settingsText() throws -> String {
        if let path = settings {
            let bytes = try Files.bytes(path, most: Settings.mostByteCount)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ConfigurationError.notText(path)
            }
            return text
        }
        var money = Currency(code: "EUR")
        if let currency {
            money = Currency(code: currency)
        }
        guard let money else { throw ModelError.currency(currency ?? "EUR") }
        let zone = zone ?? (demo ? "Europe/Bucharest" : MachineZone.name)
        // Asked here, so that a wrong option is not told as a wrong line of a file.
        do throws(ConfigurationError) {
            _ = try IssuerZone.named(zone)
        } catch {
            throw CLIError.usage(error.message, hint: error.hint ?? "")
        }
        let name = name ?? "Harbour Coffee"
        guard name.isSpokenName else {
            throw ModelError.name(
                name.isOneLine ? name : "", of: "an issuer", example: "Harbour Coffee")
        }
        let text = Settings.template(
            issuerName: name, timeZone: zone, currency: money, shops: shops(name),
            isTraining: demo)
        guard let ledger else { return text }
        _ = try PostgresAddress(ledger)
        return SettingsLedgerLine.placed(ledger, in: text)
    }

    private func shops(_ issuer: String) -> [Settings.Shop] {
        let named = demo ? [("harbour", "Harbour"), ("old-town", "Old Town")] : [("main", issuer)]
        return named.compactMap { id, name in
            ShopID(id).map { Settings.Shop(id: $0, name: name) }
        }
    }

    private func lines(
        _ settings: Settings, _ keys: KeyStore, isSealed: Bool, _ speech: Speech
    ) -> [String] {
        let sort = settings.isTraining ? "training keys" : "keys"
        let place = settings.ledger.flatMap { try? PostgresAddress($0).shown }
        let last = keys.entries.map(\.record.signTo).min()?.spoken ?? ""
        var lines = [
            "\(speech.painted("✓ Made", .green))  \(settings.issuerName) in \(shop.folder)",
            "  Settings  \(Settings.fileName): \(settings.zone.name), \(settings.currency.code), "
                + "shops \(settings.shops.map(\.id.text).joined(separator: ", "))",
            "  Keys      \(keys.entries.count) \(sort), signing until \(last)"
                + (isSealed ? ", locked with the passphrase" : ""),
            "  Book      empty\(place.map { ", in \($0)" } ?? "")",
            "Look through \(Settings.fileName): zone and currency must be right before "
                + "vouchers are out.",
            "Then:",
        ]
        if shop.data != nil {
            lines.append("  export TESSERA_DATA=\(Folders.absolute(shop.folder))")
        }
        return lines + [
            "  tessera voucher issue --amount 50 --qr",
            "  tessera member add --name \"Ana Pop\"",
            "  tessera doctor",
        ]
    }
}
