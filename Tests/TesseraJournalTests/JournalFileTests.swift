import Testing
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// The journal's file and its chain: L4.
struct JournalFileTests {
    private func sample(_ count: Int = 8) async throws -> JournalBytes {
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(ledger, seed: 3, count: count)
        return try await JournalBytes(of: ledger)
    }

    @Test func `a file holds a header, the operations and an end`() async throws {
        let file = try await sample(2)

        let lines = file.lines.map { String(decoding: $0, as: UTF8.self) }

        #expect(lines.count == 4)
        #expect(
            lines.first == #"{"format":"tessera-journal","ledger_epoch":"0102030405060708","#
                + #""version":1}"#)
        #expect(lines[1].hasPrefix(#"{"head":""#))
        #expect(lines[1].hasSuffix(#","sequence":1}"#))
        #expect(lines[3].hasSuffix(#","ledger_epoch":"0102030405060708","operations":2}"#))
    }

    @Test func `the chain is SHA-256 over head, number and line`() {
        // With Python: sha256(bytes(32) + (1).to_bytes(8, "big") + b'{"a":1}').hexdigest(), and
        // the same again with that head and 258.
        let first = HashChain.head(
            after: .beginning, sequence: 1, line: Array(#"{"a":1}"#.utf8)[...])
        let second = HashChain.head(after: first, sequence: 258, line: Array(#"{"a":1}"#.utf8)[...])

        #expect(first.text == "efdc0e2f8a22c30683385791552f8455b898f59e1aa4d1a6c77f0457bd1d5947")
        #expect(second.text == "c33d59c93758fd623c234f9bc4b1abc712106e0bd67055d4b95fd61708d937f3")
    }

    @Test(arguments: [1, 7, 100, 1 << 20])
    func `a file reads back in pieces of any size`(pieceSize: Int) async throws {
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(ledger, seed: 3, count: 8)
        let file = try await JournalBytes(of: ledger)

        let read = try file.read(pieceSize: pieceSize)

        #expect(read == (try await ledger.sealed(after: 0, limit: 100)))
        #expect(read.count == 8)
    }

    @Test(arguments: [1, 2, 4, 0x20, 0x80] as [UInt8])
    func `every changed byte is found and its line named`(mask: UInt8) async throws {
        let file = try await sample()
        let last = file.lines.count
        var line = 1

        for index in file.bytes.indices {
            var changed = file
            changed.bytes[index] ^= mask
            let fault = changed.fault

            // The epoch in the header is compared with the one in the last line; a last line
            // without its line feed is none.
            let named = try #require(fault?.line, "byte \(index)")
            let isExplained =
                fault == .endMismatch(line: last, field: "ledger_epoch") && line == 1
                || fault == .journalCut(line: last - 1) && index == file.bytes.count - 1
            #expect(named == line || isExplained, "byte \(index) of line \(line), told as \(named)")
            if file.bytes[index] == 10 { line += 1 }
        }
    }

    @Test func `a file that is cut anywhere is found out`() async throws {
        let file = try await sample()

        for count in file.bytes.indices {
            var cut = file
            cut.bytes.removeLast(file.bytes.count - count)
            let whole = cut.bytes.filter { $0 == 10 }.count

            #expect(cut.fault == .journalCut(line: whole), "cut after \(count) bytes")
        }
    }

    @Test func `a byte too many is found wherever it stands`() async throws {
        let file = try await sample(4)

        for index in 0...file.bytes.count {
            for byte in [10, 32, 48, 125] as [UInt8] {
                var longer = file
                longer.bytes.insert(byte, at: index)

                #expect(longer.fault != nil, "\(byte) at \(index)")
            }
        }
    }

    @Test func `a missing byte is found wherever it was`() async throws {
        let file = try await sample(4)

        for index in file.bytes.indices {
            var shorter = file
            shorter.bytes.remove(at: index)

            #expect(shorter.fault != nil, "at \(index)")
        }
    }

    @Test func `lines in another order are named`() async throws {
        var lines = try await sample().lines
        lines.swapAt(3, 4)

        #expect(JournalBytes(lines).fault == .outOfOrder(line: 4, expected: 3, found: 4))
    }

    @Test func `a doubled line is named`() async throws {
        var lines = try await sample().lines
        lines.insert(lines[5], at: 6)

        #expect(JournalBytes(lines).fault == .outOfOrder(line: 7, expected: 6, found: 5))
    }

    @Test func `a missing line is named`() async throws {
        var lines = try await sample().lines
        lines.remove(at: 5)

        #expect(JournalBytes(lines).fault == .outOfOrder(line: 6, expected: 5, found: 6))
    }

    @Test func `an operation that was edited with care is named`() async throws {
        let file = try await sample()
        var lines = file.lines
        let record = String(decoding: lines[2], as: UTF8.self)
        let operation = try file.read()[1].operation.operation
        lines[2] = Array(record.replacing("2026-12-01T", with: "2026-12-02T").utf8)
        try #require(lines[2] != file.lines[2])

        #expect(
            JournalBytes(lines).fault
                == .recordChanged(line: 3, sequence: 2, operation: operation))
    }

    @Test func `records cut off together with a new end need the checkpoint, not the end`()
        async throws
    {
        let file = try await sample()
        var lines = file.lines
        lines.remove(at: lines.count - 2)

        #expect(JournalBytes(lines).fault == .endMismatch(line: 9, field: "operations"))
    }

    @Test func `what follows the end is found`() async throws {
        let file = try await sample()

        #expect(JournalBytes(file.lines + file.lines).fault == .bytesAfterEnd(line: 11))
        #expect(JournalBytes(file.lines + [[]]).fault == .bytesAfterEnd(line: 11))
    }

    @Test func `a later form is told as such`() async throws {
        var lines = try await sample(1).lines
        lines[0] = Array(#"{"format":"tessera-journal","compression":"none","version":2}"#.utf8)

        #expect(JournalBytes(lines).fault == .formatNewer(version: 2, known: 1))
    }

    @Test func `another file is no journal`() {
        #expect(JournalBytes([Array("hello".utf8)]).fault == .notAJournal)
        #expect(JournalBytes([Array(#"{"format":"tessera-kit"}"#.utf8)]).fault == .notAJournal)
        #expect(JournalBytes([]).fault == .journalCut(line: 0))
    }

    @Test func `the journal of an empty book is a header and an end`() async throws {
        let file = try await JournalBytes(of: InMemoryLedger(zone: Sample.bucharest))

        #expect(file.lines.count == 2)
        #expect(try file.read().isEmpty)
    }
}
