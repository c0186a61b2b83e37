import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member list`: all members in order of their numbers.
struct MemberListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all members.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        // The names are sealed, so this needs the keys.
        try shop.atCounter(.reading) { counter in
            let (ledger, settings) = (counter.ledger, counter.settings)
            var after: MemberNumber?
            let limit = 1_000
            while true {
                let page = try await ledger.members(after: after, limit: limit)
                if speech.json {
                    for member in page {
                        let fields = member.fields(try counter.profile(of: member))
                        speech.say(JSONValue.record(fields).text)
                    }
                } else {
                    var table = Table("MEMBER", "NAME", "CONTACT", "CARD", "ENROLLED")
                    for member in page {
                        let profile = try counter.profile(of: member)
                        table.add(
                            member.number.text,
                            member.erasedAt == nil ? profile?.name ?? "" : "(erased)",
                            profile?.contact ?? "", member.card.voucherText,
                            settings.zone.listed(member.enrolledAt))
                    }
                    for line in table.lines(withHead: after == nil) { speech.say(line) }
                    if after == nil, page.isEmpty { speech.remark("There are no members yet.") }
                }
                guard page.count == limit, let last = page.last else { return }
                after = last.number
            }
        }
    }
}
