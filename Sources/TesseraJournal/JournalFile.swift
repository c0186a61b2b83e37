import TesseraLedger
import TesseraModel

/// The lines of a journal file: a header, each sealed operation with its head and number, and a
/// last line by which a file that was cut is known.
///
/// - Source: L4.
enum JournalFile {
    static let format = "tessera-journal"
    static let version: Int64 = 1

    /// A batch order takes some 300 bytes, and an operation has at most some ten thousand.
    static let longestLine = 64 << 20

    static func header(epoch: UInt64) -> [UInt8] {
        CanonicalJSON.fields { fields in
            fields.put("format", format)
            fields.put("ledger_epoch", Hexadecimal.text(epoch, byteCount: 8))
            fields.put("version", version)
        }.bytes
    }

    static func line(of seal: SealedOperation) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(640)
        line += recordStart
        line += seal.head.text.utf8
        line += recordMiddle
        line += seal.operation.journalLine
        line += recordEnd
        line += "\(seal.sequence)}".utf8
        return line
    }

    static func end(epoch: UInt64, chain: HashChain) -> [UInt8] {
        CanonicalJSON.fields { fields in
            fields.put("head", chain.head.text)
            fields.put("ledger_epoch", Hexadecimal.text(epoch, byteCount: 8))
            fields.put("operations", chain.sequence)
        }.bytes
    }

    static let recordStart = Array("{\"head\":\"".utf8)
    static let recordMiddle = Array("\",\"operation\":".utf8)
    static let recordEnd = Array(",\"sequence\":".utf8)
}

extension Ledger {
    /// Hands out the sealed operations as the lines of a journal file, line feeds included.
    ///
    /// - Parameters:
    ///   - epoch: The book's epoch.
    ///   - pageSize: How many operations are in memory at once, at least 1.
    ///   - receive: Called in order, with one or more lines at a time.
    /// - Returns: The end of the chain that was handed out.
    /// - Throws: What `receive` throws; infrastructure errors;
    ///   ``JournalError/recordChanged(line:sequence:operation:)`` if the book no longer holds what
    ///   was sealed, so that no file of it can be read.
    /// - Source: L4.
    package func exportJournal(
        epoch: UInt64, pageSize: Int = 1_000, _ receive: ([UInt8]) throws -> Void
    ) async throws -> HashChain {
        var chain = HashChain()
        try receive(JournalFile.header(epoch: epoch) + [10])
        while true {
            let page = try await sealed(after: chain.sequence, limit: pageSize)
            guard !page.isEmpty else { break }
            var lines: [UInt8] = []
            for seal in page {
                guard chain.add(seal.operation) == seal else {
                    throw JournalError.recordChanged(
                        line: Int(chain.sequence) + 1, sequence: seal.sequence,
                        operation: seal.operation.operation)
                }
                lines += JournalFile.line(of: seal)
                lines.append(10)
            }
            try receive(lines)
        }
        try receive(JournalFile.end(epoch: epoch, chain: chain) + [10])
        return chain
    }
}
