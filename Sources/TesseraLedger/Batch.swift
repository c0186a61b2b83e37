import TesseraModel

/// When the vouchers of a batch become worth something.
package enum Activation: String, Hashable, Sendable, Codable {
    /// They are good from the moment they are issued.
    case atIssue = "at_issue"
    /// Each is activated when it is sold; until then it is a piece of paper.
    case whenSold = "when_sold"
}

/// Equal vouchers to be issued together.
///
/// - Source: L2.
package struct BatchOrder: Hashable, Sendable, Codable {
    /// What each voucher promises.
    package let terms: Terms
    /// How often each may be used: 1…65 535 for discounts and entitlements, 0 for the others.
    package let uses: Int
    /// The days on which each is good.
    package let validity: ValidityPeriod
    /// The key that signs them.
    package let keyID: KeyID
    /// For whom they can be checked.
    package let audience: Audience
    /// How many there are, at least 1.
    package let count: Int
    /// Eight random bytes that go into every seal of the batch and never leave the issuer.
    package let salt: UInt64
    /// When they become worth something.
    package let activation: Activation
    /// A word for people, such as a flyer's name; empty for none, never personal data.
    package let label: String
    /// The only member who may use them; `nil` for whoever shows them.
    package let holder: MemberNumber?
    /// The version of the programme that granted them; `nil` for those that somebody issued.
    package let programme: Int?

    /// An order; its values must be in the ranges given with the properties.
    package init(
        terms: Terms, uses: Int, validity: ValidityPeriod, keyID: KeyID, audience: Audience,
        count: Int, salt: UInt64, activation: Activation = .atIssue, label: String = "",
        holder: MemberNumber? = nil, programme: Int? = nil
    ) {
        precondition(count >= 1 && (0...65_535).contains(uses))
        self.terms = terms
        self.uses = uses
        self.validity = validity
        self.keyID = keyID
        self.audience = audience
        self.count = count
        self.salt = salt
        self.activation = activation
        self.label = label
        self.holder = holder
        self.programme = programme
    }

    /// What one voucher holds when it is new: minor units for a gift, uses for the others.
    package var faceValue: Int64 {
        if case .gift(let money) = terms { money.minorUnits } else { Int64(uses) }
    }

    /// The lists that the batch takes its positions from: members and each audience have their own,
    /// so that a partner's status map holds nobody else's vouchers.
    package var series: Series {
        Series(audience: audience, isMember: terms.kind == .member)
    }
}

/// Vouchers whose positions are taken from the same lists.
package struct Series: Hashable, Sendable {
    /// For whom the vouchers can be checked.
    package let audience: Audience
    /// Whether they are members' cards.
    package let isMember: Bool

    /// The series of an audience's members or vouchers.
    package init(audience: Audience, isMember: Bool) {
        self.audience = audience
        self.isMember = isMember
    }

    /// Where the next batch of this series begins.
    ///
    /// A batch continues the list its series used last if it fits there whole, and otherwise begins
    /// a list that nobody has used.
    ///
    /// - Parameters:
    ///   - count: How many positions are wanted, at least 1.
    ///   - seriesEnd: The number after the series' last position; `nil` if it has none yet.
    ///   - ledgerEnd: The number after the last position of all series.
    /// - Returns: `nil` if no positions are left.
    package static func start(count: Int, seriesEnd: Int?, ledgerEnd: Int) -> VoucherPosition? {
        let size = VoucherPosition.slotCount
        if let seriesEnd, seriesEnd % size != 0, seriesEnd % size + count <= size {
            return VoucherPosition(number: seriesEnd)
        }
        let start = (ledgerEnd + size - 1) / size * size
        guard count <= VoucherPosition.positionCount - start else { return nil }
        return VoucherPosition(number: start)
    }
}

/// Equal vouchers as they were issued, in one row.
///
/// - Source: L2.
package struct Batch: Hashable, Sendable, Codable {
    /// The batch's id.
    package let id: BatchID
    /// The position of its first voucher; the others follow without a gap.
    package let first: VoucherPosition
    /// What was ordered.
    package let order: BatchOrder
    /// The operation that issued it.
    package let operation: OperationID
    /// When it was issued, by the ledger's clock.
    package let issuedAt: Timestamp

    /// A batch as stored.
    package init(
        id: BatchID, first: VoucherPosition, order: BatchOrder, operation: OperationID,
        issuedAt: Timestamp
    ) {
        self.id = id
        self.first = first
        self.order = order
        self.operation = operation
        self.issuedAt = issuedAt
    }

    /// The position of its voucher with an index; `nil` outside 0..<count.
    package func position(at index: Int) -> VoucherPosition? {
        guard (0..<order.count).contains(index) else { return nil }
        return VoucherPosition(number: first.number + index)
    }

    /// Returns whether it covers a position.
    package func covers(_ position: VoucherPosition) -> Bool {
        (first.number..<first.number + order.count).contains(position.number)
    }

    /// A voucher of the batch that nobody has used, blocked or changed.
    package func untouched(at position: VoucherPosition) -> VoucherState {
        let active = order.activation == .atIssue
        return VoucherState(
            position: position, batch: id, terms: order.terms, validity: order.validity,
            standing: active ? .active : .inactive, faceValue: order.faceValue,
            balance: active ? order.faceValue : 0, lastUse: nil, holder: order.holder)
    }
}

/// A wish to issue one or more batches, all or none.
package struct IssueRequest: Hashable, Sendable {
    /// The caller's name for this intention.
    package let operation: OperationID
    /// The batches wanted, at least one.
    package let orders: [BatchOrder]
    /// The caller's wall clock.
    package let time: Timestamp

    /// A request for at least one batch.
    package init(operation: OperationID, orders: [BatchOrder], time: Timestamp) {
        precondition(!orders.isEmpty)
        self.operation = operation
        self.orders = orders
        self.time = time
    }
}
