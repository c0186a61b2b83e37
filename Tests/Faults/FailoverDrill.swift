import Foundation
import TesseraLedger
import TesseraModel

/// The tills' end of the drill in which the database moves from machine to machine; the machines'
/// end is `failover/drill`.
///
/// - `prepare ADDRESS` makes a book to redeem from.
/// - `redeem ADDRESS SERVICE FILE` redeems until standard input ends. Every line there asks how
///   many redemptions were acknowledged since the last one, and how many of them are not in the
///   book. What was acknowledged is in the file.
/// - `audit ADDRESS FILE …` counts what the files say and the book does not, what counted twice,
///   and what the book's own recount finds.
///
/// - Source: L3, L11; F25.
enum FailoverDrill {
    /// Does what the words say.
    ///
    /// - Returns: The exit status.
    static func run(_ words: [String]) async throws -> Int32 {
        guard words.count > 1 else { return 64 }
        let (verb, address, more) = (words[0], words[1], Array(words.dropFirst(2)))
        switch verb {
        case "prepare":
            try await FailoverBook.prepare(address)
        case "redeem":
            guard more.count == 2, let service = UInt64(more[0]) else { return 64 }
            let book = try await FailoverBook(address)
            try await redeem(FailoverTills(book, service: service, file: more[1]))
            await book.close()
        case "audit":
            let book = try await FailoverBook(address)
            let isSound = try await audit(book, more)
            await book.close()
            return isSound ? 0 : 1
        default: return 64
        }
        return 0
    }

    private static func redeem(_ tills: FailoverTills) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await tills.redeem() }
            for await _ in questions() {
                let found = try await tills.check()
                Speech.say("acknowledged \(found.acknowledged) lost \(found.lost)")
            }
            tills.end()
            try await group.waitForAll()
        }
        Speech.say(tills.line)
    }

    /// The lines of standard input, read where no till has to wait for it.
    private static func questions() -> AsyncStream<String> {
        AsyncStream { stream in
            Thread.detachNewThread {
                while let line = readLine() { stream.yield(line) }
                stream.finish()
            }
        }
    }

    private static func audit(_ book: FailoverBook, _ files: [String]) async throws -> Bool {
        var told: [UInt64] = []
        for file in files {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            told += text.split(separator: "\n").compactMap { UInt64($0) }
        }
        let acknowledged = Set(told)
        let lost = acknowledged.subtracting(try await book.redeemed()).count
        let cards = acknowledged.count { $0.isMultiple(of: 2) }
        let doubled = try await book.doubledCount(
            cards: cards, vouchers: acknowledged.count - cards)
        let findings = try await book.findings()
        Speech.say(
            "acknowledged \(told.count) lost \(lost) doubled \(doubled) "
                + "findings \(findings)")
        return lost == 0 && doubled == 0 && findings == 0
    }
}
