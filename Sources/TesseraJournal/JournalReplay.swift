import TesseraLedger
import TesseraModel

/// Books a journal again in an empty book, and seals it with the same heads.
///
/// - Source: L4, R8.
package struct JournalReplay: Sendable {
    private let ledger: any Ledger
    private let pageSize: Int

    /// A replay into a book.
    ///
    /// - Parameters:
    ///   - ledger: An empty book.
    ///   - pageSize: How many operations are sealed in one transaction, at least 1.
    package init(into ledger: any Ledger, pageSize: Int = 1_000) {
        precondition(pageSize >= 1)
        self.ledger = ledger
        self.pageSize = pageSize
    }

    /// Books every operation again and compares what it comes to.
    ///
    /// What is known about members is not in a journal, so they come without it.
    ///
    /// - Parameter reader: A journal of which nothing was read but the header.
    /// - Returns: The chain after the last operation, with the head of the journal's last line.
    /// - Throws: ``JournalError/bookNotEmpty(operations:)``,
    ///   ``JournalError/rebookedOtherwise(sequence:operation:)``,
    ///   ``JournalError/notRebooked(sequence:operation:code:)``; what is wrong with the file;
    ///   infrastructure errors. The book is left aside then: it holds a part of the journal.
    package func run(_ reader: consuming JournalReader) async throws -> HashChain {
        try await refuseUsedBook()
        var page: [SealedOperation] = []
        while let next = try reader.next() {
            try await book(next)
            page.append(next)
            if page.count == pageSize {
                try await ledger.seal(page)
                page = []
            }
        }
        if !page.isEmpty { try await ledger.seal(page) }
        return reader.chain
    }

    /// Books every sealed operation of another book again, with what is known about members.
    ///
    /// - Parameters:
    ///   - source: The other book.
    ///   - report: Told after every page how many operations are booked.
    /// - Returns: The chain after the last operation, reckoned anew from what was read.
    /// - Throws: ``JournalError/bookNotEmpty(operations:)``,
    ///   ``JournalError/rebookedOtherwise(sequence:operation:)``,
    ///   ``JournalError/notRebooked(sequence:operation:code:)``,
    ///   ``JournalError/recordChanged(line:sequence:operation:)`` where the other book's chain does
    ///   not hold, with the line that an export would have;
    ///   infrastructure errors. The book is left aside then: it holds a part of the journal.
    package func run(
        from source: any Ledger, report: @Sendable (Int64) -> Void
    ) async throws -> HashChain {
        try await refuseUsedBook()
        var chain = HashChain()
        while true {
            let page = try await source.sealed(after: chain.sequence, limit: pageSize)
            for seal in page {
                guard chain.add(seal.operation) == seal else {
                    throw JournalError.recordChanged(
                        line: Int(seal.sequence) + 1, sequence: seal.sequence,
                        operation: seal.operation.operation)
                }
                var profile: SealedProfile?
                if case .enrol(let number, _) = seal.operation.wish, seal.operation.refusal == nil {
                    profile = try await source.member(number).profile
                }
                try await book(seal, profile: profile)
            }
            if !page.isEmpty { try await ledger.seal(page) }
            report(chain.sequence)
            if page.count < pageSize { return chain }
        }
    }

    private func refuseUsedBook() async throws {
        let figures = try await ledger.figures()
        guard figures.operations == 0 else {
            throw JournalError.bookNotEmpty(operations: figures.operations)
        }
    }

    private func book(_ seal: SealedOperation, profile: SealedProfile? = nil) async throws {
        let again: BookedOperation
        do throws(LedgerError) {
            again = try await ledger.rebook(seal.operation, profile: profile)
        } catch {
            guard error.kind != .unavailable, error.kind != .misconfigured else { throw error }
            throw JournalError.notRebooked(
                sequence: seal.sequence, operation: seal.operation.operation, code: error.code)
        }
        guard again == seal.operation else {
            throw JournalError.rebookedOtherwise(
                sequence: seal.sequence, operation: seal.operation.operation)
        }
    }
}
