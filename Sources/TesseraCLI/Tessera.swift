import ArgumentParser
import TesseraAnswers
import TesseraModel

/// The command `tessera`: the counter, spoken in a terminal.
@main
struct Tessera: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "Issue signed member cards and vouchers, check them anywhere, redeem them once.",
        discussion: """
            Start with: tessera init --demo
            More: tessera help tokens, tessera help exit-codes
            """,
        version: ProgramVersion.text,
        subcommands: [
            InitCommand.self, CheckCommand.self, RedeemCommand.self, CaptureCommand.self,
            ReleaseCommand.self, UndoCommand.self, ReverseCommand.self, LimitCommand.self,
            VoucherCommand.self, MemberCommand.self, TokenCommand.self, TillCommand.self,
            KeyCommand.self, ShopCommand.self,
            CampaignCommand.self, EventCommand.self, ExplainCommand.self, DrawCommand.self,
            CaseCommand.self, OutboxCommand.self,
            PartnerCommand.self, DeviceCommand.self, OperatorCommand.self, AccessCommand.self,
            WebhookCommand.self, SyncCommand.self,
            ReportCommand.self, LedgerCommand.self,
            BackupCommand.self, StatusCommand.self, ServeCommand.self, ConfigCommand.self,
            DoctorCommand.self, HelpCommand.self,
        ])

    // Not asynchronous itself: an asynchronous main costs tens of milliseconds at every start of a
    // static executable, and a cashier waits for them.
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let error as any ExplainedError {
            Speech(json: arguments.contains("--json")).complain(error)
            exit(withError: ExitCode(error.exitStatus))
        } catch {
            exit(withError: Misspelling.found(in: arguments, by: error) ?? error)
        }
    }
}

extension ExplainedError {
    /// The exit status that scripts act on; options that do not go together are wrong usage, as
    /// options that do not exist are.
    var exitStatus: Int32 {
        if case .usage? = self as? CLIError { return 64 }
        return kind.exitStatus
    }
}

extension ExplainedError {
    /// The word that is read first.
    var word: String { exitStatus == 64 ? "Wrong usage" : kind.word }
}

extension ErrorKind {
    /// The one word a cashier reads first.
    var word: String {
        switch self {
        case .refused: "Refused"
        case .notAllowed: "Not allowed"
        case .notFound: "Not found"
        case .conflict: "Conflict"
        case .unavailable: "Try again"
        case .notGenuine: "Not genuine"
        case .invalid: "Not readable"
        case .misconfigured: "Set up wrongly"
        }
    }
}
