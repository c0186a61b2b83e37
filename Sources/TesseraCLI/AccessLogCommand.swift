import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera access log`: who came in, who was refused, and who gave keys out.
struct AccessLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show who signed in or was refused, and who changed keys and passwords.",
        discussion: "Thirteen months are kept; oldest first.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speaking = speaking
        try shop.atCounter(.reading) { counter in
            let (speech, zone) = (speaking.speech, counter.settings.zone)
            var table = Table("WHEN", "WHO", "WHAT", "ABOUT", "FROM", "WHY")
            var last: AccessRecord?
            var count = 0
            while true {
                let page = try await counter.accessLog(after: last?.id, limit: 500)
                for record in page {
                    if speech.json { speech.say(JSONValue.record(record.fields).text) }
                    table.add(
                        zone.listed(record.time), record.actor, record.act.phrase,
                        record.subject ?? "", record.source ?? "", record.reason ?? "")
                }
                count += page.count
                guard let end = page.last else { break }
                last = end
            }
            speech.say(table, ifEmpty: "Nobody came in, and no key was given out.")
        }
    }
}

extension AccessAct {
    /// What was done, as people read it.
    fileprivate var phrase: String {
        switch self {
        case .keyIssued: "gave a key out"
        case .keyRevoked: "took a key back"
        case .passwordSet: "set a password"
        case .pinSet: "set a PIN"
        case .signedIn: "signed in"
        case .signInRefused: "was refused"
        case .signedOut: "signed out"
        case .signedOutEverywhere: "signed out everywhere"
        case .agreed: "agreed as the second person"
        case .vouched: "said that somebody agreed"
        case .agreementRefused: "was refused as the second person"
        case .cardLinkMade: "made a link to a card"
        case .cardLinkEnded: "ended a link to a card"
        }
    }
}
