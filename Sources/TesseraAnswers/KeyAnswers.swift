import TesseraConfiguration
import TesseraModel
import TesseraToken

// Keys as programs read them; nothing of what is secret.

extension KeyStore.Entry {
    /// The key as programs read it; nothing of its secret.
    package var value: JSONValue {
        .record(
            ("key", .integer(Int64(record.id.number))),
            ("kinds", .array(record.kinds.kinds.map { .string($0.name) })),
            ("audience", .integer(Int64(record.audience.number))),
            ("suite", .string(record.suite.name)), ("state", .string(record.state.name)),
            ("signs_from", .string(record.signFrom.text)),
            ("signs_to", .string(record.signTo.text)),
            ("accepted_until", .string(record.acceptUntil.text)),
            ("epoch", .integer(Int64(epoch))), ("training", .bool(record.id.isTraining)))
    }
}
