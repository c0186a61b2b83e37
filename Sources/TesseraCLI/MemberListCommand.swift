import ArgumentParser
import TesseraLedger
import TesseraConfiguration
import TesseraModel

/// `tessera member list`: all members in order of their numbers.
struct MemberListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all members.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, settings in
            var after: MemberNumber?
            let limit = 1_000
            while true {
                let page = try await ledger.members(after: after, limit: limit)
                if speech.json {
                    for member in page { speech.say(JSONValue.record(member.fields).text) }
                } else {
                    var table = Table("MEMBER", "NAME", "CONTACT", "CARD", "ENROLLED")
                    for member in page {
                        table.add(
                            member.number.text, member.profile?.name ?? "(erased)",
                            member.profile?.contact ?? "", member.card.voucherText,
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
