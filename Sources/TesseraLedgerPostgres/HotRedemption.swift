import TesseraLedger
import TesseraModel

/// A redemption that can be decided and booked by one statement, because all that decides it is
/// known beforehand but for the voucher's own row.
///
/// - Source: L9; F01, F02, F25.
package struct HotRedemption: Sendable {
    /// What is asked.
    package let request: RedemptionRequest
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// The batch that covers the position.
    let batch: Batch
    /// What it takes.
    let taking: RedemptionRules.Taking
    /// The issuer's day.
    let today: Day
    /// The number of the account that gives.
    let debit: Int64
    /// The number of the account that receives.
    let credit: Int64
    /// Whether the voucher may have no row yet.
    let isNew: Bool
    /// How often limits had been set or ended when none was about the batch.
    let limits: Int64

    /// A redemption that may be booked in one statement; `nil` if it would be refused on a voucher
    /// of the batch that nobody has changed, which then has to be read first.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - batch: The batch that covers the position.
    ///   - time: The ledger's time.
    ///   - today: The issuer's day at that time.
    ///   - debit: The number of the account that gives.
    ///   - credit: The number of the account that receives.
    ///   - limits: How often limits had been set or ended when none was about the batch.
    package init?(
        _ request: RedemptionRequest, of batch: Batch, at time: Timestamp, today: Day,
        debit: Int64, credit: Int64, limits: Int64
    ) {
        var voucher = batch.untouched(at: request.position)
        isNew = voucher.standing == .active
        voucher.standing = .active
        voucher.balance = voucher.faceValue
        guard
            let taking = try? RedemptionRules.taking(
                request.demand, from: voucher, today: today, at: time)
        else { return nil }
        self.request = request
        self.time = time
        self.batch = batch
        self.taking = taking
        self.today = today
        self.debit = debit
        self.credit = credit
        self.limits = limits
    }

    /// The statement with its values.
    package var execution: PostgresExecution {
        let demand = StoredDemand(request.demand)
        return PostgresExecution(
            isNew ? HotRedemption.first : HotRedemption.later,
            [
                .int64(Int64(request.position.number)), .int64(batch.id.number),
                .int32(Int32(batch.order.validity.last.number)), .int64(batch.order.faceValue),
                .int64(taking.amount), .int64(most), .int32(Int32(today.number)),
                .id(request.operation), .int64(time.milliseconds), .text(request.shop.text),
                .text(request.tillText), .int32(demand.kind), .optional(demand.amount),
                demand.currency.map(PostgresValue.int32) ?? .null,
                .optional(taking.discount?.minorUnits), .int64(debit), .int64(credit),
                .int64(limits), .text(sum),
            ])
    }

    /// What vouches for the row of its operation.
    var sum: String {
        RecordSum(
            request.operation, at: time, shop: request.shop.text, tillText: request.tillText,
            of: request.position, request.demand
        ).text
    }

    /// What it is pinned to: its voucher.
    var pin: Int64 { Int64(request.position.number) }

    /// What may be left on the voucher at most. "Everything" was reckoned as the face value; it is
    /// that only if nothing else is left.
    var most: Int64 { request.demand == .everything ? taking.amount : Int64.max }

    private func use(at time: Timestamp) -> Use {
        Use(time: time, shop: request.shop, till: request.till, operator: request.operator)
    }

    /// The redemption after which so much is left.
    func redemption(leaving balance: Int64) -> Redemption {
        Redemption(
            operation: request.operation, position: request.position, terms: batch.order.terms,
            taken: taking.amount, balance: balance, discount: taking.discount,
            use: use(at: time), isReplay: false)
    }

    /// The redemption that the operation made earlier.
    ///
    /// - Parameter row: A row of ``earlier``.
    /// - Returns: The first answer, marked as one that is given again.
    /// - Throws: ``PostgresFailure/unreadable``.
    func earlierRedemption(from row: PostgresAnswer) throws(PostgresFailure) -> Redemption {
        var cheaper: Money?
        if let discount = try row.optionalInt64(0, 3) {
            guard case .discount(let offer) = batch.order.terms else { throw .unreadable }
            cheaper = Money(minorUnits: discount, currency: offer.currency)
        }
        let time = Timestamp(milliseconds: try row.int64(0, 0))
        return Redemption(
            operation: request.operation, position: request.position, terms: batch.order.terms,
            taken: try row.int64(0, 1), balance: try row.int64(0, 2), discount: cheaper,
            use: use(at: time), isReplay: true)
    }

    /// What asks for the answer that the same request got earlier, and counts that it was asked.
    var question: PostgresExecution {
        let demand = StoredDemand(request.demand)
        return PostgresExecution(
            HotRedemption.earlier,
            [
                .id(request.operation), .int64(Int64(request.position.number)),
                .text(request.shop.text), .text(request.tillText), .int32(demand.kind),
                .optional(demand.amount), demand.currency.map(PostgresValue.int32) ?? .null,
            ])
    }
}

/// What is asked of a voucher, as columns.
package struct StoredDemand: Hashable, Sendable {
    /// 0 everything, 1 amount, 2 uses, 3 purchase.
    package let kind: Int32
    /// Minor units or uses; `nil` for everything.
    package let amount: Int64?
    /// The numeric code of the currency; `nil` for everything and for uses.
    package let currency: Int32?

    /// The columns of a demand.
    package init(_ demand: Demand) {
        switch demand {
        case .everything: (kind, amount, currency) = (0, nil, nil)
        case .amount(let money):
            (kind, amount, currency) = (1, money.minorUnits, Int32(money.currency.numericCode))
        case .uses(let count): (kind, amount, currency) = (2, Int64(count), nil)
        case .purchase(let price):
            (kind, amount, currency) = (3, price.minorUnits, Int32(price.currency.numericCode))
        }
    }
}
