import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// What stands beside the history and is changed in place; asked of every store.
struct SlipTests {
    private static let noon = Sample.noon
    private static let later = Sample.noon.advanced(byMilliseconds: 60_000)

    @Test(arguments: Store.available)
    func `a slip says what was written last and counts its versions`(store: Store) async throws {
        let book = try await store.open()

        let first = try await book.ledger.write(
            [1, 2], as: "key/a", replacing: nil, expiresAt: nil, at: Self.noon)
        let second = try await book.ledger.write(
            [], as: "key/a", replacing: 1, expiresAt: Self.later, at: Self.noon)

        #expect(first == Slip(name: "key/a", value: [1, 2], version: 1, expiresAt: nil))
        #expect(second == Slip(name: "key/a", value: [], version: 2, expiresAt: Self.later))
        #expect(try await book.ledger.slip("key/a", at: Self.noon) == second)
        #expect(try await book.ledger.slip("key/b", at: Self.noon) == nil)
    }

    @Test(arguments: Store.available)
    func `a change names the version that it replaces`(store: Store) async throws {
        let book = try await store.open()
        _ = try await book.ledger.write(
            [1], as: "key/a", replacing: nil, expiresAt: nil, at: Self.noon)

        for (name, version) in [("key/a", Int64?.none), ("key/a", 2), ("key/a", 0), ("key/b", 1)] {
            await #expect(throws: LedgerError.slipChanged(name)) {
                try await book.ledger.write(
                    [2], as: name, replacing: version, expiresAt: nil, at: Self.noon)
            }
        }
        await #expect(throws: LedgerError.slipChanged("key/a")) {
            try await book.ledger.removeSlip("key/a", replacing: 2)
        }
        await #expect(throws: LedgerError.slipChanged("key/b")) {
            try await book.ledger.removeSlip("key/b", replacing: 1)
        }

        #expect(try await book.ledger.slip("key/a", at: Self.noon)?.value == [1])
    }

    @Test(arguments: Store.available)
    func `of sixty-four who change one slip at once exactly one does, each time`(
        store: Store
    ) async throws {
        let book = try await store.open()

        var versions: [Int64] = []
        for round in 0..<5 {
            let before = try await book.ledger.slip("count", at: Self.noon)?.version
            let won = try await withThrowingTaskGroup(of: Slip?.self) { group in
                for client in 0..<64 {
                    group.addTask {
                        do {
                            return try await book.ledger.write(
                                [UInt8(round), UInt8(client)], as: "count", replacing: before,
                                expiresAt: nil, at: Self.noon)
                        } catch LedgerError.slipChanged("count") {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: [Slip]()) { won, slip in
                    if let slip { won.append(slip) }
                }
            }
            let winner = try #require(won.first)
            #expect(won.count == 1)
            #expect(try await book.ledger.slip("count", at: Self.noon) == winner)
            versions.append(winner.version)
        }

        #expect(versions == [1, 2, 3, 4, 5])
    }

    @Test(arguments: Store.available)
    func `from its last moment on a slip is as if it were not there`(store: Store) async throws {
        let book = try await store.open()
        let before = Self.later.advanced(byMilliseconds: -1)
        _ = try await book.ledger.write(
            [1], as: "session/a", replacing: nil, expiresAt: Self.later, at: Self.noon)
        _ = try await book.ledger.write(
            [2], as: "session/a", replacing: 1, expiresAt: Self.later, at: Self.noon)

        #expect(try await book.ledger.slip("session/a", at: before)?.version == 2)
        #expect(try await book.ledger.slip("session/a", at: Self.later) == nil)
        #expect(
            try await book.ledger.slips(under: "", after: nil, limit: 9, at: Self.later) == [])
        await #expect(throws: LedgerError.slipChanged("session/a")) {
            try await book.ledger.write(
                [3], as: "session/a", replacing: 2, expiresAt: nil, at: Self.later)
        }

        let anew = try await book.ledger.write(
            [4], as: "session/a", replacing: nil, expiresAt: nil, at: Self.later)
        #expect(anew.version == 1)
        #expect(try await book.ledger.slip("session/a", at: Self.later) == anew)
    }

    @Test(arguments: Store.available)
    func `slips are listed by name, page by page`(store: Store) async throws {
        let book = try await store.open()
        for name in ["key/b", "keys", "key/a_b", "key", "key/a", "key/a-b", "key/z.9:0"] {
            _ = try await book.ledger.write(
                [], as: name, replacing: nil, expiresAt: nil, at: Self.noon)
        }

        var pages: [[String]] = []
        repeat {
            let page = try await book.ledger.slips(
                under: "key/", after: pages.last?.last, limit: 2, at: Self.noon)
            pages.append(page.map(\.name))
        } while pages.last?.count == 2

        #expect(pages == [["key/a", "key/a-b"], ["key/a_b", "key/b"], ["key/z.9:0"]])
        #expect(
            try await book.ledger.slips(under: "", after: nil, limit: 3, at: Self.noon)
                .map(\.name) == ["key", "key/a", "key/a-b"])
    }

    @Test(arguments: Store.available)
    func `a slip is removed, and one that is not there too`(store: Store) async throws {
        let book = try await store.open()
        for name in ["a", "b"] {
            _ = try await book.ledger.write(
                [1], as: name, replacing: nil, expiresAt: nil, at: Self.noon)
        }

        try await book.ledger.removeSlip("a", replacing: 1)
        try await book.ledger.removeSlip("b", replacing: nil)
        try await book.ledger.removeSlip("b", replacing: nil)

        #expect(try await book.ledger.slips(under: "", after: nil, limit: 9, at: Self.noon) == [])
    }

    @Test(arguments: Store.available)
    func `sweeping removes what has expired and nothing else`(store: Store) async throws {
        let book = try await store.open()
        for number in 0..<1_100 {
            _ = try await book.ledger.write(
                [1], as: "old/\(number)", replacing: nil, expiresAt: Self.later, at: Self.noon)
        }
        _ = try await book.ledger.write(
            [1], as: "new", replacing: nil, expiresAt: Self.later.advanced(byMilliseconds: 1),
            at: Self.noon)
        _ = try await book.ledger.write(
            [1], as: "kept", replacing: nil, expiresAt: nil, at: Self.noon)

        #expect(try await book.ledger.sweepSlips(at: Self.later) == 1_100)
        #expect(try await book.ledger.sweepSlips(at: Self.later) == 0)

        let names = try await book.ledger.slips(under: "", after: nil, limit: 9, at: Self.noon)
            .map(\.name)
        #expect(names == ["kept", "new"])
    }

    @Test(arguments: Store.available)
    func `names and values out of range are refused`(store: Store) async throws {
        let book = try await store.open()
        let longest = String(repeating: "n", count: 200)
        let largest = [UInt8](repeating: 7, count: 16_384)

        for name in ["", "Key", "key a", "ключ", "a\0", "{", "a%", longest + "n"] {
            let told = LedgerError.slipUnfit(String(name.prefix(200)))
            await #expect(throws: told) {
                try await book.ledger.write(
                    [], as: name, replacing: nil, expiresAt: nil, at: Self.noon)
            }
            await #expect(throws: told) { try await book.ledger.slip(name, at: Self.noon) }
            await #expect(throws: told) {
                try await book.ledger.removeSlip(name, replacing: nil)
            }
            if name.isEmpty { continue }
            await #expect(throws: told) {
                try await book.ledger.slips(under: name, after: nil, limit: 1, at: Self.noon)
            }
        }
        await #expect(throws: LedgerError.slipUnfit("a")) {
            try await book.ledger.write(
                largest + [7], as: "a", replacing: nil, expiresAt: nil, at: Self.noon)
        }

        _ = try await book.ledger.write(
            largest, as: longest, replacing: nil, expiresAt: nil, at: Self.noon)
        #expect(try await book.ledger.slip(longest, at: Self.noon)?.value == largest)
    }

    @Test(arguments: Store.durable)
    func `slips outlive the process`(store: Store) async throws {
        let book = try await store.open()
        let slip = try await book.ledger.write(
            [1, 0, 255], as: "key/a", replacing: nil, expiresAt: Self.later, at: Self.noon)

        let again = try await book.reopened()

        #expect(try await again.ledger.slip("key/a", at: Self.noon) == slip)
    }

    @Test(arguments: Store.available)
    func `slips are no part of the history`(store: Store) async throws {
        let book = try await store.open()
        _ = try await book.ledger.write(
            [1], as: "key/a", replacing: nil, expiresAt: nil, at: Self.noon)

        #expect(try await book.ledger.figures().operations == 0)
        #expect(try await book.ledger.unsealed(limit: 1) == [])
        #expect(try await book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.durable)
    func `slips go along into another book, over what stands there`(store: Store) async throws {
        let (old, new) = (try await Store.inMemory.open(), try await store.open())
        for number in 100..<350 {
            _ = try await old.ledger.write(
                [UInt8(number % 256)], as: "key/\(number)", replacing: nil, expiresAt: nil,
                at: Self.noon)
        }
        _ = try await old.ledger.write(
            [1], as: "session/a", replacing: nil, expiresAt: Self.later, at: Self.noon)
        _ = try await new.ledger.write(
            [9], as: "key/100", replacing: nil, expiresAt: nil, at: Self.noon)

        try await old.ledger.copySlips(into: new.ledger, at: Self.later)

        let there = try await new.ledger.slips(under: "", after: nil, limit: 999, at: Self.noon)
        #expect(there.count == 250)
        #expect(there.first == Slip(name: "key/100", value: [100], version: 1, expiresAt: nil))
        #expect(there.last == Slip(name: "key/349", value: [93], version: 1, expiresAt: nil))
    }
}
