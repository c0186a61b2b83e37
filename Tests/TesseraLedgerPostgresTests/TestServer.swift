import Foundation
import Synchronization
import TesseraLedgerPostgres
import TesseraTestSupport
import Testing

/// The server that the tests may use, and a schema of its own for each of them.
enum TestServer {
    /// Where it is; `nil` if none is configured.
    static let text = ScratchSchema.server

    /// Whether there is one.
    static var isConfigured: Bool { text != nil }

    private static let schemas = Atomic(0)

    /// The address of a fresh schema, made on the server.
    static func freshSchema() throws -> PostgresAddress {
        let text = try #require(TestServer.text)
        let number = schemas.add(1, ordering: .relaxed).newValue
        let name = "test_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        let connection = PostgresConnection(try PostgresAddress(text))
        try connection.run("DROP SCHEMA IF EXISTS \(name) CASCADE; CREATE SCHEMA \(name)")
        return try address(text, schema: name)
    }

    /// A connection in a fresh schema.
    static func connection(
        _ limits: PostgresLimits = PostgresLimits()
    ) throws -> PostgresConnection {
        PostgresConnection(try freshSchema(), limits)
    }

    static func address(_ text: String, schema: String) throws -> PostgresAddress {
        try PostgresAddress(text + (text.contains("?") ? "&" : "?") + "schema=\(schema)")
    }
}

/// Counts from any thread.
final class Tally: Sendable {
    private let value = Atomic(0)

    var count: Int { value.load(ordering: .relaxed) }

    func add() { value.add(1, ordering: .relaxed) }
}

extension Trait where Self == ConditionTrait {
    /// Only where a server is configured.
    static var needsServer: Self {
        .enabled(if: TestServer.isConfigured, "no PostgreSQL configured")
    }
}

extension PostgresConnection {
    /// The number in the first column of the only row of a statement without places.
    func number(_ sql: String) throws -> Int64 {
        try answer(PostgresStatement(sql, sql)).int64(0, 0)
    }

    /// Waits until a statement says 1, and lets others go on meanwhile.
    func wait(for sql: String) async throws {
        try await waitUntil(sql) { try number(sql) == 1 }
    }
}

/// A server of a test's own, for settings that others must not feel.
final class OwnServer {
    let address: PostgresAddress
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "tessera-pg-\(UUID().uuidString)"
        address = try PostgresAddress(try OwnServer.script(["start", folder]))
    }

    deinit { _ = try? OwnServer.script(["stop", folder]) }

    private static func script(_ words: [String]) throws -> String {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let process = Process()
        let pipe = Pipe()
        process.executableURL = top.appending(path: "scripts/postgres")
        process.arguments = words
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
