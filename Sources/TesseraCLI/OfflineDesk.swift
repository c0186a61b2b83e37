import TesseraAnswers
import TesseraModel
import TesseraPremises
import TesseraToken
import TesseraVerification

/// Checks codes with a kit and nothing else.
struct OfflineDesk {
    let kit: Kit
    let clock: SystemClock
    let expected: KindSet
    let speech: Speech
    private let verifier: Verifier

    init(kit: Kit, clock: SystemClock, expected: KindSet, speech: Speech) {
        self.kit = kit
        self.clock = clock
        self.expected = expected
        self.speech = speech
        verifier = kit.verifier
    }

    /// What came of one code.
    struct Outcome {
        /// The exit status of an answer that is not a yes; `nil` for a yes.
        let failure: Int32?
    }

    /// Checks one code and says the answer.
    func answer(_ text: String) -> Outcome {
        let now = clock.now()
        do throws(VerificationError) {
            guard !TypedCode.looksTyped(text) else { throw .typedCodeNeedsLedger }
            let bytes = Array(try bareToken(of: text).utf8)
            let verified = try verifier.verify(
                scanned: bytes.span, at: now, expecting: expected)
            speech.answer(value(verified.token, now), lines(verified.token, now))
            return Outcome(failure: nil)
        } catch {
            var speech = speech
            speech.telling = Telling(zone: kit.zone, now: now)
            speech.refuse(error, beside: fields(now), kitLines(now))
            return Outcome(failure: error.kind.exitStatus)
        }
    }

    /// The token of a live code, whose minute takes a leaf that no kit carries; other texts as they
    /// are.
    private func bareToken(of text: String) throws(VerificationError) -> String {
        let live: LiveCode?
        do throws(TokenError) {
            live = try LiveCode(text)
        } catch { throw .unreadable(error) }
        return live?.token ?? text
    }

    private func value(_ token: Token, _ now: Timestamp) -> JSONValue {
        .record(
            [
                ("code", .string("accepted")), ("issuer", .string(kit.issuer)),
                ("voucher", .string(token.position.voucherText)),
                ("kind", .string(token.kind.name)),
            ] + token.terms.fields + token.validity.fields + fields(now))
    }

    /// What every answer says about the kit.
    private func fields(_ now: Timestamp) -> [(String, JSONValue?)] {
        [
            ("offline", .bool(true)), ("training", .bool(kit.isTraining)),
            ("kit_issued_at", .string(kit.edition.issuedAt.rfc3339)),
            ("kit_expires_at", .string(kit.edition.expiresAt.rfc3339)),
            ("kit_stale", .bool(!kit.edition.isFresh(at: now))),
        ]
    }

    private func lines(_ token: Token, _ now: Timestamp) -> [String] {
        [
            speech.accepted("\(token.terms.shown), \(token.validity.shown)"),
            "  Issued by \(kit.issuer)\(kit.isTraining ? ", for training only" : "")",
        ] + kitLines(now, "; not yet checked against other shops")
    }

    /// How old the kit is and until when it is trusted, whatever the answer.
    private func kitLines(_ now: Timestamp, _ remark: String = "") -> [String] {
        let edition = kit.edition
        let until = kit.zone.listed(edition.expiresAt)
        guard now < edition.expiresAt else {
            return ["  Offline   kit is \(age(now)) old and was valid until \(until)"]
        }
        let line = "  Offline   kit is \(age(now)) old, valid until \(until)\(remark)"
        guard !edition.isFresh(at: now) else { return [line] }
        return [line, "  Stale     since \(kit.zone.listed(edition.freshUntil)): fetch a new kit"]
    }

    private func age(_ now: Timestamp) -> String {
        let minutes = max(0, now.milliseconds - kit.edition.issuedAt.milliseconds) / 60_000
        switch minutes {
        case ..<120: return "\(minutes) min"
        case ..<(72 * 60): return "\(minutes / 60) h"
        default: return "\(minutes / 1_440) days"
        }
    }
}
