import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Those who are signed in, and the log of who came in.
struct SessionTests {
    private static let minute: Int64 = 60_000

    private func ended(_ scene: SignInScene, _ token: String) async {
        await #expect(throws: AccessError.notSignedIn) {
            try await scene.counter.session(token)
        }
    }

    @Test(arguments: Store.available)
    func `a session ends half an hour after the last thing done in it`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let token = try await scene.signIn().token

        for _ in 0..<4 {
            scene.desk.clock.advance(byMilliseconds: 30 * Self.minute - 1)
            _ = try await scene.counter.session(token)
        }
        scene.desk.clock.advance(byMilliseconds: 30 * Self.minute)

        await ended(scene, token)
    }

    @Test(arguments: Store.available)
    func `a session ends after twelve hours, whatever is done in it`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let signedIn = try await scene.signIn()
        #expect(
            signedIn.session.endsAt == Sample.noon.advanced(byMilliseconds: 30 * Self.minute))

        for _ in 0..<48 {
            _ = try await scene.counter.session(signedIn.token)
            scene.desk.clock.advance(byMilliseconds: 15 * Self.minute)
        }

        await ended(scene, signedIn.token)
    }

    @Test(arguments: Store.available)
    func `a session is written at most once a minute`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let signedIn = try await scene.signIn()
        func version() async throws -> Int64? {
            try await scene.desk.book.ledger.slip(
                "session/\(signedIn.session.id)", at: scene.desk.clock.now())?.version
        }

        scene.desk.clock.advance(byMilliseconds: Self.minute - 1)
        _ = try await scene.counter.session(signedIn.token)
        #expect(try await version() == 1)
        scene.desk.clock.advance(byMilliseconds: 1)
        _ = try await scene.counter.session(signedIn.token)
        _ = try await scene.counter.session(signedIn.token)
        #expect(try await version() == 2)
    }

    @Test(arguments: Store.available)
    func `what is no session is told as one that is over`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let token = try await scene.signIn().token
        let id = try await scene.signIn().session.id

        for text in [
            "", "tss_", id, "tss_" + id, token.uppercased(), token + "0",
            "tss_" + String(repeating: "0", count: 52), String(token.dropFirst(4)),
        ] {
            await ended(scene, text)
        }

        try await scene.counter.signOut(token)
        try await scene.counter.signOut(token)
        try await scene.counter.signOut("no session")
        await ended(scene, token)
    }

    @Test(arguments: Store.available)
    func `a new password, a new PIN, a dismissal and signing out everywhere end every session`(
        store: Store
    ) async throws {
        let scene = try await SignInScene(store)
        func tokens() async throws -> [String] {
            [
                try await scene.signIn().token,
                try await scene.signIn(from: SignInScene.street).token,
            ]
        }

        var open = try await tokens()
        try await scene.counter.setPassword(SignInScene.password, of: Sample.ana, by: .terminal)
        for token in open { await ended(scene, token) }

        open = try await tokens()
        try await scene.counter.setPIN("739204", of: Sample.ana, by: .terminal)
        for token in open { await ended(scene, token) }

        open = try await tokens()
        try await scene.counter.signOutEverywhere(Sample.ana, by: .operator(Sample.dan))
        for token in open { await ended(scene, token) }

        open = try await tokens()
        _ = try await scene.counter.dismiss(
            Sample.ana, reason: "left", operation: scene.desk.ids.next())
        for token in open { await ended(scene, token) }
        let left = try await scene.desk.book.ledger.slips(
            under: "session/", after: nil, limit: 9, at: Sample.noon)
        #expect(left == [])
    }

    @Test(arguments: Store.available)
    func `another role counts at once, in sessions that are open`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let token = try await scene.signIn().token

        _ = try await scene.counter.appoint(
            OperatorTerms(id: Sample.ana, role: .auditor, acceptor: nil),
            operation: scene.desk.ids.next())

        #expect(try await scene.counter.session(token).operator.role == .auditor)
    }

    @Test(arguments: Store.available)
    func `a page of somebody else changes nothing`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let (one, other) = (try await scene.signIn(), try await scene.signIn())

        try one.session.require(csrf: one.session.csrf)
        try await scene.counter.session(one.token).require(csrf: one.session.csrf)

        #expect(one.session.csrf.count == 26)
        for wrong in [nil, "", other.session.csrf, one.session.csrf + "0", one.token] {
            #expect(throws: AccessError.requestForged) {
                try one.session.require(csrf: wrong)
            }
        }
    }

    /// What stands in the book opens nothing.
    @Test(arguments: Store.available)
    func `neither secret nor password is in the book`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let signedIn = try await scene.signIn()

        let slips = try await scene.desk.book.ledger.slips(
            under: "", after: nil, limit: 99, at: Sample.noon)

        let text = slips.map { $0.name + String(decoding: $0.value, as: UTF8.self) }.joined()
        for secret in [signedIn.token.dropFirst(4), SignInScene.password[...]] {
            #expect(!text.contains(secret))
        }
        #expect(!text.contains(signedIn.session.csrf))
    }

    @Test(arguments: Store.available)
    func `the log says who did what, from where, for thirteen months`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let clock = scene.desk.clock
        clock.advance(byMilliseconds: 1_000)
        let key = try await scene.counter.issueAccessKey(
            AccessKeyOrder(name: "shop", scopes: [.check], acceptor: nil, expiresAt: nil),
            by: .operator(Sample.dan)
        ).key
        clock.advance(byMilliseconds: 1_000)
        _ = try await scene.counter.revokeAccessKey(key.id, reason: "leaked", by: .terminal)
        clock.advance(byMilliseconds: 1_000)
        _ = try? await scene.signIn(Sample.ana, "wrong", from: SignInScene.street)
        clock.advance(byMilliseconds: 1_000)
        let token = try await scene.signIn().token
        clock.advance(byMilliseconds: 1_000)
        try await scene.counter.signOut(token)
        clock.advance(byMilliseconds: 1_000)
        try await scene.counter.setPIN("739204", of: Sample.ana, by: .key(key.id))

        let log = try await scene.counter.accessLog(after: nil, limit: 99)

        #expect(
            log.map { [$0.act.rawValue, $0.actor, $0.subject, $0.source, $0.reason] } == [
                ["password_set", "terminal", "operator:ana-7", nil, nil],
                ["key_issued", "operator:dan-2", key.id.text, nil, nil],
                ["key_revoked", "terminal", key.id.text, nil, "leaked"],
                ["sign_in_refused", "operator:ana-7", nil, "address:203.0.113.7", nil],
                ["signed_in", "operator:ana-7", nil, "address:198.51.100.20", nil],
                ["signed_out", "operator:ana-7", nil, nil, nil],
                ["pin_set", key.id.text, "operator:ana-7", nil, nil],
            ])
        #expect(log[1].time == Sample.noon.advanced(byMilliseconds: 1_000))
        #expect(try await scene.counter.accessLog(after: log[4].id, limit: 1) == [log[5]])
        clock.set(Sample.noon.advanced(byMilliseconds: 397 * 86_400_000))
        #expect(try await scene.counter.accessLog(after: nil, limit: 99).count == 6)
    }
}
