import ArgumentParser
import Glibc
import TesseraConfiguration

/// `tessera key compromise`: says that somebody else may have a key.
struct KeyCompromiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compromise",
        abstract: "Say that somebody else may have a key; it never signs again.",
        discussion: """
            Vouchers under it are still honoured where the book can be asked, and nowhere else. \
            This cannot be taken back.
            """)

    @OptionGroup var key: KeyArgument

    @Flag(name: .long, help: "Do not ask.")
    var yes = false

    @OptionGroup var keys: KeyOptions

    mutating func run() throws {
        let id = key.id
        if !yes { try ask() }
        try keys.carryOut(
            "Compromised",
            remarks: [
                "Make a successor: tessera key rotate.",
                "Give vouchers under it new codes: tessera voucher reissue.", KeyOptions.kitsNeeded,
            ]
        ) { store, _ throws(ConfigurationError) in
            try store.compromised(id)
        }
    }

    private func ask() throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw CLIError.usage(
                "Giving up a key cannot be taken back.", hint: "Say --yes if you mean it.")
        }
        keys.speaking.speech.remark(
            "Key \(key.key) will never sign again. This cannot be taken back.\n"
                + "Type the key's number to go on:")
        guard let answer = readLine(), answer == "\(key.key)" else {
            throw CLIError.usage("Nothing was changed.", hint: "The number was not typed.")
        }
    }
}
