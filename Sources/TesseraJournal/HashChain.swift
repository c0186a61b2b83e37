import TesseraCrypto
import TesseraLedger

/// The hash chain over the journal, link by link.
///
/// The head before the first operation is 32 zero bytes. After operation *n* it is SHA-256 of the
/// head before it (32 bytes), *n* (8 bytes, the highest first), and the operation's line (all of
/// it, no line feed).
///
/// - Source: L4.
package struct HashChain: Hashable, Sendable {
    /// The number of the last operation in the chain; 0 before the first.
    package private(set) var sequence: Int64
    /// The head after it.
    package private(set) var head: ChainHead

    /// The chain before the first operation.
    package init() {
        sequence = 0
        head = .beginning
    }

    /// The chain after a seal; before the first operation for `nil`.
    package init(after seal: SealedOperation?) {
        sequence = seal?.sequence ?? 0
        head = seal?.head ?? .beginning
    }

    /// Adds the next operation.
    package mutating func add(_ operation: BookedOperation) -> SealedOperation {
        sequence += 1
        head = HashChain.head(after: head, sequence: sequence, line: operation.journalLine[...])
        return SealedOperation(sequence: sequence, operation: operation, head: head)
    }

    /// The head after an operation.
    ///
    /// - Parameters:
    ///   - head: The head before it.
    ///   - sequence: Its number, from 1.
    ///   - line: Its line.
    /// - Returns: 32 bytes that no other history has.
    package static func head(
        after head: ChainHead, sequence: Int64, line: ArraySlice<UInt8>
    ) -> ChainHead {
        var message: [UInt8] = []
        message.reserveCapacity(head.bytes.count + 8 + line.count)
        message += head.bytes
        for shift in stride(from: Int64(56), through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: sequence >> shift))
        }
        message += line
        guard let next = ChainHead(Digest.sha256(message)) else {
            preconditionFailure("SHA-256 has 32 bytes.")
        }
        return next
    }
}

extension ChainHead {
    /// The 32 bytes as 64 hexadecimal digits.
    package var text: String { Hexadecimal.text(bytes) }

    /// Reads 64 hexadecimal digits in lower case; `nil` for anything else.
    package init?(text: String) {
        guard let bytes = Hexadecimal.bytes(text) else { return nil }
        self.init(bytes)
    }
}
