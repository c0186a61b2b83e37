import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera event list`: what happened.
struct EventListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what was recorded, oldest first.")

    @Option(
        name: .long, help: ArgumentHelp("Only of this member, by number.", valueName: "member"))
    var member: String?

    @Option(name: .long, help: ArgumentHelp("Only of this kind.", valueName: "kind"))
    var kind: EventKind?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        let (name, kind) = (member, kind)
        try shop.atCounter(.reading) { counter in
            var number: MemberNumber?
            if let name { number = try await counter.member(named: name).number }
            var table = Table("WHEN", "EVENT", "MEMBER", "WHAT FOLLOWED", "OPERATION")
            try await counter.eachEvent { past in
                let event = past.event
                guard number == nil || event.member == number, kind == nil || event.kind == kind
                else { return }
                if speech.json {
                    speech.say(past.value.text)
                } else {
                    table.add(
                        counter.settings.zone.listed(event.occurredAt), event.kind.spoken,
                        event.member?.text ?? "-",
                        past.decision.grants.count.counted("effect"),
                        "op_\(event.operation.text)")
                }
            }
            for line in table.lines() { speech.say(line) }
        }
    }
}
