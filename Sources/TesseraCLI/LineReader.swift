import Glibc

/// Lines of standard input as they come: a hand scanner is a keyboard.
struct LineReader {
    /// Longer lines are handed out in pieces of this size; no code is that long.
    static let longestLine = 1 << 16

    private var buffer: [UInt8] = []
    private var start = 0
    private var atEnd = false

    /// Reads the next line.
    ///
    /// - Parameter beforeWaiting: Called when nothing is at hand, so that answers are seen before
    ///   the next line has to come.
    /// - Returns: The line without its line feed; `nil` when there are no more.
    mutating func next(beforeWaiting: () -> Void) -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            if buffer.count - start >= LineReader.longestLine || (atEnd && start < buffer.count) {
                defer { start = buffer.count }
                return Array(buffer[start...])
            }
            if atEnd { return nil }
            buffer.removeSubrange(0..<start)
            start = 0
            searched = buffer.count
            beforeWaiting()
            fill()
        }
    }

    private mutating func fill() {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(STDIN_FILENO, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { atEnd = true } else { buffer += piece[0..<count] }
            return
        }
    }
}
