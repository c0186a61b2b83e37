import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Passwords, PINs and wrong tries.
///
/// F14, F15.
struct SignInTests {
    @Test(arguments: Store.available)
    func `the right password signs in, however its accents are written`(
        store: Store
    ) async throws {
        let scene = try await SignInScene(store)
        try await scene.counter.setPassword(
            "caf\u{E9} na\u{EF}ve d\u{E9}j\u{E0}", of: Sample.ana, by: .terminal)

        let signedIn = try await scene.signIn(
            Sample.ana, "cafe\u{301} nai\u{308}ve de\u{301}ja\u{300}")

        #expect(signedIn.session.operator.id == Sample.ana)
        #expect(signedIn.session.operator.role == .cashier)
        #expect(try await scene.counter.session(signedIn.token) == signedIn.session)
    }

    /// Nobody learns from the answer, or from how long it takes, who works here.
    @Test(arguments: Store.available)
    func `an unknown name and a wrong password are one answer and one hash`(
        store: Store
    ) async throws {
        let scene = try await SignInScene(store)
        _ = try await scene.counter.appoint(
            OperatorTerms(id: Sample.dan, role: .cashier, acceptor: nil),
            operation: scene.desk.ids.next())
        let nobody = try #require(OperatorID("nobody-9"))
        let right = scene.kdf.count
        _ = try await scene.signIn()
        #expect(scene.kdf.count == right + 1)

        for (name, password) in [
            (Sample.ana, "another password"), (Sample.ana, ""), (Sample.dan, SignInScene.password),
            (nobody, SignInScene.password),
        ] {
            let before = scene.kdf.count
            await #expect(throws: AccessError.signInRefused) {
                try await scene.signIn(name, password)
            }
            #expect(scene.kdf.count == before + 1)
        }
    }

    @Test(arguments: Store.available)
    func `after ten wrong tries the address waits, and nobody else does`(
        store: Store
    ) async throws {
        let scene = try await SignInScene(store)
        _ = try await scene.signIn(from: SignInScene.office)

        for _ in 0..<10 {
            await #expect(throws: AccessError.signInRefused) {
                try await scene.signIn(Sample.ana, "wrong", from: SignInScene.street)
            }
        }
        let hashed = scene.kdf.count

        for password in ["wrong", SignInScene.password] {
            await #expect(throws: AccessError.tooManyTries(seconds: 60)) {
                try await scene.signIn(Sample.ana, password, from: SignInScene.street)
            }
        }
        #expect(scene.kdf.count == hashed)
        _ = try await scene.signIn(from: SignInScene.office)
        _ = try await scene.signIn(from: .address("192.0.2.1"))
        scene.desk.clock.advance(byMilliseconds: 60_000)
        _ = try await scene.signIn(from: SignInScene.street)
    }

    @Test(arguments: Store.available)
    func `wrong tries from everywhere keep nobody from an address that is known`(
        store: Store
    ) async throws {
        let scene = try await SignInScene(store)
        _ = try await scene.signIn(from: SignInScene.office)

        for number in 0..<50 {
            await #expect(throws: AccessError.signInRefused) {
                try await scene.signIn(Sample.ana, "wrong", from: .address("203.0.113.\(number)"))
            }
        }

        await #expect(throws: AccessError.tooManyTries(seconds: 60)) {
            try await scene.signIn(from: .address("192.0.2.1"))
        }
        _ = try await scene.signIn(from: SignInScene.office)
    }

    @Test(arguments: Store.available)
    func `an address that is known has ten tries too`(store: Store) async throws {
        let scene = try await SignInScene(store)
        _ = try await scene.signIn()

        for _ in 0..<10 {
            await #expect(throws: AccessError.signInRefused) {
                try await scene.signIn(Sample.ana, "wrong")
            }
        }

        await #expect(throws: AccessError.tooManyTries(seconds: 60)) {
            try await scene.signIn()
        }
    }

    /// The right password does not use tries up.
    @Test(arguments: Store.available)
    func `who is right is never kept waiting for being often right`(store: Store) async throws {
        let scene = try await SignInScene(store)

        for number in 0..<30 {
            _ = try await scene.signIn(from: number < 15 ? SignInScene.office : SignInScene.street)
        }
    }

    @Test(arguments: Store.available)
    func `of sixty-four tries at once ten are compared`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let before = scene.kdf.count

        let answers = try await withThrowingTaskGroup(of: AccessError?.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    do {
                        _ = try await scene.signIn(Sample.ana, "wrong", from: SignInScene.street)
                        return nil
                    } catch let error as AccessError {
                        return error
                    }
                }
            }
            return try await group.reduce(into: [AccessError?]()) { $0.append($1) }
        }

        #expect(answers.filter { $0 == .signInRefused }.count == 10)
        #expect(answers.filter { $0 == .tooManyTries(seconds: 60) }.count == 54)
        #expect(scene.kdf.count == before + 10)
    }

    @Test(arguments: Store.available)
    func `who was dismissed or works elsewhere is told so with the right password alone`(
        store: Store
    ) async throws {
        let scene = try await SignInScene(store, at: Sample.harbour)

        let signedIn = try await scene.signIn(at: Sample.harbour)
        #expect(signedIn.session.shop == Sample.harbour)
        #expect(try await scene.signIn(at: nil).session.shop == Sample.harbour)
        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .elsewhere(Sample.harbour))
        ) {
            try await scene.signIn(at: Sample.market)
        }

        _ = try await scene.counter.dismiss(
            Sample.ana, reason: "left", operation: scene.desk.ids.next())
        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .dismissed(at: Sample.noon))
        ) {
            try await scene.signIn()
        }
        await #expect(throws: AccessError.signInRefused) {
            try await scene.signIn(Sample.ana, "wrong")
        }
    }

    @Test(arguments: Store.available)
    func `a hash that was cheaper is made anew at the next right try`(store: Store) async throws {
        var scene = try await SignInScene(store)
        let signedIn = try await scene.signIn()
        scene.counter.hasher = try scene.kdf.hasher(logN: 5)
        let before = scene.kdf.count

        _ = try await scene.signIn()
        #expect(scene.kdf.count == before + 2)
        _ = try await scene.signIn()
        #expect(scene.kdf.count == before + 3)

        #expect(try await scene.counter.session(signedIn.token) == signedIn.session)
    }

    @Test(arguments: Store.available)
    func `a PIN signs in at a paired till and nowhere else`(store: Store) async throws {
        let scene = try await SignInScene(store)
        let ids = scene.desk.ids
        try await scene.counter.setPIN("739204", of: Sample.ana, by: .terminal)
        await #expect(throws: LedgerError.unknownDevice(Sample.till1)) {
            try await scene.counter.signIn(Sample.ana, pin: "739204", on: Sample.till1)
        }
        try await pair(scene)

        let signedIn = try await scene.counter.signIn(
            Sample.ana, pin: "739204", on: Sample.till1)
        #expect(signedIn.session.device == Sample.till1)
        #expect(signedIn.session.shop == Sample.harbour)
        await #expect(throws: AccessError.signInRefused) {
            try await scene.signIn(Sample.ana, "739204")
        }
        for _ in 0..<5 {
            await #expect(throws: AccessError.signInRefused) {
                try await scene.counter.signIn(Sample.ana, pin: "739205", on: Sample.till1)
            }
        }
        await #expect(throws: AccessError.tooManyTries(seconds: 300)) {
            try await scene.counter.signIn(Sample.ana, pin: "739204", on: Sample.till1)
        }

        _ = try await scene.counter.revoke(
            Sample.till1, reason: "stolen", operation: ids.next())
        await #expect(throws: AccessError.notSignedIn) {
            try await scene.counter.session(signedIn.token)
        }
        await #expect(throws: LedgerError.deviceRevoked(Sample.till1, at: Sample.noon)) {
            try await scene.counter.signIn(Sample.ana, pin: "739204", on: Sample.till1)
        }
    }

    private func pair(_ scene: SignInScene) async throws {
        _ = try await scene.counter.agree(
            AcceptorTerms(
                id: Sample.harbour, name: "Harbour", isPartner: false, groups: [],
                agreement: PartnerScene.agreement()), operation: scene.desk.ids.next())
        _ = try await scene.counter.pair(
            Sample.till1, at: Sample.harbour, operation: scene.desk.ids.next())
    }
}
