import GRDB
import TesseraLedger
import TesseraModel

/// What an operation was and whether it was accepted.
enum OperationKind: Int64 {
    case redeemed = 0
    case redemptionRefused
    case undone
    case undoRefused
    case changed
    case changeRefused
    case issued
    case enrolled
}

/// What only rare operations have to remember, as compact JSON.
struct OperationDetail: Codable {
    /// Why it was refused.
    var refusal: LedgerError?
    /// The redemption that was to be put back.
    var redemption: OperationID?
    /// The change that was asked.
    var action: VoucherAction?
    /// The voucher after the change.
    var voucher: VoucherState?
    /// The first batch that was issued.
    var batch: BatchID?
    /// The member who was enrolled.
    var member: MemberNumber?
}

/// One row of history, as it is stored.
struct OperationRow {
    /// Its place in the order of booking.
    var number: Int64
    /// The caller's name for it.
    var id: OperationID
    /// What it was.
    var kind: OperationKind
    /// When, by the ledger's clock.
    var time: Timestamp
    /// The number of its place; `nil` for the office.
    var place: Int64?
    /// The voucher; `nil` for operations on several.
    var position: VoucherPosition?
    /// What was asked of a voucher; `nil` for all but redemptions.
    var demand: Demand?
    /// What was taken or returned.
    var moved: Int64?
    /// What the voucher held afterwards.
    var balance: Int64?
    /// What the basket became cheaper by.
    var discount: Int64?
    /// The number of the redemption that it put back.
    var reverses: Int64?
    /// The rest, as compact JSON.
    var detail: String?

    /// The columns in the order that ``init(_:)`` reads them.
    static let columns = """
        number, id, kind, time, place, position, demand, asked, currency, moved, balance,
        discount, reverses, detail
        """

    /// An operation about to be stored.
    init(
        number: Int64, id: OperationID, kind: OperationKind, time: Timestamp, place: Int64? = nil,
        position: VoucherPosition? = nil
    ) {
        self.number = number
        self.id = id
        self.kind = kind
        self.time = time
        self.place = place
        self.position = position
    }

    /// An operation as read.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if a column does not hold what it must.
    init(_ row: Row) throws(LedgerError) {
        number = try row.integer(0)
        id = try row.operationID(1)
        guard let kind = OperationKind(rawValue: try row.integer(2)) else { throw .ledgerDamaged }
        self.kind = kind
        time = Timestamp(milliseconds: try row.integer(3))
        place = row.optionalInteger(4)
        position = row.optionalInteger(5) == nil ? nil : try row.position(5)
        if row.optionalInteger(6) != nil { demand = try OperationRow.demand(row) }
        moved = row.optionalInteger(9)
        balance = row.optionalInteger(10)
        discount = row.optionalInteger(11)
        reverses = row.optionalInteger(12)
        detail = row.optionalText(13)
    }

    /// The rare things, read.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if they cannot be read.
    func details() throws(LedgerError) -> OperationDetail {
        guard let detail else { throw .ledgerDamaged }
        return try CompactText.value(OperationDetail.self, of: detail)
    }

    /// The row as it is written, in the order of ``columns``, all but the detail.
    var values: [HotStatements.Value] {
        let asked = demand.map(OperationRow.parts)
        return [
            .integer(number), .id(id), .integer(kind.rawValue), .integer(time.milliseconds),
            .integer(place), .integer(position.map { Int64($0.number) }), .integer(asked?.kind),
            .integer(asked?.amount), .integer(asked?.currency), .integer(moved),
            .integer(balance), .integer(discount), .integer(reverses),
        ]
    }

    /// What happened, as the voucher's story tells it.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if the row does not hold what its kind must.
    func happening() throws(LedgerError) -> VoucherEvent.Happening {
        switch kind {
        case .redeemed:
            guard let moved, let balance else { throw .ledgerDamaged }
            return .redeemed(taken: moved, balance: balance)
        case .redemptionRefused, .undoRefused, .changeRefused:
            guard let refusal = try details().refusal else { throw .ledgerDamaged }
            return .refused(refusal)
        case .undone:
            guard let moved, let balance, let redemption = try details().redemption
            else { throw .ledgerDamaged }
            return .undone(redemption, returned: moved, balance: balance)
        case .changed:
            guard let action = try details().action, let balance else { throw .ledgerDamaged }
            return .changed(action, balance: balance)
        case .issued:
            guard let batch = try details().batch else { throw .ledgerDamaged }
            return .issued(batch)
        case .enrolled:
            guard let member = try details().member else { throw .ledgerDamaged }
            return .enrolled(member)
        }
    }

    private static func parts(
        of demand: Demand
    ) -> (kind: Int64, amount: Int64?, currency: Int64?) {
        switch demand {
        case .everything: (0, nil, nil)
        case .amount(let money): (1, money.minorUnits, Int64(money.currency.numericCode))
        case .uses(let count): (2, Int64(count), nil)
        case .purchase(let price): (3, price.minorUnits, Int64(price.currency.numericCode))
        }
    }

    private static func demand(_ row: Row) throws(LedgerError) -> Demand {
        switch try row.integer(6) {
        case 0: return .everything
        case 2: return .uses(Int(try row.integer(7)))
        case let kind:
            guard let code = UInt16(exactly: try row.integer(8)),
                let currency = Currency(numericCode: code)
            else { throw .ledgerDamaged }
            let money = Money(minorUnits: try row.integer(7), currency: currency)
            return kind == 1 ? .amount(money) : .purchase(money)
        }
    }
}
