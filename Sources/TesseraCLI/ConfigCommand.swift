import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraPremises

/// `tessera config`: every setting of this place, and where its value comes from.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings that hold and where each value comes from.",
        discussion: """
            An option counts before the environment, that before tessera.yaml, that before what \
            is preset. No secret is shown.
            """)

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let settings = try shop.settings()
        let service = try ServiceSettings(
            options: [:], environment: environment(_:), lines: settings.service)
        var rows = [place] + passphrase
        rows.append(
            Row(
                name: "ledger", text: try shop.bookPlace(settings).shown,
                source: settings.ledger == nil ? "preset" : Settings.fileName))
        for key in ServiceSettings.Key.allCases {
            rows.append(
                Row(
                    name: "service.\(key.rawValue)", text: service.text(key),
                    source: service.source(key).text))
        }
        var table = Table("SETTING", "VALUE", "FROM")
        for row in rows { table.add(row.name, row.text ?? "–", row.source) }
        speaking.speech.answer(
            .record(("code", .string("settings")), ("settings", .array(rows.map(\.value)))),
            table.lines())
    }

    private struct Row {
        let name: String
        let text: String?
        let source: String

        var value: JSONValue {
            .record(
                ("setting", .string(name)), ("value", text.map { .string($0) } ?? .null),
                ("from", .string(source)))
        }
    }

    private var place: Row {
        let source =
            shop.data != nil
            ? "--data" : environment("TESSERA_DATA") != nil ? "$TESSERA_DATA" : "preset"
        return Row(name: "data", text: shop.folder, source: source)
    }

    // Only where it is, never what it says.
    private var passphrase: [Row] {
        if let path = shop.passphraseFile {
            return [Row(name: "passphrase_file", text: path, source: "--passphrase-file")]
        }
        let variable = "TESSERA_PASSPHRASE_FILE"
        return [
            Row(
                name: "passphrase_file", text: environment(variable),
                source: environment(variable) == nil ? "preset" : "$\(variable)")
        ]
    }
}
