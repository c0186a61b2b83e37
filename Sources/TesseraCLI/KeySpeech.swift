import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraToken

extension [KeyStore.Entry] {
    /// The keys as a table for people.
    var lines: [String] {
        var table = Table(
            "KEY", "KINDS", "FOR", "STATE", "SIGNS FROM", "TO", "ACCEPTED UNTIL", "EPOCH")
        for entry in self {
            let record = entry.record
            table.add(
                "\(record.id.number)", record.kinds.kinds.map(\.name).joined(separator: ", "),
                record.audience.spoken, record.state.spoken, record.signFrom.text,
                record.signTo.text, record.acceptUntil.text, "\(entry.epoch)")
        }
        return table.lines()
    }
}

extension Audience {
    /// The audience as a person says it.
    var spoken: String {
        switch number {
        case 0: "own shops"
        case ..<0x8000: "partner \(number)"
        default: "group \(number)"
        }
    }
}
