import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraPremises
import TesseraToken
import TesseraVerification

/// `tessera token verify`: the verifier of this program for other implementations to test against.
struct TokenVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify tokens against a file of epochs and keys; one a line with -.",
        discussion: """
            FILE has the epochs, keys and timeZone of Tests/Vectors/token-v1.json. With - each \
            line of standard input is one token as scanned and gets one line in answer.
            """)

    @Argument(
        help: ArgumentHelp("A token as scanned, or - to read one a line.", valueName: "token"))
    var token: String

    @Option(name: .long, help: ArgumentHelp("Epochs and keys as JSON.", valueName: "file"))
    var ring: String

    @Option(
        name: .long, help: ArgumentHelp("The time in RFC 3339; now if not said.", valueName: "time")
    )
    var at: String?

    @Option(
        name: .long,
        help: ArgumentHelp("An audience of this till; 0 if not said.", valueName: "number"))
    var audience: [UInt16] = []

    @Option(name: .long, help: ArgumentHelp("A kind this screen expects.", valueName: "kind"))
    var expect: [TokenKind] = []

    @Flag(name: .long, help: "Accept training keys, as a till for training does.")
    var training = false

    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let file = try RingFile.read(ring)
        var time: Timestamp?
        if let at {
            guard let given = Timestamp(rfc3339: at) else { throw ModelError.time(at) }
            time = given
        }
        // Nothing is decided here that a till would act on, so the clock may be set.
        let clock = try SystemClock(isTraining: true)
        let desk = RingDesk(
            verifier: Verifier(
                ring: file.ring, zone: file.zone,
                audiences: audience.isEmpty ? [.ownShops] : audience.map(Audience.init),
                acceptsTraining: training),
            expected: expect.isEmpty ? .all : KindSet(expect), fixed: time, clock: clock,
            json: speaking.json, speech: speaking.speech)
        guard token == "-" else {
            if let status = desk.answer(Array(token.utf8)) { throw ExitCode(status) }
            return
        }
        // A stream is a table of answers: it ends well when every line got one.
        var reader = LineReader()
        while let line = reader.next(beforeWaiting: Output.standard.flush) {
            _ = desk.answer(line)
        }
    }
}

/// Answers one line for each token.
private struct RingDesk {
    let verifier: Verifier
    let expected: KindSet
    let fixed: Timestamp?
    let clock: SystemClock
    let json: Bool
    let speech: Speech

    /// Answers one token and returns the exit status of an answer that is not a yes.
    func answer(_ text: [UInt8]) -> Int32? {
        do throws(VerificationError) {
            let verified = try verifier.verify(
                scanned: text.span, at: fixed ?? clock.now(), expecting: expected)
            let token = verified.token
            if json {
                var line: [UInt8] = []
                JSONValue.record([("code", .string("accepted"))] + token.fields).append(to: &line)
                line.append(UInt8(ascii: "\n"))
                Output.standard.write(line)
            } else {
                speech.say(
                    "accepted \(token.kind.name) \(token.position.voucherText) \(token.terms.shown)"
                )
            }
            return nil
        } catch {
            if json {
                speech.say("{\"code\":\"\(error.code)\"}")
            } else {
                speech.say("\(error.code) \(error.message)")
            }
            return error.kind.exitStatus
        }
    }
}
