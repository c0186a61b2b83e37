import ArgumentParser
import TesseraConfiguration
import TesseraOperations
import TesseraPremises

/// `tessera serve`: becomes the `tessera-server` beside it.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the shop over HTTP, and its pages.",
        discussion: """
            All options are those of tessera-server, which this command becomes: \
            tessera serve --help-server lists them. With --demo there is a shop to practise in, \
            with somebody of every role and a sheet to scan; a live shop is refused.
            """)

    @Argument(
        parsing: .allUnrecognized, help: ArgumentHelp("For the service.", valueName: "option"))
    var options: [String] = []

    @Flag(name: .long, help: "List the options of the service.")
    var helpServer = false

    @Flag(name: .long, help: "A shop to practise in, made if there is none.")
    var demo = false

    mutating func run() throws {
        if demo { try prepareDemo() }
        try ServerProgram.become(helpServer ? ["--help"] : options.filter { $0 != "--" })
    }

    private func prepareDemo() throws {
        let folder = value(of: "--data")
        let place = folder.map { ["--data", $0] } ?? []
        let premises = Premises(folder: folder)
        if try Folders.names(in: premises.folder)?.isEmpty ?? true {
            var made = try InitCommand.parse(["--demo"] + place)
            try made.run()
        }
        let shop = try ShopOptions.parse(place)
        let speech = try SpeechOptions.parse([]).speech
        let path = premises.folder
        let (logins, sheet) = try shop.atCounter(.writing) { counter in
            let demo = DemoShop(counter: counter)
            let logins = try await demo.admitPeople()
            let sheet = try DemoSheet.write(
                try await demo.issueCards(),
                for: DemoSheet.Partner(
                    pairing: try await demo.pairTablet(),
                    cards: try await demo.issuePartnerCards()),
                of: counter.settings.issuerName, in: path)
            return (logins, sheet)
        }
        for line in lines(logins, sheet) { speech.say(line) }
    }

    private func lines(_ logins: [DemoShop.Login], _ sheet: String) -> [String] {
        let port = value(of: "--port") ?? "8080"
        return [
            "", "DEMO: nothing here counts, and these passwords hold until the next start.",
            "  Pages     http://127.0.0.1:\(port)/",
            "  Sheet     \(sheet): open it, and scan it",
        ]
            + logins.map { login in
                let name = login.person.name
                let padding = String(repeating: " ", count: max(1, 11 - name.count))
                return "  \(name)\(padding)\(login.password)  PIN \(login.pin)  "
                    + login.person.about
            } + [
                "  A PIN counts at the device \(DemoShop.device).",
                "  At /partner nobody signs in: scan the sheet's code that pairs it.", "",
            ]
    }

    // What stands behind an option that the service reads, or after its =.
    private func value(of option: String) -> String? {
        for (index, word) in options.enumerated() {
            if word == option, index + 1 < options.count { return options[index + 1] }
            if word.hasPrefix("\(option)=") { return String(word.dropFirst(option.count + 1)) }
        }
        return nil
    }
}
