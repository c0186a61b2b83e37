import Foundation
import Synchronization
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// A day of a book under several clients, with the diary of its disk.
///
/// - Source: L6, L7.
struct PowerDay: Sendable {
    private static let clients: UInt64 = 6

    /// What stood in the book's file before the diary begins.
    let book: [UInt8]
    /// What was asked of the disk.
    let diary: Diary
    /// What clients wanted, by number.
    let errands: [BookingRequest]
    /// What they were answered, by number.
    let answers: [BookedOperation?]

    /// Lets clients work on a fresh book.
    ///
    /// On a long day the log is moved to the file in between; otherwise the book is closed and
    /// opened a few times, which moves it as well.
    static func lived(seed: UInt64, isLong: Bool) async throws -> PowerDay {
        let folder = try TemporaryFolder()
        try await SQLiteLedger.create(in: folder.path, epoch: 1)
        let batches = try await opened(folder) { ledger in
            try await ledger.issue(
                IssueRequest(
                    operation: OperationID(high: 0, low: 1), orders: ErrandList.orders,
                    time: Sample.noon))
        }
        let path = folder.path + "/" + Diary.File.book.name
        let book = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let notes = Notes()
        let lists = (0..<clients).map { ErrandList(client: $0, batches: batches, seed: seed) }
        let diary = try await Diary.kept(at: folder.path + "/diary") {
            var lists = lists
            for _ in 0..<(isLong ? 1 : 3) {
                let begun = lists
                lists = try await opened(folder) { ledger in
                    try await work(on: ledger, begun, errands: isLong ? 130 : 15, notes)
                }
            }
        }
        let (errands, answers) = notes.all
        return PowerDay(book: book, diary: diary, errands: errands, answers: answers)
    }

    private static func opened<Answer>(
        _ folder: TemporaryFolder, _ body: (SQLiteLedger) async throws -> Answer
    ) async throws -> Answer {
        let ledger = try await SQLiteLedger.open(
            folder: folder.path, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
        let answer = try await body(ledger)
        await ledger.close()
        return answer
    }

    private static func work(
        on ledger: SQLiteLedger, _ lists: [ErrandList], errands: Int, _ notes: Notes
    ) async throws -> [ErrandList] {
        try await withThrowingTaskGroup(of: ErrandList.self) { group in
            for list in lists {
                group.addTask {
                    var list = list
                    for _ in 0..<errands {
                        let errand = list.next()
                        let number = notes.send(errand)
                        let answer = try await ledger.book(errand).operation
                        notes.hear(answer, to: number)
                        list.heard(answer)
                    }
                    return list
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// What clients sent and heard; every word goes into the diary as it is spoken.
private final class Notes: Sendable {
    private let spoken = Mutex<(errands: [BookingRequest], answers: [BookedOperation?])>(([], []))

    var all: (errands: [BookingRequest], answers: [BookedOperation?]) { spoken.withLock { $0 } }

    func send(_ errand: BookingRequest) -> Int {
        spoken.withLock { spoken in
            spoken.errands.append(errand)
            spoken.answers.append(nil)
            let number = spoken.errands.count - 1
            Diary.mark(.sent, number: number)
            return number
        }
    }

    func hear(_ answer: BookedOperation, to number: Int) {
        spoken.withLock { spoken in
            spoken.answers[number] = answer
            Diary.mark(.answered, number: number)
        }
    }
}
