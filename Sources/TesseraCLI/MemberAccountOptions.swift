import ArgumentParser
import TesseraPremises
import TesseraToken

/// Whose accounts are looked at, and which of them.
struct MemberAccountOptions: ParsableArguments {
    @Argument(help: HoldingOptions.memberHelp)
    var member: String

    @Option(
        name: .long,
        help: ArgumentHelp("Only this asset; all of tessera.yaml if not said.", valueName: "name"))
    var asset: String?

    /// A typed code that is wrong is counted, so the book is opened for work where one may come.
    var access: Access { TypedCode.looksTyped(member) ? .writing : .reading }
}
