import TesseraLedger
import TesseraModel
import TesseraOperations

// Access keys and the access log, as programs read them.

extension AccessKey {
    /// The key as programs read it.
    package var fields: [(String, JSONValue?)] {
        [
            ("key", .string(id.text)), ("name", .string(name)),
            ("scopes", .array(scopes.map { .string($0.rawValue) })),
            ("acceptor", (acceptor?.text).map { .string($0) }),
            ("created_at", .string(createdAt.rfc3339)),
            ("expires_at", (expiresAt?.rfc3339).map { .string($0) }),
            ("revoked_at", end.map { .string($0.time.rfc3339) }),
            ("reason", end.map { .string($0.reason) }),
        ]
    }
}

extension AccessRecord {
    /// The line as programs read it.
    package var fields: [(String, JSONValue?)] {
        [
            ("id", .string(id)), ("at", .string(time.rfc3339)), ("act", .string(act.rawValue)),
            ("actor", .string(actor)), ("subject", subject.map { .string($0) }),
            ("source", source.map { .string($0) }), ("reason", reason.map { .string($0) }),
        ]
    }
}
