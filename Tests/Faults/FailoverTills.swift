import Foundation
import Synchronization
import TesseraLedger
import TesseraModel

/// Tills of one service that redeem while the database moves from machine to machine.
///
/// Each asks again with the same id until it has an answer, as a till would. What was acknowledged
/// is kept, and written to a file before the next request is made.
///
/// - Source: L3, L11; F25.
final class FailoverTills: Sendable {
    /// How many there are in one service.
    static let count: UInt64 = 8
    /// How many services there may be; each has numbers of its own.
    static let services: UInt64 = 3
    /// A request without an answer for so long is given up, and the drill has failed.
    private static let mostSeconds = 240

    private let book: FailoverBook
    private let service: UInt64
    private let file: FileHandle
    private let isOver = Atomic(false)
    private let state = Mutex(State())

    private struct State {
        var acknowledged: [UInt64] = []
        /// How many of the acknowledged ones were looked for in the book.
        var checked = 0
        var again = 0
        var replayed = 0
        var unanswered = 0
        var wrong: [String: Int] = [:]
    }

    /// Tills of the service with a number, which write what was acknowledged to the end of a file.
    init(_ book: FailoverBook, service: UInt64, file: String) throws {
        precondition(service < FailoverTills.services)
        self.book = book
        self.service = service
        if !FileManager.default.fileExists(atPath: file) {
            try Data().write(to: URL(fileURLWithPath: file))
        }
        self.file = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        try self.file.seekToEnd()
    }

    /// What was counted until now.
    var line: String {
        state.withLock { state in
            let wrong = state.wrong.sorted { $0.key < $1.key }.map { " \($0.key) \($0.value)" }
            return "acknowledged \(state.acknowledged.count) again \(state.again) "
                + "replayed \(state.replayed) unanswered \(state.unanswered) "
                + "wrong \(state.wrong.values.reduce(0, +))" + wrong.joined()
        }
    }

    /// No new redemptions; those that have no answer yet go on asking.
    func end() {
        isOver.store(true, ordering: .relaxed)
    }

    /// Redeems until ``end()``.
    func redeem() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for till in 0..<FailoverTills.count {
                group.addTask { [self] in
                    var number = service * FailoverTills.count + till
                    while !isOver.load(ordering: .relaxed) {
                        try await ask(number)
                        number += FailoverTills.services * FailoverTills.count
                        // A cashier's pause: the book need not grow by millions.
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Looks for everything acknowledged since the last look.
    ///
    /// - Returns: How many there were, and how many are not in the book.
    func check() async throws -> (acknowledged: Int, lost: Int) {
        let fresh = state.withLock { state in
            defer { state.checked = state.acknowledged.count }
            return Array(state.acknowledged[state.checked...])
        }
        return (fresh.count, try await book.lostCount(of: fresh))
    }

    private func ask(_ number: UInt64) async throws {
        let request = KillDrill.request(number)
        let start = ContinuousClock.now
        var isFirst = true
        while true {
            let answer: Result<Redemption, LedgerError>
            do {
                answer = .success(try await book.redeem(request))
            } catch {
                answer = .failure(error)
            }
            switch answer {
            case .success(let redemption):
                return try acknowledge(number, redemption)
            case .failure(let error) where error.kind != .unavailable:
                return state.withLock { $0.wrong[error.code, default: 0] += 1 }
            case .failure: break
            }
            if start.duration(to: .now) > .seconds(FailoverTills.mostSeconds) {
                return state.withLock { $0.unanswered += 1 }
            }
            if isFirst { state.withLock { $0.again += 1 } }
            isFirst = false
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func acknowledge(_ number: UInt64, _ redemption: Redemption) throws {
        try state.withLock { state in
            if redemption.taken != 1 { state.wrong["taken", default: 0] += 1 }
            if redemption.isReplay { state.replayed += 1 }
            state.acknowledged.append(number)
            try file.write(contentsOf: Data("\(number)\n".utf8))
        }
    }
}
