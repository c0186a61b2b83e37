/// The head of the hash chain after an operation: 32 bytes of SHA-256.
///
/// - Source: L4.
package struct ChainHead: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// The head before the first operation: 32 zero bytes.
    package static let beginning = ChainHead(unchecked: [UInt8](repeating: 0, count: 32))

    /// The head of 32 bytes; `nil` for another count.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// An operation with its place in the journal.
///
/// - Source: L4.
package struct SealedOperation: Hashable, Sendable {
    /// 1 for the first operation of a journal; without a gap.
    package let sequence: Int64
    /// The operation.
    package let operation: BookedOperation
    /// The head of the chain after it.
    package let head: ChainHead

    /// An operation with its place in the journal.
    package init(sequence: Int64, operation: BookedOperation, head: ChainHead) {
        self.sequence = sequence
        self.operation = operation
        self.head = head
    }
}
