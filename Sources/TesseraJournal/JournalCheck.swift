import TesseraLedger
import TesseraModel

/// What a check of a book's journal came to.
package struct JournalFindings: Hashable, Sendable {
    /// The chain after the last sealed operation.
    package let chain: HashChain
    /// How many operations wait to be sealed.
    package let unsealed: Int64
    /// What does not belong; empty if the journal is as it was sealed.
    package let findings: [LedgerAudit.Finding]
}

/// Goes through all seals of a book and trusts none of them.
///
/// - Source: L4.
package struct JournalCheck: Sendable {
    private static let findingLimit = 1_000

    private let ledger: any Ledger
    private let pageSize: Int

    /// A check of a book.
    ///
    /// - Parameters:
    ///   - ledger: The book.
    ///   - pageSize: How many operations are in memory at once, at least 1.
    package init(of ledger: any Ledger, pageSize: Int = 1_000) {
        precondition(pageSize >= 1)
        self.ledger = ledger
        self.pageSize = pageSize
    }

    /// Reckons every head again from the operations, and compares with what is written and with
    /// what others have kept.
    ///
    /// - Parameter checkpoints: What somebody else kept, signatures checked.
    /// - Returns: Findings that name a record each.
    /// - Throws: Infrastructure errors.
    package func run(
        checkpoints: [Checkpoint] = []
    ) async throws(LedgerError) -> JournalFindings {
        var findings: [LedgerAudit.Finding] = []
        var due = checkpoints.sorted { $0.sequence < $1.sequence }[...]
        func find(_ record: String, _ problem: String) {
            guard findings.count < JournalCheck.findingLimit else { return }
            findings.append(LedgerAudit.Finding(record: record, problem: problem))
        }
        func compare(_ sequence: Int64, _ head: ChainHead) {
            while let checkpoint = due.first, checkpoint.sequence <= sequence {
                due = due.dropFirst()
                guard checkpoint.sequence == sequence, checkpoint.head != head else { continue }
                find(
                    checkpoint.name,
                    "has head \(checkpoint.head.short) where the journal has \(head.short)"
                        + ": history was rewritten")
            }
        }
        var last = SealedOperation?.none
        compare(0, .beginning)
        while let page = try await page(after: last?.sequence ?? 0, find), !page.isEmpty {
            for seal in page {
                let expected = (last?.sequence ?? 0) + 1
                if seal.sequence != expected {
                    find(seal.name, "has number \(seal.sequence) where \(expected) follows")
                }
                var chain = HashChain(after: last)
                if seal.sequence == expected, chain.add(seal.operation).head != seal.head {
                    find(seal.name, "is not the operation that was sealed under its number")
                }
                compare(seal.sequence, seal.head)
                last = seal
            }
        }
        let count = last?.sequence ?? 0
        for checkpoint in due {
            find(
                checkpoint.name,
                "covers \(checkpoint.sequence.counted) and the journal has \(count.counted)"
                    + ": history was cut")
        }
        let operations = Int64(try await ledger.figures().operations)
        if operations < count {
            find("journal", "has \(count.counted) and the book holds \(operations)")
        }
        return JournalFindings(
            chain: HashChain(after: last), unsealed: max(0, operations - count), findings: findings)
    }

    /// The next seals; `nil` where they cannot be read.
    private func page(
        after sequence: Int64, _ find: (String, String) -> Void
    ) async throws(LedgerError) -> [SealedOperation]? {
        do {
            return try await ledger.sealed(after: sequence, limit: pageSize)
        } catch .ledgerDamaged {
            find("journal", "breaks off after number \(sequence) at a record that cannot be read")
            return nil
        }
    }

    /// Compares a book with a file of its journal.
    ///
    /// - Parameter reader: A journal of which nothing was read but the header.
    /// - Returns: The first operation at which they part; empty if all that the file has is in the
    ///   book.
    /// - Throws: What is wrong with the file; infrastructure errors.
    package func comparison(
        with reader: consuming JournalReader
    ) async throws -> [LedgerAudit.Finding] {
        var page: ArraySlice<SealedOperation> = []
        while let kept = try reader.next() {
            if page.isEmpty {
                page = try await ledger.sealed(after: kept.sequence - 1, limit: pageSize)[...]
            }
            guard let own = page.popFirst(), own.sequence == kept.sequence else {
                return [
                    LedgerAudit.Finding(
                        record: kept.name, problem: "is in the file and no more in the book")
                ]
            }
            guard own == kept else {
                return [
                    LedgerAudit.Finding(
                        record: own.name, problem: "is another one in the file: \(kept.name)")
                ]
            }
        }
        return []
    }
}

extension SealedOperation {
    fileprivate var name: String { "operation \(operation.operation.text), number \(sequence)" }
}

extension Checkpoint {
    fileprivate var name: String { "checkpoint of \(time.rfc3339), number \(sequence)" }
}

extension ChainHead {
    fileprivate var short: String { "\(text.prefix(12))…" }
}

extension Int64 {
    fileprivate var counted: String { Int(self).counted("operation") }
}
