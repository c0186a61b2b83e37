import TesseraModel

/// A message that waits for something that sends it; written here and never sent.
///
/// - Source: M36, M41, M45, M46, M47; F39.
package struct OutgoingMessage: Hashable, Sendable {
    /// Where it stands at an instant.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Its time has not come.
        case waiting
        /// It may be sent.
        case due
        /// It became needless.
        case cancelled
    }

    /// An event that made a message needless.
    package struct Cancellation: Hashable, Sendable {
        /// Which operation recorded it.
        package let operation: OperationID
        /// When it happened.
        package let at: Timestamp

        /// An event that made a message needless.
        package init(operation: OperationID, at: Timestamp) {
            self.operation = operation
            self.at = at
        }
    }

    /// Its name, the same whenever it is made from the same effect: `msg_` with the operation and
    /// the index of the effect. Who sends it keeps it, and sends it once.
    package let id: String
    /// To whom.
    package let member: MemberNumber
    /// Which text.
    package let template: String
    /// When it was written.
    package let writtenAt: Timestamp
    /// From when on it may be sent.
    package let notBefore: Timestamp
    /// What made it needless before that; `nil` for nothing.
    package let cancelled: Cancellation?

    /// A message.
    package init(
        id: String, member: MemberNumber, template: String, writtenAt: Timestamp,
        notBefore: Timestamp, cancelled: Cancellation? = nil
    ) {
        self.id = id
        self.member = member
        self.template = template
        self.writtenAt = writtenAt
        self.notBefore = notBefore
        self.cancelled = cancelled
    }

    /// The operation that made it needless; `nil` for none.
    package var cancelledBy: OperationID? { cancelled?.operation }

    /// Where it stands at an instant, with what had happened until then.
    package func state(at time: Timestamp) -> State {
        if let cancelled, cancelled.at <= time { return .cancelled }
        return notBefore <= time ? .due : .waiting
    }
}

// One line of a file that something else picks up, so its words and times are those of people.
extension OutgoingMessage: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, member, template
        case writtenAt = "written_at"
        case notBefore = "not_before"
        case cancelledBy = "cancelled_by"
        case cancelledAt = "cancelled_at"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func time(_ key: CodingKeys) throws -> Timestamp {
            guard let time = Timestamp(rfc3339: try container.decode(String.self, forKey: key))
            else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "not a time of RFC 3339")
            }
            return time
        }
        id = try container.decode(String.self, forKey: .id)
        member = try container.decodeMember(forKey: .member)
        template = try container.decode(String.self, forKey: .template)
        writtenAt = try time(.writtenAt)
        notBefore = try time(.notBefore)
        let operation = try container.decodeIfPresent(OperationID.self, forKey: .cancelledBy)
        cancelled = try operation.map { operation in
            Cancellation(operation: operation, at: try time(.cancelledAt))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(member.text, forKey: .member)
        try container.encode(template, forKey: .template)
        try container.encode(writtenAt.rfc3339, forKey: .writtenAt)
        try container.encode(notBefore.rfc3339, forKey: .notBefore)
        try container.encodeIfPresent(cancelled?.operation, forKey: .cancelledBy)
        try container.encodeIfPresent(cancelled?.at.rfc3339, forKey: .cancelledAt)
    }
}
