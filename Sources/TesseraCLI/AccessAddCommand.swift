import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera access add`: gives an access key out.
struct AccessAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Give an access key out; its secret is shown once and kept nowhere.",
        discussion: """
            tessera access add --name "web shop" --scope check,redeem --shop harbour

            Scopes: check, redeem, hold, reverse, approve, issue, members, events, campaigns, \
            parties, devices, sync, kits, settle, reports, webhooks, access, metrics. Give out no \
            more than are needed: whoever has the key may do all of it.
            """)

    @Option(
        name: .long, help: ArgumentHelp("What it is for, for the office.", valueName: "text"))
    var name: String

    @Option(
        name: .long,
        help: ArgumentHelp("What it may do, several with commas.", valueName: "scopes"))
    var scope: [String]

    @Option(
        name: .customLong("shop"),
        help: ArgumentHelp("The shop of ours that it acts for alone.", valueName: "id"))
    var ownShop: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The partner that it acts for alone.", valueName: "id"))
    var partner: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Its last day, as in 2027-12-31; never if not said.", valueName: "day"))
    var expires: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard ownShop == nil || partner == nil else {
            throw ValidationError("Give one of --shop and --partner, or neither.")
        }
    }

    /// The scopes that were named.
    private func scopes() throws -> Set<AccessScope> {
        let words = scope.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        return Set(
            try words.map { word in
                let text = String(word).trimmed
                guard let scope = AccessScope(rawValue: text) else {
                    let known = AccessScope.allCases.map(\.rawValue)
                    let nearest = Spelling.nearest(to: text, in: known)
                    throw CLIError.usage(
                        "There is no scope \"\(text.shortened)\".",
                        hint: nearest.map { "Did you mean \($0)?" }
                            ?? "See them with: tessera help access add.")
                }
                return scope
            })
    }

    mutating func run() throws {
        let (name, scopes, isPartner) = (name.trimmed, try scopes(), partner != nil)
        let acceptor = try (ownShop ?? partner).map(ShopID.named)
        let lastDay = try expires.map { text -> Day in
            guard let day = Day(text: text) else { throw ModelError.day(text) }
            return day
        }
        try shop.answering(speaking) { counter, speech in
            try await AccessAddCommand.require(acceptor, isPartner: isPartner, counter)
            let zone = counter.settings.zone
            let issued = try await counter.issueAccessKey(
                AccessKeyOrder(
                    name: name, scopes: scopes, acceptor: acceptor,
                    expiresAt: lastDay.map { zone.instant(of: $0, minute: 1_440) }),
                by: .terminal)
            return (
                .record(
                    [("code", .string("key_issued"))] + issued.key.fields
                        + [("secret", .string(issued.text))]),
                [
                    "\(speech.painted("✓ Given out", .green))  \(issued.key.id), "
                        + "\(issued.key.name), for "
                        + issued.key.scopes.map(\.rawValue).joined(separator: ", "),
                    "  Acts for  \(issued.key.acceptor?.text ?? "every shop and partner")",
                    "  Secret    \(issued.text)",
                    "  It is shown this once. Whoever has it may do all of the above.",
                ]
            )
        }
    }

    /// Refuses a partner for a shop and a shop for a partner.
    private static func require(
        _ id: ShopID?, isPartner: Bool, _ counter: Counter
    ) async throws {
        guard let id, case .acceptor(let acceptor)? = try await counter.ledger.party(.acceptor(id))
        else {
            guard let id, isPartner else { return }
            if counter.settings.shop(id) != nil {
                throw LedgerError.acceptorKindFixed(id, isPartner: false)
            }
            throw LedgerError.unknownAcceptor(id)
        }
        guard acceptor.isPartner == isPartner else {
            throw LedgerError.acceptorKindFixed(id, isPartner: acceptor.isPartner)
        }
    }
}
