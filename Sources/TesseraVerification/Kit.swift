import TesseraModel
import TesseraToken

/// What a till carries to judge tokens without a network.
///
/// 1  It holds what checks the tags of its own audiences, so its file is for the till alone. It
///    never holds a seal leaf, and so cannot make anything that the issuer would settle.
/// 2  It names no person: members are slots in it, and operators have the names their shop chose.
/// 3  Its parts stand in an order of their own, so that equal kits have equal bytes.
///
/// - Source: T19, T20, T22.
package struct Kit: Sendable {
    /// Whose it is and how long it is trusted.
    package let edition: KitEdition
    /// Who issues the tokens, as shown on the screen.
    package let issuer: String
    /// The issuer's zone.
    package let zone: IssuerZone
    /// The audiences of the acceptor, in order, at least one, none twice.
    package let audiences: [Audience]
    /// Whether it is for training.
    package let isTraining: Bool
    /// How far the till goes with it.
    package let footing: KitFooting
    /// The keys of those audiences, in order of their ids.
    package let keys: [KitKey]
    /// What was issued for those audiences.
    package let batches: BatchTable
    /// The terms of campaigns, as far as they are known, in order.
    package let campaigns: [CampaignText]
    /// What is put aside for the till, in order of position, one for a voucher.
    package let leases: [Lease]
    /// Who may work with it, in order of their names, none twice.
    package let operators: [KitOperator]
    /// What is known about single vouchers.
    package let status: StatusMap

    /// A kit of some parts.
    ///
    /// The keys must be of the audiences, the leases of the edition's till; neither stands there
    /// twice. Agreements and limits must be fit.
    package init(
        edition: KitEdition, issuer: String, zone: IssuerZone, audiences: [Audience],
        isTraining: Bool, footing: KitFooting, keys: [KitKey], batches: BatchTable = BatchTable(),
        campaigns: [CampaignText] = [], leases: [Lease] = [], operators: [KitOperator] = [],
        status: StatusMap
    ) {
        let audiences = Set(audiences).sorted()
        precondition(!audiences.isEmpty && audiences.allSatisfy(\.isAssignable))
        precondition(keys.allSatisfy { audiences.contains($0.record.audience) })
        precondition(Set(keys.map(\.record.id)).count == keys.count)
        precondition(leases.allSatisfy { $0.device == edition.device })
        precondition(Set(leases.map(\.position)).count == leases.count)
        precondition(Set(operators.map(\.id)).count == operators.count)
        precondition(footing.agreement?.isFit ?? footing.limits.isFit)
        self.edition = edition
        self.issuer = issuer
        self.zone = zone
        self.audiences = audiences
        self.isTraining = isTraining
        self.footing = footing
        self.keys = keys.sorted { $0.record.id < $1.record.id }
        self.batches = batches
        self.campaigns = Set(campaigns).sorted(by: CampaignText.precedes)
        self.leases = leases.sorted { $0.position < $1.position }
        self.operators = operators.sorted { $0.id.text < $1.id.text }
        self.status = status
    }

    /// The verifier that decides with this kit alone.
    package var verifier: Verifier {
        Verifier(
            ring: KeyRing(keys.map(\.entry)), zone: zone, audiences: audiences,
            acceptsTraining: isTraining, kit: Standing(of: self))
    }

    /// What is put aside for the till of a voucher; `nil` if nothing is or the time is over.
    package func lease(at position: VoucherPosition, time: Timestamp) -> Lease? {
        leases.first { $0.position == position && time < $0.until }
    }
}
