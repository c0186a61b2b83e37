import Testing
import TesseraCrypto
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// What others keep, and what it finds: L4.
struct CheckpointTests {
    private let key: Ed25519PrivateKey
    private let publicKey: CheckpointKey

    init() throws {
        key = try Ed25519PrivateKey(seed: SecretBytes(0..<32))
        publicKey = CheckpointKey(key.publicKey, isTraining: true)
    }

    private func book(_ seed: UInt64, _ count: Int) async throws -> InMemoryLedger {
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(ledger, seed: seed, count: count)
        _ = try await Sealer(ledger: ledger).seal()
        return ledger
    }

    private func checkpoint(of ledger: any Ledger, after minutes: Int64 = 0) async throws
        -> Checkpoint
    {
        Checkpoint(
            chain: HashChain(after: try await ledger.lastSeal()),
            time: Sample.noon.advanced(byMilliseconds: minutes * 60_000),
            ledgerEpoch: JournalBook.epoch, isTraining: true)
    }

    private func file(_ checkpoints: [Checkpoint]) throws -> [UInt8] {
        try checkpoints.flatMap { try $0.line(signedWith: key) + [10] }
    }

    @Test func `a checkpoint reads back if its signature is the key's`() async throws {
        let checkpoint = try await checkpoint(of: book(1, 5))

        let twice = try Checkpoint.read(file([checkpoint, checkpoint]), key: publicKey)

        #expect(twice.count == 2)
        #expect(try Checkpoint.read(file([checkpoint]), key: publicKey) == [checkpoint])
    }

    @Test func `a public key reads back from its file and from nothing else`() throws {
        let file = publicKey.file

        #expect(try CheckpointKey(file: file).fingerprint == publicKey.fingerprint)
        #expect(publicKey.fingerprint == "56475aa75463474c0285df5dbf2bcab7")
        for index in file.indices {
            var changed = file
            changed[index] ^= 1
            #expect(throws: JournalError.notACheckpointKey) { try CheckpointKey(file: changed) }
        }
    }

    @Test func `a changed byte of a checkpoint is found`() async throws {
        let file = try file([await checkpoint(of: book(1, 5))])

        for index in file.indices {
            var changed = file
            changed[index] ^= 1
            #expect {
                try Checkpoint.read(changed, key: publicKey)
            } throws: { error in
                [.unreadableCheckpoint(line: 1), .checkpointForged(line: 1)]
                    .contains(error as? JournalError)
            }
        }
        for count in file.indices {
            #expect(throws: JournalError.unreadableCheckpoint(line: 1)) {
                try Checkpoint.read(Array(file.prefix(count)), key: publicKey)
            }
        }
    }

    @Test func `another key's signature is a forgery`() async throws {
        let other = try Ed25519PrivateKey(seed: SecretBytes(1..<33))
        let line = try await checkpoint(of: book(1, 5)).line(signedWith: other)

        #expect(throws: JournalError.checkpointForged(line: 1)) {
            try Checkpoint.read(line + [10], key: publicKey)
        }
    }

    @Test func `a practice key does not vouch for a real book`() async throws {
        let live = CheckpointKey(key.publicKey, isTraining: false)
        let file = try file([await checkpoint(of: book(1, 5))])

        #expect(throws: JournalError.checkpointForged(line: 1)) {
            try Checkpoint.read(file, key: live)
        }
    }

    @Test func `checkpoints in another order are refused`() async throws {
        let early = try await checkpoint(of: book(1, 5))
        let late = try await checkpoint(of: book(1, 9), after: 1)

        #expect(throws: JournalError.checkpointOutOfOrder(line: 2)) {
            try Checkpoint.read(file([late, early]), key: publicKey)
        }
    }

    @Test func `a journal that only grew agrees with its checkpoints`() async throws {
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        var kept = [try await checkpoint(of: ledger)]
        for seed: UInt64 in 1...3 {
            try await JournalBook.fill(ledger, seed: seed, count: 1)
            _ = try await Sealer(ledger: ledger).seal()
            kept.append(try await checkpoint(of: ledger, after: Int64(seed)))
        }
        try await JournalBook.fill(ledger, seed: 4, count: 2)

        let check = try await JournalCheck(of: ledger, pageSize: 2).run(checkpoints: kept)

        #expect(check.findings == [])
        #expect(check.chain.sequence == 3)
        #expect(check.unsealed == 2)
    }

    @Test func `a history rewritten as a whole is caught by a checkpoint`() async throws {
        let kept = try await checkpoint(of: book(1, 30))
        let rewritten = try await book(2, 40)

        let alone = try await JournalCheck(of: rewritten).run()
        let check = try await JournalCheck(of: rewritten).run(checkpoints: [kept])

        #expect(alone.findings == [])
        #expect(check.findings.map(\.record) == ["checkpoint of 2026-12-01T12:00:00Z, number 30"])
        #expect(try #require(check.findings.first).problem.hasSuffix("history was rewritten"))
    }

    @Test func `a history cut short is caught by a checkpoint`() async throws {
        let kept = try await checkpoint(of: book(1, 30))
        let shorter = try await book(1, 20)

        let check = try await JournalCheck(of: shorter).run(checkpoints: [kept])

        #expect(
            check.findings == [
                LedgerAudit.Finding(
                    record: "checkpoint of 2026-12-01T12:00:00Z, number 30",
                    problem: "covers 30 operations and the journal has 20 operations: "
                        + "history was cut")
            ])
    }
}
