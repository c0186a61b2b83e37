import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraReports

/// Puts together what reports are made from, of the records of a book in any order.
struct ReportRecords {
    private let zone: IssuerZone
    private var events: [(LoyaltyEvent, Decision)] = []
    private var members: [MemberFigure] = []
    private var lots: [(lot: Lot, holding: Holding)] = []
    private var swept: [LotFigure] = []
    private var creditedOn: [OperationID: Day] = [:]
    private var vouchers = VoucherRecords()

    /// No records yet.
    ///
    /// - Parameter zone: The zone whose days count.
    init(zone: IssuerZone) { self.zone = zone }

    /// Takes the next record.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for an event that cannot be read.
    mutating func take(_ record: LedgerRecord) throws {
        switch record {
        case .operation(let booked): try take(booked)
        case .voucher(let voucher): vouchers.take(voucher)
        case .lot(let lot, let holding): lots.append((lot, holding))
        default: break
        }
    }

    private mutating func take(_ booked: BookedOperation) throws {
        let day = zone.day(at: booked.time)
        vouchers.take(booked, on: day, zone: zone)
        if let (event, account) = try booked.loyaltyEvent() {
            events.append((event, account.decision))
            vouchers.take(account, of: event.operation)
        }
        switch (booked.wish, booked.outcome) {
        case (.enrol(let number, _), .enrolled):
            members.append(MemberFigure(number: number, joinedAt: booked.time))
        case (.credit, .holding): creditedOn[booked.operation] = day
        default: break
        }
        for transfer in booked.transfers { sweep(transfer, on: day) }
    }

    // What had expired is moved off an account by the next booking on it, and no lot tells of it
    // from then on.
    private mutating func sweep(_ transfer: Transfer, on day: Day) {
        guard transfer.credit.purpose == .breakage, case .named(let asset) = transfer.credit.asset,
            case .member(let member) = transfer.debit.owner
        else { return }
        let lot = LotView(first: nil, last: day.advanced(by: -1), left: transfer.amount)
        swept.append(LotFigure(member: member, asset: asset, issuedOn: nil, lot: lot))
    }

    /// What reports are made from, when everything was taken.
    func input(asOf: Timestamp, programme: Programme) -> ReportInput {
        // By when it happened; what happened at once by when it was booked.
        let ordered = events.enumerated().sorted { left, right in
            let times = (left.element.0.occurredAt, right.element.0.occurredAt)
            return times.0 == times.1 ? left.offset < right.offset : times.0 < times.1
        }
        return ReportInput(
            asOf: asOf, zone: zone, programme: programme,
            events: ordered.map { PastEvent(event: $0.element.0, decision: $0.element.1) },
            members: members.sorted { $0.number < $1.number },
            vouchers: vouchers.figures(zone: zone),
            lots: swept
                + lots.map { lot, holding in
                    LotFigure(
                        member: holding.member, asset: holding.asset.name,
                        issuedOn: creditedOn[lot.operation], lot: LotView(lot))
                })
    }
}
