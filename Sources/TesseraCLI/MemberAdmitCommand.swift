import ArgumentParser
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member admit`: lets a member in; a code from a phone counts once.
struct MemberAdmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Accept a member's card; a live code from a phone is accepted only once.",
        discussion: """
            A picture of somebody's phone is worth nothing a minute later, and nothing at all once \
            the phone itself was shown. Paper cards and typed codes pass every time.
            """)

    @Argument(help: CodeInput.help)
    var code: String

    @OptionGroup var place: PlaceOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        guard case .text(let text) = try CodeInput(code) else {
            throw CLIError.usage(
                "A stream cannot be admitted.", hint: "Give one code at a time.")
        }
        let (place, speaking) = (place, speaking)
        let status = try shop.atCounter(.writing) { counter -> Int32 in
            var speech = speaking.speech
            speech.telling = counter.telling
            return await speech.answering {
                let appraisal = try await counter.admitMember(
                    text, at: try place.till(counter.settings))
                return (appraisal.value, appraisal.lines(speech))
            }
        }
        if status != 0 { throw ExitCode(status) }
    }
}
