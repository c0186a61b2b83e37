import ArgumentParser
import TesseraAnswers
import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraTill
import TesseraToken
import TesseraVerification

/// Where a till without a network has its kit and its log.
struct TillFolderOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder of a till without a network; $TESSERA_TILL.", valueName: "folder"))
    var tillFolder: String?

    /// The till's folder, if one was named; a data folder that was named comes before the
    /// environment's till.
    func folder(besides shop: ShopOptions) throws -> String? {
        if let tillFolder {
            guard shop.data == nil else {
                throw CLIError.usage(
                    "--data and --till-folder name two places.", hint: "Give one of them.")
            }
            return tillFolder
        }
        return shop.data == nil ? environment("TESSERA_TILL") : nil
    }

    /// The till, if one was named.
    ///
    /// - Throws: What is wrong with its folder.
    func desk(besides shop: ShopOptions, _ speaking: SpeechOptions) throws -> TillDesk? {
        try folder(besides: shop).map { try TillDesk(in: $0, speaking.speech) }
    }
}

/// A till without a network, spoken in a terminal.
struct TillDesk {
    let till: OfflineTill
    private let clock: SystemClock
    private let told: Speech

    /// Opens the till's folder and, if a record was cut off in it, says so.
    ///
    /// - Throws: What is wrong with the folder.
    init(in folder: String, _ speech: Speech) throws {
        let isTraining = try OfflineTill.pairing(in: folder).isTraining
        clock = try SystemClock(isTraining: isTraining)
        till = try OfflineTill.waitingFor(folder, clock: clock)
        told = speech
        guard let torn = till.tornEnd else { return }
        speech.remark(
            "Record \(torn.sequence) was cut off before it was accepted, so it was dropped.")
    }

    /// Speech as of now: moments are told to a reader in the issuer's zone.
    var speech: Speech {
        var speech = told
        if let zone = till.kit?.zone { speech.telling = Telling(zone: zone, now: clock.now()) }
        return speech
    }

    /// Answers a code, or each of a stream as it comes.
    ///
    /// - Throws: The exit status of an answer that is not a yes, once it is said.
    func answer(
        _ input: CodeInput, _ work: (String) throws -> (value: JSONValue, lines: [String])
    ) throws {
        switch input {
        case .text(let text):
            let status = answer(text, work)
            if status != 0 { throw ExitCode(status) }
        case .stream:
            if !answerLines({ answer($0, work) == 0 }) { throw ExitCode(3) }
        }
        Output.standard.flush()
    }

    private func answer(
        _ text: String, _ work: (String) throws -> (value: JSONValue, lines: [String])
    ) -> Int32 {
        do {
            let found = try work(text)
            speech.answer(found.value, found.lines)
            // An answer is shown before the next code is taken.
            Output.standard.flush()
            return 0
        } catch let error as any ExplainedError {
            let age = till.age
            speech.refuse(error, beside: age?.fields ?? [], age.map { [kitLine($0)] } ?? [])
            return error.exitStatus
        } catch {
            speech.remark("A fault of ours: \(error)")
            return 1
        }
    }

    /// Looks at a code.
    func check(_ text: String, _ expected: KindSet) throws -> (JSONValue, [String]) {
        let found = try till.check(text, expecting: expected)
        return (found.value, found.lines(speech) + [line(found.age)])
    }

    /// Takes a voucher.
    func redeem(
        _ text: String, _ asked: Asked, by worker: OperatorID?, _ given: OperationID?
    ) throws -> (JSONValue, [String]) {
        let id = try given ?? newOperation()
        let taken = try till.redeem(text, operation: id, by: worker) { try asked.demand(on: $0) }
        return (taken.value(till), taken.lines(speech) + [line(taken.age)])
    }

    /// Puts a use back.
    func undo(
        _ redemption: OperationID?, by worker: OperatorID?, _ given: OperationID?
    ) throws -> (JSONValue, [String]) {
        let back = try till.undo(
            redemption, operation: try given ?? newOperation(), by: worker)
        let age = till.age
        return (
            back.value.with(age?.fields ?? []),
            back.lines(speech) + (age.map { [kitLine($0)] } ?? [])
        )
    }

    private func newOperation() throws -> OperationID {
        try OperationID.new(at: clock.now(), SystemChance())
    }

    /// What a yes stands on, and what it cannot know.
    private func line(_ age: KitAge) -> String {
        kitLine(age) + "; not yet checked against other shops"
    }

    /// How old the kit is and until when it is trusted, whatever the answer.
    private func kitLine(_ age: KitAge) -> String {
        let until = till.kit?.zone.listed(age.expiresAt) ?? age.expiresAt.rfc3339
        let sort = age.isTraining ? "training kit" : "kit"
        guard age.now < age.expiresAt else {
            return "  Offline   \(sort) is \(age.shown) old and was valid until \(until)"
        }
        let stale = age.isStale ? " and stale: fetch a new one" : ""
        return "  Offline   \(sort) is \(age.shown) old\(stale), valid until \(until)"
    }
}
