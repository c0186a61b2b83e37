import Foundation

/// What the drills say: one line at a time, at once, so that a killed process has said what it
/// said.
enum Speech {
    /// Says one line on standard output.
    static func say(_ line: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
    }
}
