import Glibc
import TesseraPremises

/// The `tessera-server` beside this program, which can speak HTTP.
enum ServerProgram {
    /// Becomes it; returns only where that fails.
    ///
    /// - Parameter words: Its arguments.
    /// - Throws: ``CLIError/usage(_:hint:)`` if it cannot be started.
    static func become(_ words: [String]) throws(CLIError) {
        let program = path()
        var pointers = unsafe ([program] + words).map { unsafe strdup($0) } + [nil]
        // What was said before is still in memory where nobody looks on.
        Output.standard.flush()
        unsafe execv(program, &pointers)
        throw .usage(
            "\(program) cannot be started: \(Files.reason()).",
            hint: "Build it with: make service; it stands beside tessera.")
    }

    // The program beside this one, as it was built or installed.
    private static func path() -> String {
        var characters = [CChar](repeating: 0, count: 4_096)
        let count = unsafe readlink("/proc/self/exe", &characters, characters.count - 1)
        let bytes = characters.prefix(max(0, count)).map(UInt8.init(bitPattern:))
        let own = String(decoding: bytes, as: UTF8.self)
        let folder = own.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/tessera-server"
    }
}
