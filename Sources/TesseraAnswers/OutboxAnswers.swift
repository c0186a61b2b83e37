import TesseraLoyalty
import TesseraModel

// Messages to members as programs read them.

extension OutgoingMessage {
    /// The message as programs read it.
    package func value(_ state: State) -> JSONValue {
        .record(
            ("id", .string(id)), ("state", .string(state.rawValue)),
            ("member", .string(member.text)), ("template", .string(template)),
            ("written_at", .string(writtenAt.rfc3339)),
            ("not_before", .string(notBefore.rfc3339)),
            ("cancelled_by", cancelled.map { .string("op_\($0.operation.text)") }),
            ("cancelled_at", cancelled.map { .string($0.at.rfc3339) }))
    }
}
