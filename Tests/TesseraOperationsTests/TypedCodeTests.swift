import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Codes typed by hand: T15–T18; F13, F14, F16.
struct TypedCodeTests {
    private let fifty = Desk.gift(cents: 5_000)
    private let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// A code of good form for a position, whose tag another shop's key made.
    private func foreign(_ position: VoucherPosition, kind: TokenKind = .gift) throws -> String {
        try KeyStore.created(on: Desk.keyDay, isTraining: false, passphrase: nil)
            .signingKey(id: KeyID(1), kind: .gift).typedCodeKey
            .code(kind: kind, position: position).text
    }

    /// The code with its character at an index replaced by the next of the alphabet.
    private func slip(_ code: String, at index: Int) throws -> String {
        var characters = Array(code)
        let value = try #require(alphabet.firstIndex(of: characters[index]))
        characters[index] = alphabet[(value + 1) % 32]
        return String(characters)
    }

    private func mistype(_ code: String, times: Int, _ desk: Desk) async throws {
        for _ in 0..<times {
            await #expect(throws: VerificationError.tagMismatch(KeyID(1))) {
                try await desk.counter.check(code, at: Sample.till1)
            }
        }
    }

    // F16
    @Test(arguments: Store.available)
    func `a code is one code however it is typed`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let code = card.typedCode

        for typed in [
            code, code.lowercased(), code.replacing("-", with: ""),
            code.replacing("-", with: " "), code.replacing("-", with: "\u{2013}"),
            code.replacing("1", with: "l").replacing("0", with: "o"),
            code.replacing("1", with: "I").replacing("0", with: "O"), "  \(code)\t",
        ] {
            let found = try await desk.counter.check(typed, at: Sample.till1).voucher
            #expect(found.position == card.position)
        }
    }

    // T17
    @Test(arguments: Store.available)
    func `one wrong character is answered with the code that was meant`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)

        for index in 0..<19 where index % 5 != 4 {
            await #expect(throws: TokenError.typo(correction: card.typedCode)) {
                try await desk.counter.check(
                    try self.slip(card.typedCode, at: index), at: Sample.till1)
            }
        }
        #expect(try await desk.book.ledger.wrongCodes(at: Sample.till1, time: Sample.noon) == 0)
    }

    // T17
    @Test(arguments: Store.available)
    func `a slip in a code that is not ours is answered with no code`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let mistyped = try slip(try foreign(card.position), at: 17)

        await #expect(throws: TokenError.typo(correction: nil)) {
            try await desk.counter.check(mistyped, at: Sample.till1)
        }
        await #expect(throws: TokenError.typo(correction: nil)) {
            try await desk.redeem(mistyped, .everything)
        }
    }

    // T18: looking for what was meant tries tags, so it may not go on for ever.
    @Test(arguments: Store.available)
    func `slips that lead to no code of ours are counted and then not looked into`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let mistyped = try slip(try foreign(card.position), at: 17)
        let near = try slip(card.typedCode, at: 17)

        for _ in 1...10 {
            await #expect(throws: TokenError.typo(correction: nil)) {
                try await desk.counter.check(mistyped, at: Sample.till1)
            }
        }

        await #expect(throws: TokenError.typo(correction: nil)) {
            try await desk.counter.check(near, at: Sample.till1)
        }
        await #expect(throws: TokenError.typo(correction: card.typedCode)) {
            try await desk.counter.check(near, at: Sample.till2)
        }
        await #expect(throws: VerificationError.tooManyAttempts(limit: 10)) {
            try await desk.counter.check(card.typedCode, at: Sample.till1)
        }
    }

    // T18
    @Test(arguments: Store.available)
    func `after ten wrong codes a till is typed at no more within the hour`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let counter = desk.counter
        try await mistype(try foreign(card.position), times: 9, desk)
        #expect(try await counter.check(card.typedCode, at: Sample.till1).entry == .typed)
        try await mistype(try foreign(card.position), times: 1, desk)

        await #expect(throws: VerificationError.tooManyAttempts(limit: 10)) {
            try await counter.check(card.typedCode, at: Sample.till1)
        }
        await #expect(throws: VerificationError.tooManyAttempts(limit: 10)) {
            try await desk.redeem(card.typedCode, .everything)
        }
        await #expect(throws: VerificationError.tooManyAttempts(limit: 10)) {
            try await desk.reopened().counter.check(card.typedCode, at: Sample.till1)
        }
    }

    @Test(arguments: Store.available)
    func `a till that may not be typed at still scans and others still type`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        try await mistype(try foreign(card.position), times: 10, desk)

        #expect(try await desk.counter.check(card.token, at: Sample.till1).entry == .scanned)
        #expect(try await desk.counter.check(card.typedCode, at: Sample.till2).entry == .typed)
        desk.clock.set(Desk.time("2026-12-01T12:59:59.999Z"))
        await #expect(throws: VerificationError.tooManyAttempts(limit: 10)) {
            try await desk.counter.check(card.typedCode, at: Sample.till1)
        }
        desk.set("2026-12-01T13:00:00Z")
        #expect(try await desk.counter.check(card.typedCode, at: Sample.till1).entry == .typed)
    }

    // T17: the order of the answers.
    @Test(arguments: Store.available)
    func `a code is refused for the first thing that is wrong`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let nowhere = Sample.position(9, 5)

        await #expect(throws: VerificationError.unknownList(9)) {
            try await desk.counter.check(
                try self.foreign(nowhere, kind: .discount), at: Sample.till1)
        }
        await #expect(throws: VerificationError.wrongKind(.gift)) {
            try await desk.counter.check(
                try self.foreign(card.position, kind: .discount), at: Sample.till1)
        }
        await #expect(throws: VerificationError.tagMismatch(KeyID(1))) {
            try await desk.counter.check(try self.foreign(card.position), at: Sample.till1)
        }
        #expect(try await desk.book.ledger.wrongCodes(at: Sample.till1, time: Sample.noon) == 1)
    }

    // F13: a voucher's neighbour has another tag.
    @Test(arguments: Store.available)
    func `a code says nothing about its neighbour's`(store: Store) async throws {
        let desk = try await Desk(store)
        let batch = try await desk.issue(fifty, count: 100)
        var codes = try desk.counter.codes(of: batch)

        let tags = try (0..<100).map { index in
            String(try codes.voucher(at: index).typedCode.replacing("-", with: "").dropFirst(7))
        }

        #expect(Set(tags).count == 100)
    }
}
