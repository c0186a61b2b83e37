import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraTestSupport

/// A shop with a partner and one paired till, run with the built program as people run it.
struct TillShop {
    /// One line of the program's answers; only what a drill looks at.
    struct Answer: Decodable {
        let code: String
        let redemption: String?
        let voucher: String?
        let record: Int64?
        let records: Int64?
        let unsent: Int64?
        let token: String?
    }

    /// A card, with how people name it and what a scanner reads.
    struct Card {
        let voucher: String
        let token: String
    }

    /// Thrown when a command that nothing disturbed did not say yes.
    struct NotDone: Error {
        let words: [String]
        let heard: [String]
    }

    /// Cents on each card.
    static let face: Int64 = 5_000
    /// What is asked of a card each time, as the terminal takes it: one cent.
    static let asked = ["--amount", "0.01"]

    /// Where the built program is; `nil` if it was not built beside this one.
    static var program: String? {
        let path = URL(fileURLWithPath: Child.drill).deletingLastPathComponent()
            .appendingPathComponent("tessera").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// The cards that the till takes with its kit.
    private(set) var cards: [Card] = []
    private let program: String
    private let folder: TemporaryFolder

    /// Sets everything up: the agreement, the pairing, cards and the first kit.
    init(_ program: String) throws {
        self.program = program
        folder = try TemporaryFolder()
        let path = folder.path
        func done(_ words: String...) throws -> [Answer] {
            try TillShop.done([program] + words, "\(path)/shop")
        }
        _ = try Child.run(
            [program, "init", "--demo"], environment: ["TESSERA_DATA": "\(path)/shop"])
        _ = try done(
            "partner", "add", "cafe-luna", "--offline-per-voucher", "50", "--offline-per-day",
            "5000")
        _ = try done("device", "pair", "till-7", "--at", "cafe-luna", "--out", "\(path)/till")
        try renew()
    }

    /// The till's folder.
    var till: String { "\(folder.path)/till" }
    /// The till's log.
    var log: String { "\(till)/log-1" }
    /// A file that nobody else writes.
    var trace: String { "\(folder.path)/trace" }
    private var shop: String { "\(folder.path)/shop" }

    /// The words that take a cent of each card whose code comes on standard input.
    var accepting: [String] {
        [program, "redeem", "-", "--till-folder", till, "--json"] + TillShop.asked
    }

    /// How the till stands.
    func status() throws -> Answer {
        let said = try TillShop.done([program, "till", "status", "--till-folder", till], shop)
        guard let status = said.first else { throw NotDone(words: ["till", "status"], heard: []) }
        return status
    }

    /// Issues a hundred cards and gives the till its next kit, which knows that those before were
    /// used and not what is left of them.
    mutating func renew() throws {
        let words = ["voucher", "issue", "--for", "cafe-luna", "--amount", "50", "--count", "100"]
        cards = try TillShop.done([program] + words, shop).compactMap { answer in
            answer.voucher.flatMap { voucher in
                answer.token.map { Card(voucher: voucher, token: $0) }
            }
        }
        _ = try TillShop.done([program, "sync", "pull", "--till-folder", till], shop)
    }

    /// Tells the book what the till did.
    func push() throws {
        _ = try TillShop.done([program, "sync", "push", "--till-folder", till], shop)
    }

    /// Begins to tell it, and kills whoever does after some microseconds.
    ///
    /// - Returns: Whether it was killed and had not ended before.
    func push(killedAfter microseconds: UInt32) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["sync", "push", "--till-folder", till, "--json"]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["TESSERA_DATA": shop]
        ) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(microseconds)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    /// Whether the book balances, recounted from its history, and its chain of seals holds.
    func isSound() throws -> Bool {
        _ = try TillShop.done([program, "ledger", "seal"], shop)
        return try TillShop.done([program, "ledger", "verify"], shop).last?.code == "sound"
    }

    /// The book, to read in.
    func book() throws -> SQLiteLedger {
        try SQLiteLedger.openForReading(folder: shop, zone: Sample.bucharest)
    }

    private static func done(_ words: [String], _ shop: String) throws -> [Answer] {
        let heard = try Child.run(
            words + ["--json"], environment: ["TESSERA_DATA": shop], hearsErrors: true)
        guard heard.status == 0, !heard.isKilled else {
            throw NotDone(words: words, heard: heard.lines)
        }
        return answers(heard.lines)
    }

    /// The answers in what was heard.
    static func answers(_ lines: [String]) -> [Answer] {
        lines.compactMap { try? JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }
}
