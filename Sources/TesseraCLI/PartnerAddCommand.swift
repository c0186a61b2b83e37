import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// `tessera partner add`: a partner with its agreement, its audience and its keys.
struct PartnerAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Agree with a new partner; it gets keys of its own.",
        discussion: """
            tessera partner add cafe-luna --name "Café Luna" --fee 2.5 --offline-per-voucher 50 \
            --offline-per-day 500

            Then issue vouchers for it with: tessera voucher issue --for cafe-luna
            """)

    @OptionGroup var partner: AcceptorArgument

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A group of partners whose vouchers it accepts too; may be repeated.",
            valueName: "id"))
    var group: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How its codes are signed: hmac, small codes; ed25519, it holds nothing worth "
                + "stealing.", valueName: "suite"))
    var suite: Suite = .hmac

    @OptionGroup(title: "The agreement") var agreement: AgreementOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, groups) = (try partner.id, try group.map { try ShopID.named($0) })
        let (agreement, operation, suite) = (agreement, operation, suite)
        try shop.answering(speaking) { counter, speech in
            let terms = AcceptorTerms(
                id: id, name: agreement.name ?? id.text, isPartner: true, groups: groups,
                agreement: try agreement.agreement(
                    nil, counter.settings, today: counter.today))
            let (acceptor, made) = try await counter.admitPartner(
                terms, suite, operation: try operation.id(counter))
            let register = try await counter.register()
            return (
                .record(
                    [("code", .string("agreed"))] + acceptor.agreed + [
                        ("keys", .array(made.map { .integer(Int64($0.number)) }))
                    ]),
                acceptor.lines(in: register, speech, done: "✓ Agreed") + [
                    "Then:", "  tessera voucher issue --for \(id) --amount 50",
                    "  tessera device pair till-7 --at \(id) --out FOLDER",
                ]
            )
        }
    }
}

/// `tessera partner edit`: a new version of an agreement.
struct PartnerEditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Agree anew with a partner; what is not said stays as it was.",
        discussion: "The new version holds for what follows; what was accepted before is paid as "
            + "it was agreed then.")

    @OptionGroup var partner: AcceptorArgument

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The groups it belongs to from now on; may be repeated.", valueName: "id"))
    var group: [String] = []

    @OptionGroup(title: "The agreement") var agreement: AgreementOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, groups) = (try partner.id, try group.map { try ShopID.named($0) })
        let (agreement, operation) = (agreement, operation)
        try shop.answering(speaking) { counter, speech in
            let known = try await counter.register().acceptor(id)
            let terms = AcceptorTerms(
                id: id, name: agreement.name ?? known.name, isPartner: known.isPartner,
                groups: groups.isEmpty ? known.groups : groups,
                agreement: try agreement.agreement(
                    known.agreement, counter.settings, today: counter.today))
            let acceptor = try await counter.agreeAnew(
                terms, operation: try operation.id(counter))
            let register = try await counter.register()
            return (
                .record([("code", .string("agreed"))] + acceptor.agreed),
                acceptor.lines(in: register, speech, done: "✓ Agreed") + [
                    "Its tills go by it from their next kit on: tessera sync pull"
                ]
            )
        }
    }
}
