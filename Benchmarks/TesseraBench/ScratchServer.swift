import Foundation
import TesseraLedgerPostgres

/// A PostgreSQL server on this machine that goes when nobody holds it any more.
final class ScratchServer {
    /// Where it is.
    let address: PostgresAddress
    private let text: String
    /// A folder on the same disk as its data.
    let parent: String
    private let folder: String

    /// Thrown when a program does not end as it should.
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    init() throws {
        parent = NSTemporaryDirectory()
        folder = "\(parent)/tessera-bench-\(UUID().uuidString)"
        text = try ScratchServer.run(["scripts/postgres", "start", folder])
        address = try PostgresAddress(text)
    }

    deinit { _ = try? ScratchServer.run(["scripts/postgres", "stop", folder]) }

    /// Makes one more database.
    ///
    /// - Returns: Where it is, as text.
    /// - Throws: ``Failed``.
    func database(named name: String) throws -> String {
        _ = try ScratchServer.run(["psql", text, "--command", "CREATE DATABASE \(name)"])
        return text.replacing(#/[a-z]+$/#, with: name)
    }

    /// Runs a statement in pgbench, prepared, each time for another operation and another voucher.
    ///
    /// - Parameters:
    ///   - execution: What is run; its values are those that do not change.
    ///   - times: How often in all.
    ///   - clients: How many at once.
    ///   - run: The number of the run, so that none repeats what another did.
    ///   - amount: What is taken from one voucher each time; `nil` for another voucher each time.
    /// - Returns: Seconds for each time, without pgbench's own start.
    /// - Throws: ``Failed``.
    func pgbench(
        _ execution: PostgresExecution, times: Int, clients: Int, run: Int, amount: Int64?
    ) throws -> Double {
        let script = "\(folder).sql"
        defer { try? FileManager.default.removeItem(atPath: script) }
        var sql = execution.statement.sql
        // From the last place on, so that $1 does not meet $10.
        for (index, value) in execution.values.enumerated().reversed() {
            sql = sql.replacing("$\(index + 1)", with: literal(index, value, amount))
        }
        try """
        \\set n :n + 1
        \\set position 4000000000 + :run * 1000000 + :client_id * 20000 + :n
        \\set low :run * 10000000 + :client_id * 100000 + :n
        \(sql);

        """.write(toFile: script, atomically: true, encoding: .utf8)
        guard let host = address.hosts.first else { throw Failed(description: "no host") }
        let said = try ScratchServer.run([
            try ScratchServer.program("pgbench"), "--no-vacuum", "--protocol=prepared",
            "--client=\(clients)", "--jobs=2", "--transactions=\(times / clients)",
            "--define=n=0", "--define=run=\(run)", "--file=\(script)", "--host=\(host.name)",
            "--port=\(host.port)", "--username=\(address.user)", address.database,
        ])
        guard let match = said.firstMatch(of: #/tps = ([0-9.]+) \(without/#),
            let rate = Double(match.output.1)
        else { throw Failed(description: said) }
        return 1 / rate
    }

    /// A place of the statement as pgbench fills it: what changes each time is bound as a variable,
    /// what does not is written out.
    private func literal(_ index: Int, _ value: PostgresValue, _ amount: Int64?) -> String {
        switch index {
        case 0 where amount == nil: return "(:position)::bigint"
        case 4: return "\(amount.map { "\($0)" } ?? number(value))::bigint"
        case 5 where amount != nil: return "\(Int64.max)::bigint"
        case 7: return "lpad((:low)::text, 32, '0')::uuid"
        default: return number(value)
        }
    }

    private func number(_ value: PostgresValue) -> String {
        switch value {
        case .int64(let number): "\(number)::bigint"
        case .int32(let number): "\(number)::integer"
        case .text(let text): "'\(text)'::text"
        default: "NULL::bigint"
        }
    }

    private static func program(_ name: String) throws -> String {
        try run(["bash", "-c", "command -v \(name) || ls /usr/lib/postgresql/*/bin/\(name)"])
    }

    private static func run(_ words: [String]) throws -> String {
        try Child.run(words).trimmingCharacters(in: .newlines)
    }
}
