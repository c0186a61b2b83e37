import ArgumentParser
import TesseraAnswers
import TesseraModel
import TesseraOperations

/// How a link to a card is made, shown and ended.
struct LinkOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The service's address that goes before the link, https://cards.example.",
            valueName: "address"))
    var site: String?

    @Flag(name: .customLong("end-link"), help: "End the link that there is, and make none.")
    var endsLink = false

    mutating func validate() throws {
        guard let site else { return }
        let isWeb = site.hasPrefix("https://") || site.hasPrefix("http://")
        guard isWeb, site.isOneLine, !site.contains("#"), !site.contains("?") else {
            throw ValidationError("--site is an address such as https://cards.example.")
        }
    }

    /// Makes the link to a card, or ends the one that there is.
    ///
    /// - Returns: What is said of it to programs and to people.
    /// - Throws: As ``Counter/makeCardLink(_:gift:by:)``.
    func answer(
        _ subject: CardSubject, _ gift: CardGift?, _ counter: Counter, _ speech: Speech
    ) async throws -> (value: JSONValue, lines: [String]) {
        if endsLink {
            let wasThere = try await counter.endCardLink(subject, by: .terminal)
            return (
                .record(
                    ("code", .string("link_ended")), ("card", .string(subject.text)),
                    ("was_there", .bool(wasThere))),
                [
                    wasThere
                        ? "\(speech.painted("✓ Ended", .green))  the link to \(subject.text)"
                        : "\(subject.text) had no link."
                ]
            )
        }
        let link = try await counter.makeCardLink(subject, gift: gift, by: .terminal)
        let base = site.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } ?? ""
        return (
            link.value("link_made"),
            [
                "\(speech.painted("✓ Made", .green))  the link to \(link.subject.text); the one "
                    + "before opens nothing any more",
                "  Link      \(base)\(link.path)",
                "  It is shown this once. Whoever has it can show the card.",
            ]
        )
    }
}
