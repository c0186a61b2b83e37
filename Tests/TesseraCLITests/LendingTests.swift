import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// L6: what people type while a service has the book open. The service is this process.
struct LendingTests {
    /// 2026-11-22T10:00:00Z, which commands of these tests are told too.
    private static let now = Timestamp(seconds: 1_795_341_600)
    private let home: TemporaryFolder
    private let session: Transcript
    private var folder: String { home.path + "/.tessera" }

    init() throws {
        home = try TemporaryFolder()
        let file = URL(filePath: home.path).appending(path: "empty")
        try Data().write(to: file)
        session = try #require(Transcript(file, name: "lending"))
    }

    /// A shop with a gift card of 50.00, whose book is open here.
    private func served() async throws -> LendingLedger {
        try await say("tessera init --demo")
        try await say("tessera voucher issue --amount 50 > issued")
        return try await LendingLedger.open(
            folder: folder, zone: Sample.bucharest, wall: FixedClock(LendingTests.now))
    }

    /// Runs a command on a thread of its own, as the service here needs those that tasks run on.
    @discardableResult
    private func say(
        _ command: String, status: Int32 = 0, at location: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let (session, home) = (session, home)
        let said = try await withCheckedThrowingContinuation { caller in
            Thread.detachNewThread {
                caller.resume(with: Result { try session.run(command, in: home.path) })
            }
        }
        let text = said.lines.joined(separator: "\n")
        #expect(said.status == status, "\(command): \(text)", sourceLocation: location)
        return text
    }

    /// What is left on the shop's gift card, as the service sees it.
    private func balance(_ ledger: LendingLedger) async throws -> Int64 {
        try await ledger.voucher(at: Sample.position(0, 0)).balance
    }

    @Test
    func `commands that book and commands that look work while the book is served`()
        async throws
    {
        let ledger = try await served()

        try await say("tessera redeem $(awk '/Token/{print $2}' issued) --amount 12.00")
        #expect(try await balance(ledger) == 3_800)
        _ = try await ledger.redeem(
            RedemptionRequest(
                operation: OperationID(high: 7, low: 7),
                position: Sample.position(0, 0),
                demand: .amount(Sample.euros(cents: 800)), shop: Sample.harbour,
                till: Sample.till1, time: LendingTests.now))
        #expect(try await say("tessera voucher show vch_0_0").contains("€30.00"))
        try await say("tessera voucher bulk --amount 10 --count 500 --out codes.csv")
        try await say("tessera status")
        try await say("tessera ledger seal")
        try await say("tessera ledger verify")
        try await say("tessera doctor")
        try await say("tessera backup create copy && tessera backup verify copy")

        #expect(try await ledger.audit().findings == [])
        await ledger.close()
        try await say("tessera doctor")
    }

    @Test
    func `a book restored meanwhile is served, and a move is refused`() async throws {
        let ledger = try await served()
        try await say("tessera backup create copy")
        try await say("tessera voucher adjust vch_0_0 --by -12.00 --reason mistake")
        let epoch = try await ledger.epoch()

        try await say("tessera backup restore copy --replace")
        let moved = try await say("tessera ledger move postgres://nobody@localhost/none", status: 7)

        #expect(moved.contains("data_folder_in_use"))
        try await waitUntil("the restored book") { try await ledger.epoch() != epoch }
        #expect(try await balance(ledger) == 5_000)
        try await say("tessera voucher adjust vch_0_0 --by -1.00 --reason mistake")
        #expect(try await balance(ledger) == 4_900)
        await ledger.close()
    }
}
