import TesseraModel

/// Tickets with consecutive numbers that a member got at once.
///
/// - Source: M24.
package struct TicketRun: Hashable, Sendable {
    /// Whose they are.
    package let member: MemberNumber
    /// Which operation gave them.
    package let operation: OperationID
    /// The number of the first, from 1.
    package let first: Int64
    /// How many there are, at least 1.
    package let count: Int64
    /// How many of them, the last ones, were taken back; they keep their numbers and cannot win.
    package let void: Int64

    /// Tickets of a member.
    package init(
        member: MemberNumber, operation: OperationID, first: Int64, count: Int64, void: Int64 = 0
    ) {
        self.member = member
        self.operation = operation
        self.first = first
        self.count = count
        self.void = void
    }

    /// How many of them can win.
    package var valid: Int64 {
        // Wraps only in a run that no list takes, which may stand in a file all the same.
        count &- void
    }

    /// Returns whether a ticket is one of them that can win.
    package func holds(_ ticket: Int64) -> Bool {
        let (distance, isTooMuch) = ticket.subtractingReportingOverflow(first)
        return !isTooMuch && distance >= 0 && distance < valid
    }

    /// The bytes whose digest is a leaf of the tree over the tickets.
    package var leafBytes: [UInt8] {
        [0] + eightBytes(UInt64(bitPattern: first)) + eightBytes(UInt64(bitPattern: count))
            + eightBytes(UInt64(bitPattern: void)) + eightBytes(member.number) + operation.bytes
    }
}

extension TicketRun: Codable {
    private enum CodingKeys: String, CodingKey {
        case member, operation, first, count, void
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        member = try container.decodeMember(forKey: .member)
        operation = try container.decode(OperationID.self, forKey: .operation)
        first = try container.decode(Int64.self, forKey: .first)
        count = try container.decode(Int64.self, forKey: .count)
        void = try container.decode(Int64.self, forKey: .void)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(member.text, forKey: .member)
        try container.encode(operation, forKey: .operation)
        try container.encode(first, forKey: .first)
        try container.encode(count, forKey: .count)
        try container.encode(void, forKey: .void)
    }
}
