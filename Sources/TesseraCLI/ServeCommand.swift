import ArgumentParser

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
        try ServerProgram.become(helpServer ? ["--help"] : options.filter { $0 != "--" })
    }
}
