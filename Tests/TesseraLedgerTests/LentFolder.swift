import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// A data folder with the drills' book, in which one operation has been booked, for an owner that
/// lends it and for those who borrow it.
struct LentFolder {
    /// How long a command of these tests waits for its turn, in milliseconds.
    static let patience = 60_000
    private let home: TemporaryFolder
    let path: String

    /// A folder, under a longer path if that is asked.
    init(_ longer: String? = nil) throws {
        home = try TemporaryFolder()
        path = home.path + (longer.map { "/" + $0 } ?? "")
        if longer != nil {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
        }
        #expect(try Drill.run("prepare", path).status == 0)
    }

    /// Whether there is a file of that name in the folder.
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

    func owner(
        waitMilliseconds: Int = patience, patienceMilliseconds: Int = patience
    ) async throws -> LendingLedger {
        try await LendingLedger.open(
            folder: path, zone: Sample.bucharest, wall: FixedClock(Sample.noon),
            waitMilliseconds: waitMilliseconds, patienceMilliseconds: patienceMilliseconds)
    }

    /// What a command does to get the book.
    func borrower() async throws -> SQLiteLedger {
        try await SQLiteLedger.open(
            folder: path, zone: Sample.bucharest, wall: FixedClock(Sample.noon),
            waitMilliseconds: LentFolder.patience)
    }

    /// What a command does to put another book in its place.
    func replacement() async throws -> BookReplacement {
        try await BookReplacement.begin(in: path, waitMilliseconds: LentFolder.patience)
    }
}

/// Takes a cent of the drills' gift card, which holds ten thousand millions of euros.
func cent(_ number: UInt64) -> RedemptionRequest {
    RedemptionRequest(
        operation: OperationID(high: 1, low: number), position: Sample.position(0, 0),
        demand: .amount(Sample.euros(cents: 1)), shop: Sample.harbour, till: Sample.till1,
        time: Sample.noon)
}

extension Pipe {
    /// The first thing that a process says, waited for on a thread of its own: an owner in the same
    /// process needs those that tasks run on.
    func firstWords() async -> Data {
        await withCheckedContinuation { caller in
            let file = fileHandleForReading
            Thread.detachNewThread { caller.resume(returning: file.availableData) }
        }
    }
}
