import Foundation
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// What a password and a PIN must be.
struct PasswordTests {
    @Test(arguments: [
        ("short", PasswordFault.tooShort), ("eleven char", .tooShort),
        (String(repeating: "ab1", count: 86), .tooLong), ("passwordpassword", .isCommon),
        ("Password-2026", .isCommon), ("111111111111", .isCommon), ("abcdefghijkl", .isCommon),
        ("abababababab", .isCommon), ("Correct Horse Battery Staple", .isCommon),
        ("ana-7ana-7ana-7", .isName), ("Ana-7 Ana-7 Ana-7!", .isName),
        ("            ", .isCommon), ("------------", .isCommon),
    ])
    func `what is tried first is no password`(password: String, fault: PasswordFault) async throws {
        let scene = try await SignInScene(.inMemory)

        await #expect(throws: AccessError.passwordUnfit(fault)) {
            try await scene.counter.setPassword(password, of: Sample.ana, by: .terminal)
        }
    }

    @Test
    func `what stands on the shop's list is no password`() async throws {
        let folder = try TemporaryFolder()
        try Data("Purple Elephants 12\n".utf8)
            .write(to: URL(filePath: "\(folder.path)/refused.txt"))
        let yaml =
            Settings.template(
                issuerName: "Harbour", timeZone: "Europe/Bucharest", currency: Sample.euro,
                shops: [Settings.Shop(id: Sample.harbour, name: "Harbour")], isTraining: false)
            + "refused_passwords: refused.txt\n"
        let scene = try await SignInScene(.inMemory)
        let settings = try Settings(yaml: yaml, file: "\(folder.path)/tessera.yaml")
        var counter = try Counter(
            ledger: scene.counter.ledger, keys: scene.counter.keys, settings: settings,
            clock: scene.counter.clock, chance: scene.counter.chance,
            profiles: scene.counter.profiles)
        counter.hasher = scene.counter.hasher

        await #expect(throws: AccessError.passwordUnfit(.isListed)) {
            try await counter.setPassword("purple elephants 12", of: Sample.ana, by: .terminal)
        }
        try await counter.setPassword("purple elephants 13", of: Sample.ana, by: .terminal)
        try FileManager.default.removeItem(atPath: "\(folder.path)/refused.txt")
        await #expect(throws: ConfigurationError.fileMissing("\(folder.path)/refused.txt")) {
            try await counter.setPassword("purple elephants 14", of: Sample.ana, by: .terminal)
        }
    }

    @Test(arguments: [
        String(repeating: "marmalade ", count: 25) + "bridge", "all small letters", "7301884620915",
        "  :;<>'\"\u{5C}  ☕ 橋", String(repeating: "q7wz", count: 16),
    ])
    func `a password may be as long as 256 bytes and of any signs`(password: String) async throws {
        let scene = try await SignInScene(.inMemory)

        try await scene.counter.setPassword(password, of: Sample.ana, by: .terminal)

        let signedIn = try await scene.counter.signIn(
            Sample.ana, password: password, at: nil, from: SignInScene.office)
        #expect(signedIn.session.operator.id == Sample.ana)
    }

    @Test(arguments: [
        "", "73920", "7392041234567", "12345a", "111111", "123456", "987654", "٧٣٩٢٠٤", "739 204",
    ])
    func `what is guessed first is no PIN`(pin: String) async throws {
        let scene = try await SignInScene(.inMemory)

        await #expect(throws: AccessError.pinUnfit) {
            try await scene.counter.setPIN(pin, of: Sample.ana, by: .terminal)
        }
    }

    @Test(arguments: Store.available)
    func `only those who work here have a password`(store: Store) async throws {
        let scene = try await SignInScene(store)
        _ = try await scene.counter.dismiss(
            Sample.ana, reason: "left", operation: scene.desk.ids.next())

        await #expect(throws: LedgerError.unknownOperator(Sample.dan)) {
            try await scene.counter.setPassword(SignInScene.password, of: Sample.dan, by: .terminal)
        }
        await #expect(throws: LedgerError.operatorDismissed(Sample.ana, at: Sample.noon)) {
            try await scene.counter.setPIN("739204", of: Sample.ana, by: .terminal)
        }
    }
}
