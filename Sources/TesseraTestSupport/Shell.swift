import Foundation

/// Commands as a person types them, with the programs that were built beside the tests.
package enum Shell {
    /// Where these programs stand.
    package static let products: URL = {
        let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests ?? "").deletingLastPathComponent()
    }()

    /// Lets go of what was inherited without being asked for: a program that goes on behind a
    /// command would keep the end of its pipe open, and whoever reads that waits for it.
    private static let closing = """
        for fd in /proc/$$/fd/*; do fd=${fd##*/}
        case $fd in 0|1|2|255) ;; *) eval "exec $fd>&-";; esac; done; unset fd
        """

    /// Runs a command in a folder, which is its home as well.
    ///
    /// - Parameters:
    ///   - command: For bash; both of its streams are read as one.
    ///   - folder: Where.
    ///   - environment: What the command sees besides where programs are and how text is written.
    ///   - seconds: After how long it is ended with its children, and its status is 124.
    /// - Returns: What it said, and its exit status.
    /// - Throws: What keeps it from being started.
    package static func say(
        _ command: String, in folder: String, _ environment: [String: String] = [:],
        seconds: Int = 600
    ) async throws -> (text: String, status: Int32) {
        try await off {
            let shell = Process()
            // Started from a thread that blocks SIGCHLD, dash may wait for ever for a job that has
            // ended; bash asks the system instead. A service in the tests' own process
            // ignores SIGPIPE, and children would inherit that.
            shell.executableURL = URL(filePath: "/usr/bin/env")
            shell.arguments = [
                "--default-signal=PIPE", "timeout", "--kill-after=5", "\(seconds)", "/bin/bash",
                "-c", "exec 2>&1\n\(Shell.closing)\n\(command)",
            ]
            shell.currentDirectoryURL = URL(filePath: folder)
            let usual = [
                "PATH": "\(products.path):/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8",
            ]
            shell.environment = usual.merging(environment) { _, given in given }
            shell.standardInput = FileHandle.nullDevice
            let pipe = Pipe()
            shell.standardOutput = pipe
            try shell.run()
            let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
            shell.waitUntilExit()
            return (String(decoding: said, as: UTF8.self), shell.terminationStatus)
        }
    }

    /// The same in a folder that goes by itself.
    ///
    /// - Throws: What keeps it from being started.
    package static func say(
        _ command: String, in folder: TemporaryFolder
    ) async throws -> (text: String, status: Int32) {
        try await say(command, in: folder.path)
    }

    /// Does what waits on a thread of its own: those that tasks run on are as few as processors,
    /// and a test that waits on one of them keeps it from all others.
    ///
    /// - Throws: What the work throws.
    package static func off<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            Thread.detachNewThread { caller.resume(with: Result { try work() }) }
        }
    }
}
