import Foundation

/// A process that a drill starts and listens to.
struct Child {
    /// What was heard of it.
    struct Heard {
        /// The whole lines it said.
        let lines: [String]
        /// Whether a signal ended it.
        let isKilled: Bool
        let status: Int32

        /// The lines that are numbers.
        var numbers: Set<UInt64> { Set(lines.compactMap { UInt64($0) }) }

        /// What follows a word at the beginning of a line; `nil` if no line begins so.
        func after(_ word: String) -> String? {
            lines.first { $0.hasPrefix(word + " ") }.map { String($0.dropFirst(word.count + 1)) }
        }
    }

    /// This program itself.
    static var drill: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    }

    /// Where a program is on the path; `nil` if it is not installed.
    static func path(of program: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return folders.split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program to its end.
    static func run(
        _ words: [String], environment: [String: String] = [:], hearsErrors: Bool = false
    ) throws -> Heard {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = hearsErrors ? pipe : FileHandle.nullDevice
        try process.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // A kill may have cut the last line; only whole ones were said.
        let whole = said.prefix((said.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        return Heard(
            lines: String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init),
            isKilled: process.terminationReason == .uncaughtSignal,
            status: process.terminationStatus)
    }
}
