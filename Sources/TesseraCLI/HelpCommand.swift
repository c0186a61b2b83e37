import ArgumentParser
import TesseraConfiguration

/// `tessera help`: how a command is used, or a page about something all commands share.
struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Show how a command is used, or a page: tokens, exit-codes.",
        // The parser adds a help of its own to lists and completions; this one answers.
        shouldDisplay: false)

    @Argument(help: ArgumentHelp("A command's words, or a page.", valueName: "command"))
    var words: [String] = []

    mutating func run() throws {
        let speech = Speech(json: false)
        if words.count == 1, let page = HelpPage(rawValue: words[0]) {
            speech.say(page.text)
            return
        }
        var command: any ParsableCommand.Type = Tessera.self
        for (index, word) in words.enumerated() {
            let known = command.configuration.subcommands
            guard let next = known.first(where: { $0.configuration.commandName == word }) else {
                var names = known.compactMap { $0.configuration.commandName }
                if index == 0 { names += HelpPage.allCases.map(\.rawValue) }
                let nearest = Spelling.nearest(to: word, in: names)
                throw ValidationError(
                    "There is no command or page '\(word)'."
                        + (nearest.map { " Did you mean '\($0)'?" } ?? ""))
            }
            command = next
        }
        speech.say(Tessera.helpMessage(for: command))
    }
}

/// A page about something that all commands share.
enum HelpPage: String, CaseIterable {
    case tokens
    case exitCodes = "exit-codes"

    var text: String {
        switch self {
        case .tokens: HelpPage.tokensText
        case .exitCodes: HelpPage.exitCodesText
        }
    }

    private static let tokensText = """
        TOKENS

        Every card and voucher has two spellings. Both name the same voucher, and it is used up
        once, whichever is shown.

          token       the text of the QR code. Begins with TZ1, some 60 to 100 capital letters and
                      digits. It is signed: a till with a kit can check it without a network.
          typed code  the sixteen characters printed under it, in four groups. Enough for a till
                      that is connected. Capital letters do not matter, nor do I for 1 or O for 0;
                      one slip is found out, and corrected if there is only one way.

        A member's phone shows the token with a code that changes every half minute behind a dot,
        so that a picture of it is worth nothing a minute later.

        Wherever a command wants a code, it takes a token, a typed code, a picture of the QR code
        (PNG or JPEG), or - to read one a line from standard input, as a hand scanner sends them.

        Do not put tokens where others read them: whoever has the text has the voucher.
        Look into one with: tessera token inspect <token>
        """

    private static let exitCodesText = """
        EXIT CODES

          0    accepted, or done
          1    a fault of ours
          3    refused by the rules: used up, expired, not enough; with - some line was not a yes
          4    not allowed
          5    not found
          6    conflict: the same operation id with other content, or something is in the way
          7    unavailable; the same command may succeed later
          8    not genuine
          64   wrong usage: an option that does not exist, is missing or does not fit another
          65   unreadable input: an amount, a day, a code or a file that cannot be understood
          78   set up wrongly; tessera doctor says what to mend
          130  interrupted

        The code in square brackets, and "code" in JSON, names the answer more exactly and never
        changes its meaning. All of them are explained in docs/errors.md.
        """
}
