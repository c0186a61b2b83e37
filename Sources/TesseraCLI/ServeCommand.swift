import ArgumentParser
import Glibc
import TesseraModel
import TesseraPremises

/// `tessera serve`: becomes the `tessera-server` beside it.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the shop over HTTP.",
        discussion: """
            All options are those of tessera-server, which this command becomes: \
            tessera serve --help-server lists them.
            """)

    @Argument(
        parsing: .allUnrecognized, help: ArgumentHelp("For the service.", valueName: "option"))
    var options: [String] = []

    @Flag(name: .long, help: "List the options of the service.")
    var helpServer = false

    mutating func run() throws {
        let program = try ServeCommand.program()
        var words = [program] + (helpServer ? ["--help"] : options)
        words.removeAll { $0 == "--" }
        var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
        unsafe execv(program, &pointers)
        // Only a failure comes back.
        throw CLIError.usage(
            "\(program) cannot be started: \(Files.reason()).",
            hint: "Build it with: make service; it stands beside tessera.")
    }

    // The program beside this one, as it was built or installed.
    private static func program() throws -> String {
        var characters = [CChar](repeating: 0, count: 4_096)
        let count = unsafe readlink("/proc/self/exe", &characters, characters.count - 1)
        let bytes = characters.prefix(max(0, count)).map(UInt8.init(bitPattern:))
        let own = String(decoding: bytes, as: UTF8.self)
        let folder = own.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/tessera-server"
    }
}
