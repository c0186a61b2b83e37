import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera campaign`: the programme and its campaigns.
struct CampaignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Check, try and publish the programme; look at its campaigns.",
        subcommands: [
            CampaignCheckCommand.self, CampaignPublishCommand.self, CampaignListCommand.self,
            CampaignShowCommand.self, CampaignReplayCommand.self, CampaignSeedCommand.self,
        ])
}

/// The text of a programme's file.
struct ProgrammeText {
    let path: String
    let text: String

    /// Reads a file.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    init(_ path: String) throws(PremisesError) {
        self.path = path
        let bytes = try Files.bytes(path, most: Programme.mostByteCount + 1)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .fileUnreadable(path, reason: "it is not text in UTF-8")
        }
        self.text = text
    }
}

/// `tessera campaign publish`: makes a file the programme.
struct CampaignPublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish a version of the programme, which holds for later events.",
        discussion: "What was issued keeps its terms. Check it first: tessera campaign check FILE")

    @Argument(help: ArgumentHelp("The programme's file.", valueName: "file"))
    var file: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (file, operation) = (try ProgrammeText(file), operation)
        try shop.answering(speaking) { counter, speech in
            let done = try await counter.publish(
                file.text, file: file.path, operation: try operation.id(counter))
            let programme = done.programme
            var lines = [
                "\(speech.painted("✓ Published", .green))  \(programme.id), "
                    + "version \(done.version.number), "
                    + programme.campaigns.count.counted("campaign")
            ]
            if done.isReplay { lines.append("  This was answered before.") }
            return (
                done.version.published(programme, isReplay: done.isReplay), lines
            )
        }
    }
}
