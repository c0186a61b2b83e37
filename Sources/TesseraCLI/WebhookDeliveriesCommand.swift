import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera webhook deliveries`: what was sent to an address, and what came of it.
struct WebhookDeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what was sent to an address in the last 30 days, and what came of it.")

    @OptionGroup var endpoint: EndpointArgument

    @Option(
        name: .long,
        help: ArgumentHelp("Only those: pending, delivered or failed.", valueName: "state"))
    var state: WebhookDelivery.State?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, state, speaking) = (try endpoint.id, state, speaking)
        let shop = shop
        try shop.telling(speaking) {
            try shop.atCounter(.reading) { counter in
                let speech = speaking.speech
                let telling = Telling(zone: counter.settings.zone, now: nil)
                var table = Table("DELIVERY", "ABOUT", "STATE", "TRIES", "NEXT")
                var last: String?
                var count = 0
                repeat {
                    let page = try await counter.webhookDeliveries(
                        of: id, of: nil, in: state, after: last, limit: 500)
                    for delivery in page {
                        if speech.json { speech.say(delivery.value.text) }
                        table.add(
                            delivery.text, delivery.type.rawValue, delivery.state.rawValue,
                            delivery.attempts.map(\.spoken).joined(separator: ", "),
                            delivery.nextTry.map(telling.moment) ?? "–")
                    }
                    count += page.count
                    last = page.count == 500 ? page.last?.text : nil
                } while last != nil
                if speech.json { return }
                if count == 0 { return speech.remark("Nothing was sent there.") }
                for line in table.lines() { speech.say(line) }
            }
        }
    }
}

/// `tessera webhook resend`: a message again.
struct WebhookResendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Send a message again, under its old id.",
        discussion: "The service sends it; see what came of it with: tessera webhook deliveries.")

    @OptionGroup var endpoint: EndpointArgument

    @Argument(help: ArgumentHelp("Which one, see webhook deliveries.", valueName: "delivery"))
    var delivery: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, delivery) = (try endpoint.id, delivery)
        try shop.answering(speaking) { counter, speech in
            let waiting = try await counter.resendWebhook(delivery, of: id, of: nil)
            return (
                waiting.value,
                ["\(speech.painted("✓ Waiting", .green))  \(waiting.text), to be sent again"]
            )
        }
    }
}

/// `tessera webhook test`: a message that says only that it is a try.
struct WebhookTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send an address a message of type webhook.test, once.",
        discussion: "The service sends it; see what came of it with: tessera webhook deliveries.")

    @OptionGroup var endpoint: EndpointArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try endpoint.id
        try shop.answering(speaking) { counter, speech in
            let waiting = try await counter.tryWebhook(id, of: nil)
            return (
                waiting.value,
                ["\(speech.painted("✓ Waiting", .green))  \(waiting.text), to be sent once"]
            )
        }
    }
}

extension WebhookDelivery.Attempt {
    /// What came of it: a status, or why there is none.
    fileprivate var spoken: String { status.map { "\($0)" } ?? fault?.rawValue ?? "–" }
}

extension WebhookDelivery.State: ExpressibleByArgument {}
