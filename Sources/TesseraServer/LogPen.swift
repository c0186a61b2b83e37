import Dispatch
import Foundation
import Synchronization

/// Writes lines to standard error, in their order and whole, without keeping anybody waiting.
///
/// Whoever has a line leaves it and goes on; all that were left meanwhile are written at once. A
/// process that is killed takes with it those of its last moment.
final class LogPen: Sendable {
    private struct Left {
        var lines: [UInt8] = []
        var isBeingWritten = false
    }

    private let left = Mutex(Left())
    private let desk = DispatchQueue(label: "log")

    /// Leaves a line with its end.
    func write(_ line: [UInt8]) {
        let isFirst = left.withLock { left in
            left.lines += line
            defer { left.isBeingWritten = true }
            return !left.isBeingWritten
        }
        if isFirst { desk.asyncAfter(deadline: .now() + .milliseconds(5)) { self.writeAll() } }
    }

    /// Waits until everything that was left is written.
    func finish() { desk.sync { writeAll() } }

    private func writeAll() {
        while true {
            let lines = left.withLock { left in
                defer { left.lines = [] }
                left.isBeingWritten = !left.lines.isEmpty
                return left.lines
            }
            guard !lines.isEmpty else { return }
            FileHandle.standardError.write(Data(lines))
        }
    }
}
