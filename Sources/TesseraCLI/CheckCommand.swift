import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraPrint
import TesseraScan
import TesseraToken
import TesseraVerification

/// `tessera check`: looks at a code and changes nothing.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look at a code and change nothing; offline with a kit.",
        discussion: """
            With --kit nothing is read but the kit's file and the public key that checks it: no \
            ledger, no network. The answer then says how old the kit is, and cannot know what \
            other tills did since. The key is the file with .pub behind the kit's name, unless \
            --kit-key names one that this till keeps, which is safer. With --till-folder it is \
            looked up what this till took as well.
            """)

    @Argument(help: CodeInput.help)
    var code: String

    @Option(
        name: .long, help: ArgumentHelp("Check with this kit and nothing else.", valueName: "file"))
    var kit: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The public key that checks the kit.", valueName: "file"))
    var kitKey: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Expect a member, gift, discount or entitlement; others are refused.",
            valueName: "kind"))
    var expect: [TokenKind] = []

    @OptionGroup var place: PlaceOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var offline: TillFolderOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard kit != nil || kitKey == nil else {
            throw ValidationError("--kit-key goes with --kit.")
        }
    }

    mutating func run() throws {
        let expected = expect.isEmpty ? KindSet.all : KindSet(expect)
        if kit == nil, let desk = try offline.desk(besides: shop, speaking) {
            try desk.answer(CodeInput(code)) { try desk.check($0, expected) }
        } else if let kit {
            try checkOffline(with: kit, expected)
        } else {
            try checkAtCounter(expected)
        }
    }

    private func checkOffline(with path: String, _ expected: KindSet) throws {
        let file = try Files.bytes(path)
        let key = try KitPublicKey(file: Files.bytes(kitKey ?? "\(path).pub", most: 4_096))
        let kit = try KitFile.kit(file, from: key.publicKey)
        let desk = OfflineDesk(
            kit: kit, clock: try SystemClock(isTraining: kit.isTraining), expected: expected,
            speech: speaking.speech)
        switch try CodeInput(code) {
        case .text(let text):
            if let status = desk.answer(text).failure { throw ExitCode(status) }
        case .stream:
            if !answerLines({ desk.answer($0).failure == nil }) { throw ExitCode(3) }
        }
    }

    private func checkAtCounter(_ expected: KindSet) throws {
        let input = try CodeInput(code)
        let (place, speaking) = (place, speaking)
        // A typed code that is wrong is counted, so the book is opened for work where one may come.
        let access: Access = input.mayBeTyped ? .writing : .reading
        let status = try shop.atCounter(access) { counter -> Int32 in
            var speech = speaking.speech
            let till = try place.till(counter.settings)
            switch input {
            case .text(let text):
                speech.telling = counter.telling
                return await counter.look(text, expected, at: till, speech)
            case .stream:
                var allGood = true
                var reader = LineReader()
                while let line = reader.next(beforeWaiting: Output.standard.flush) {
                    speech.telling = counter.telling
                    let text = String(decoding: line, as: UTF8.self)
                    if await counter.look(text, expected, at: till, speech) != 0 {
                        allGood = false
                    }
                }
                return allGood ? 0 : 3
            }
        }
        if status != 0 { throw ExitCode(status) }
    }
}

extension CodeInput {
    /// Whether a typed code can come in.
    var mayBeTyped: Bool {
        switch self {
        case .stream: true
        case .text(let text): TypedCode.looksTyped(text)
        }
    }
}

extension Counter {
    /// Checks one code, says the answer and returns its exit status.
    fileprivate func look(
        _ text: String, _ expected: KindSet, at till: TillID, _ speech: Speech
    ) async -> Int32 {
        await speech.answering {
            let appraisal = try await check(text, at: till)
            guard expected.contains(appraisal.voucher.terms.kind) else {
                throw VerificationError.wrongKind(appraisal.voucher.terms.kind)
            }
            return (appraisal.value, appraisal.lines(speech) + ["  Nothing was changed."])
        }
    }
}

extension Appraisal {
    /// What the code is worth, as people read it.
    func lines(_ speech: Speech) -> [String] {
        var lines = [speech.accepted("\(voucher.terms.shown), \(voucher.validity.shown)")]
        if let profile, !profile.name.isEmpty { lines.append("  Name      \(profile.name)") }
        if let balance = voucher.terms.balanceShown(voucher.balance) {
            lines.append("  Balance   \(balance)")
        }
        for hold in holds {
            lines.append(
                "  Held      \(voucher.terms.balanceShown(hold.amount) ?? "") until "
                    + speech.telling.clock(hold.until))
        }
        if !holds.isEmpty, let free = voucher.terms.balanceShown(available) {
            lines.append("  Free      \(free)")
        }
        return lines
    }
}

extension TokenKind: ExpressibleByArgument {
    /// Reads a kind by its name.
    package init?(argument: String) { self.init(name: argument) }
}

/// Answers each line of standard input as it comes.
///
/// - Parameter answer: Answers one line; returns whether it was a yes.
/// - Returns: Whether all were.
func answerLines(_ answer: (String) -> Bool) -> Bool {
    var reader = LineReader()
    var allGood = true
    while let line = reader.next(beforeWaiting: Output.standard.flush) {
        if !answer(String(decoding: line, as: UTF8.self)) { allGood = false }
    }
    return allGood
}
