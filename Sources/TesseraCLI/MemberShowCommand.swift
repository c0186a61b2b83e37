import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken
import TesseraVerification

/// `tessera member show`: a member, the card and its story.
struct MemberShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a member, the card and everything booked on it.")

    @Argument(
        help: ArgumentHelp(
            "The member's number, or the card's code, scanned or typed.", valueName: "member"))
    var member: String

    @Flag(
        name: .long,
        help: "Only what helps at the till: greeting, tier, what is next; preferences if agreed.")
    var atTill = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, speech) = (member, speaking.speech)
        // A typed code that is wrong is counted, so the book is opened for work where one may come.
        let access: Access = TypedCode.looksTyped(name) ? .writing : .reading
        if atTill {
            return try shop.answering(speaking, access) { counter, speech in
                let seen = try await counter.recognised(try await counter.member(named: name))
                return (seen.value, seen.lines(counter.settings.zone))
            }
        }
        try shop.atCounter(access) { counter in
            let member = try await counter.member(named: name)
            let card = try await counter.ledger.voucher(
                at: try await counter.currentCard(of: member))
            let story = Story(
                events: try await counter.ledger.history(of: member.card), terms: card.terms,
                telling: counter.telling)
            let profile = try counter.profile(of: member)
            speech.answer(
                member.value(profile, card: card, booked: story.events),
                member.lines(profile, card, counter.settings.zone) + story.lines)
        }
    }
}

extension Counter {
    /// The member that an admin names: by number, or by the code of the card.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``; ``LedgerError/unknownMember(_:)``; why the
    ///   code is not believed; ``VerificationError/wrongKind(_:)`` for a voucher's code.
    func member(named name: String) async throws -> Member {
        if name.hasPrefix("mem_") {
            guard let number = MemberNumber(text: name) else {
                throw ModelError.name(name, of: "a member", example: "mem_1234567")
            }
            return try await ledger.member(number)
        }
        let position = try await position(named: name, at: settings.till)
        let terms = try await ledger.voucher(at: position).terms
        guard case .member(let number, _) = terms else {
            throw VerificationError.wrongKind(terms.kind)
        }
        return try await ledger.member(number)
    }
}

extension Member {
    fileprivate func lines(
        _ profile: Profile?, _ card: VoucherState, _ zone: IssuerZone
    ) -> [String] {
        var lines = [number.text]
        if let erasedAt {
            lines.append("  Name      erased \(zone.listed(erasedAt))")
        } else {
            lines += (profile ?? Profile(name: "", contact: "")).lines(zone)
        }
        lines.append("  Card      \(card.position.voucherText), \(card.standing.spoken(zone))")
        if case .member(_, let tier) = card.terms { lines.append("  Tier      \(tier)") }
        lines.append("  Valid     \(card.validity.first.text) to \(card.validity.last.text)")
        lines.append("  Enrolled  \(zone.listed(enrolledAt))")
        return lines
    }
}
