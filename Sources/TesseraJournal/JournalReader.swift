import TesseraLedger
import TesseraModel

/// Reads a journal file and believes nothing: every line must be in its one spelling, have the next
/// number, and lead to the head that it says.
///
/// It keeps one line in memory, however long the file.
///
/// - Source: L4.
package struct JournalReader {
    /// The epoch of the book that the journal is of.
    package let ledgerEpoch: UInt64
    /// The chain after the latest operation that was read.
    package private(set) var chain = HashChain()
    private var lines: LineSource
    private var isAtEnd = false

    /// Reads the header.
    ///
    /// - Parameter nextBytes: Hands out the file piece by piece, and nothing at its end.
    /// - Throws: ``JournalError/notAJournal``, ``JournalError/formatNewer(version:known:)``,
    ///   ``JournalError/journalCut(line:)``; what the source throws.
    package init(
        _ nextBytes: @escaping () throws(JournalError) -> [UInt8]
    ) throws(JournalError) {
        lines = LineSource(nextBytes)
        guard let line = try lines.next() else { throw .journalCut(line: 0) }
        ledgerEpoch = try JournalReader.epoch(inHeader: line)
    }

    private static func epoch(inHeader line: [UInt8]) throws(JournalError) -> UInt64 {
        let epoch: UInt64
        let version: Int64
        do throws(RecordFault) {
            let fields = try FieldReader(CanonicalJSONReader.value(of: line[...]))
            guard try fields.text("format") == JournalFile.format else { throw .notJSON }
            version = try fields.integer("version")
            epoch =
                version == JournalFile.version
                ? try fields.named("ledger_epoch") { Hexadecimal.number($0, byteCount: 8) } : 0
        } catch {
            throw .notAJournal
        }
        guard version <= JournalFile.version else {
            throw .formatNewer(version: version, known: JournalFile.version)
        }
        guard line == JournalFile.header(epoch: epoch) else { throw .notAJournal }
        return epoch
    }

    /// The next operation; `nil` after the last one, when the file was found whole.
    ///
    /// - Throws: ``JournalError/unreadableRecord(line:field:)``,
    ///   ``JournalError/outOfOrder(line:expected:found:)``,
    ///   ``JournalError/recordChanged(line:sequence:operation:)``,
    ///   ``JournalError/journalCut(line:)``, ``JournalError/endMismatch(line:field:)``,
    ///   ``JournalError/bytesAfterEnd(line:)``; what the source throws.
    package mutating func next() throws(JournalError) -> SealedOperation? {
        guard !isAtEnd else { return nil }
        guard let line = try lines.next() else { throw .journalCut(line: lines.number) }
        guard let record = RecordLine(line) else {
            try finish(line)
            return nil
        }
        let operation = try BookedOperation(journalLine: record.operation, number: lines.number)
        guard record.sequence == chain.sequence + 1 else {
            throw .outOfOrder(
                line: lines.number, expected: chain.sequence + 1, found: record.sequence)
        }
        let seal = chain.add(operation)
        guard seal.head == record.head else {
            throw .recordChanged(
                line: lines.number, sequence: seal.sequence, operation: operation.operation)
        }
        return seal
    }

    private mutating func finish(_ line: [UInt8]) throws(JournalError) {
        let (count, head, epoch): (Int64, ChainHead, UInt64)
        do throws(RecordFault) {
            let fields = try FieldReader(CanonicalJSONReader.value(of: line[...]))
            // A record whose wrapping is damaged is told as such, not as a strange last line.
            guard fields.has("operations"), !fields.has("operation") else { throw .notJSON }
            count = try fields.integer("operations")
            head = try fields.named("head") { ChainHead(text: $0) }
            epoch = try fields.named("ledger_epoch") { Hexadecimal.number($0, byteCount: 8) }
        } catch {
            throw .unreadable(error, line: lines.number)
        }
        guard count == chain.sequence else {
            throw .endMismatch(line: lines.number, field: "operations")
        }
        guard head == chain.head else { throw .endMismatch(line: lines.number, field: "head") }
        guard epoch == ledgerEpoch else {
            throw .endMismatch(line: lines.number, field: "ledger_epoch")
        }
        guard line == JournalFile.end(epoch: epoch, chain: chain) else {
            throw .unreadableRecord(line: lines.number, field: nil)
        }
        let last = lines.number
        do throws(JournalError) {
            guard try lines.next() == nil else { throw .bytesAfterEnd(line: last + 1) }
        } catch .journalCut {
            throw .bytesAfterEnd(line: last + 1)
        }
        isAtEnd = true
    }
}

/// A line of the file taken apart, without a look at the operation in it.
private struct RecordLine {
    let head: ChainHead
    let operation: ArraySlice<UInt8>
    let sequence: Int64

    /// Takes `{"head":"…","operation":…,"sequence":…}` apart; `nil` for anything else.
    init?(_ line: [UInt8]) {
        let headStart = JournalFile.recordStart.count
        let operationStart = headStart + 64 + JournalFile.recordMiddle.count
        guard line.starts(with: JournalFile.recordStart), line.count > operationStart,
            line[(headStart + 64)..<operationStart].elementsEqual(JournalFile.recordMiddle),
            let head = ChainHead(
                text: String(decoding: line[headStart..<(headStart + 64)], as: UTF8.self)),
            line.last == UInt8(ascii: "}")
        else { return nil }
        let digits = line.dropLast().reversed().prefix { (48...57).contains($0) }.count
        let numberStart = line.count - 1 - digits
        let operationEnd = numberStart - JournalFile.recordEnd.count
        let text = String(decoding: line[numberStart..<(line.count - 1)], as: UTF8.self)
        guard operationEnd > operationStart,
            line[operationEnd..<numberStart].elementsEqual(JournalFile.recordEnd),
            let sequence = Int64(text), "\(sequence)" == text
        else { return nil }
        self.head = head
        self.sequence = sequence
        operation = line[operationStart..<operationEnd]
    }
}
