import Glibc
import TesseraModel

/// One line on standard error for what takes longer than a second: how much, how fast, how long
/// yet.
struct Progress {
    private let what: String
    private let total: Int
    private let clock: any WallClock
    private let start: Timestamp
    private var lastShown: Timestamp
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var shown = false

    /// Progress of so many things.
    init(_ what: String, total: Int, clock: any WallClock) {
        self.what = what
        self.total = total
        self.clock = clock
        start = clock.now()
        lastShown = start
    }

    /// Tells how far it is, ten times a second at most on a terminal, every ten seconds elsewhere.
    mutating func report(_ done: Int) {
        let now = clock.now()
        let passed = now.milliseconds - start.milliseconds
        guard passed >= 1_000,
            now.milliseconds - lastShown.milliseconds >= (isTerminal ? 100 : 10_000)
        else { return }
        lastShown = now
        shown = true
        let rate = Int64(done) * 1_000 / passed
        let left = rate > 0 ? Int64(total - done) / rate : 0
        let line = "\(what) \(done) of \(total), \(rate) a second, \(left) s left"
        Output.error.write(isTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n")
    }

    /// Clears the line.
    func finish() {
        if shown, isTerminal { Output.error.write("\r\u{1B}[K") }
    }
}
