import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraReports

/// Puts together what reports need of vouchers; those of a batch that nobody touched stay together,
/// so that a million flyers are one figure.
struct VoucherRecords {
    private struct Taking {
        let day: Day
        let taken: Int64
        let discount: Int64?
    }

    private var batches: [Batch] = []
    private var inUse: [VoucherState] = []
    private var activatedOn: [VoucherPosition: Day] = [:]
    private var uses: [VoucherPosition: [Taking]] = [:]
    private var campaigns: [OperationID: CampaignNumber] = [:]

    /// Takes a voucher as it stands.
    mutating func take(_ voucher: VoucherState) {
        if voucher.terms.kind != .member { inUse.append(voucher) }
    }

    /// Takes an operation that was booked on a day.
    mutating func take(_ booked: BookedOperation, on day: Day, zone: IssuerZone) {
        batches += booked.batches.filter { $0.order.terms.kind != .member }
        if case .change(let position, .activate) = booked.wish, case .changed = booked.outcome {
            activatedOn[position] = day
        }
        guard let position = booked.position, let (taken, discount) = booked.taking else { return }
        // What happened without a network is told on the day on which it happened.
        let used = booked.use.map { zone.day(at: $0.time) } ?? day
        uses[position, default: []].append(
            Taking(day: used, taken: taken, discount: discount))
    }

    /// Takes which campaign paid for what an event issued.
    mutating func take(_ account: EventAccount, of event: OperationID) {
        for (grant, part) in zip(account.decision.grants, account.parts) where part > 0 {
            if case .issue(_, let campaign, _, _) = grant.act {
                campaigns[event.part(part)] = campaign
            }
        }
    }

    /// The vouchers in use one by one and the others of each batch together, by position.
    func figures(zone: IssuerZone) -> [VoucherFigure] {
        let used = inUse.sorted { $0.position.number < $1.position.number }
        var rest = used[...]
        var found: [VoucherFigure] = []
        for batch in batches.sorted(by: { $0.first.number < $1.first.number }) {
            let end = batch.first.number + batch.order.count
            let own = rest.prefix { $0.position.number < end }
            rest = rest.dropFirst(own.count)
            let issuedOn = zone.day(at: batch.issuedAt)
            found += own.map { figure($0, of: batch, issuedOn: issuedOn) }
            guard batch.order.count > own.count else { continue }
            // The first number that no voucher in use has.
            let free = zip(own, batch.first.number...).prefix { $0.position.number == $1 }.count
            guard let first = batch.position(at: free) else { continue }
            found.append(
                figure(
                    batch.untouched(at: first), of: batch, issuedOn: issuedOn,
                    count: batch.order.count - own.count))
        }
        return found
    }

    private func figure(
        _ voucher: VoucherState, of batch: Batch, issuedOn: Day, count: Int = 1
    ) -> VoucherFigure {
        let terms = voucher.terms
        var isStopped = false
        if case .blocked = voucher.standing { isStopped = true }
        // What a stopped gift holds is owed until the book says otherwise; nobody may ask for the
        // uses of a stopped discount or right.
        let balance = isStopped && terms.kind != .gift ? 0 : voucher.balance
        let takings = (uses[voucher.position] ?? []).sorted { $0.day < $1.day }
        return VoucherFigure(
            position: voucher.position, campaign: terms.campaign ?? campaigns[batch.operation],
            label: batch.order.label, kind: terms.figureKind, currency: terms.currency,
            issuedOn: activatedOn[voucher.position] ?? issuedOn, last: voucher.validity.last,
            // What was not sold yet is worth nothing.
            face: voucher.standing == .inactive ? 0 : voucher.faceValue, balance: max(0, balance),
            redeemedOn: takings.map { taking in
                let amount = terms.kind == .discount ? taking.discount ?? 0 : taking.taken
                return VoucherFigure.Use(on: taking.day, amount: amount)
            }, member: voucher.holder, count: count)
    }
}

extension Terms {
    /// The campaign that the voucher names; `nil` for gifts and cards.
    fileprivate var campaign: CampaignNumber? {
        switch self {
        case .discount(let discount): discount.campaign
        case .entitlement(let entitlement): entitlement.campaign
        case .gift, .member: nil
        }
    }

    /// The currency of its amounts.
    fileprivate var currency: Currency? {
        switch self {
        case .gift(let money): money.currency
        case .discount(let discount): discount.currency
        case .entitlement, .member: nil
        }
    }

    fileprivate var figureKind: VoucherFigure.Kind {
        switch self {
        case .gift: .gift
        case .discount: .discount
        case .entitlement, .member: .right
        }
    }
}
