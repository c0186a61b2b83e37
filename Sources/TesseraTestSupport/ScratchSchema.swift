import Foundation
import Synchronization
import TesseraLedgerPostgres

/// A schema of its own on the server for tests, that goes when nobody holds it any more.
package final class ScratchSchema: Sendable {
    /// Where the server is, as `TESSERA_TEST_POSTGRES` says; `nil` if none is configured.
    package static let server: String? = {
        let text = ProcessInfo.processInfo.environment["TESSERA_TEST_POSTGRES"]
        return text?.isEmpty == false ? text : nil
    }()

    /// The address, with the schema.
    package let address: PostgresAddress
    /// The address as text, with the schema.
    package let text: String
    private let name: String
    private static let made = Atomic(0)

    /// Thrown where no server is configured.
    package struct NoServer: Error {}

    /// Makes an empty schema.
    ///
    /// - Throws: ``NoServer``; errors of the server.
    package init() throws {
        guard let server = ScratchSchema.server else { throw NoServer() }
        let number = ScratchSchema.made.add(1, ordering: .relaxed).newValue
        name = "tessera_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        text = server + (server.contains("?") ? "&" : "?") + "schema=\(name)"
        address = try PostgresAddress(text)
        try PostgresConnection(try PostgresAddress(server)).run(
            "DROP SCHEMA IF EXISTS \(name) CASCADE; CREATE SCHEMA \(name)")
    }

    deinit {
        // Who still works in it holds it up; the server ends that sooner than anybody waits here.
        guard let server = ScratchSchema.server, let address = try? PostgresAddress(server)
        else { return }
        _ = try? PostgresConnection(address).run("DROP SCHEMA \(name) CASCADE")
    }
}
