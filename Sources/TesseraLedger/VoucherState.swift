import TesseraModel

/// Whether a voucher may be used at all.
package enum Standing: Hashable, Sendable, Codable {
    /// Issued and not yet sold.
    case inactive
    /// Good, as far as its days and its balance go.
    case active
    /// Stopped at a time for a reason.
    case blocked(at: Timestamp, reason: String)
}

/// Where and when a voucher was used.
package struct Use: Hashable, Sendable, Codable {
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// In which shop.
    package let shop: ShopID
    /// At which till.
    package let till: TillID
    /// Who worked there; `nil` where nobody was named.
    package let `operator`: OperatorID?

    /// A use at a time and place.
    package init(
        time: Timestamp, shop: ShopID, till: TillID, operator worker: OperatorID? = nil
    ) {
        self.time = time
        self.shop = shop
        self.till = till
        `operator` = worker
    }
}

/// A voucher as the book sees it now; a pure function of what was booked.
///
/// - Source: R8.
package struct VoucherState: Hashable, Sendable, Codable {
    /// Where its status lives.
    package let position: VoucherPosition
    /// The batch it was issued with.
    package let batch: BatchID
    /// What it promises.
    package let terms: Terms
    /// The days on which it is good; later than the token's after an extension.
    package var validity: ValidityPeriod
    /// Whether it may be used at all.
    package var standing: Standing
    /// The only member who may use it; `nil` for whoever shows it.
    package let holder: MemberNumber?
    /// What it held when new: minor units for a gift, uses for the others.
    package let faceValue: Int64
    /// What it holds now, in the unit of ``faceValue``; never negative, zero until it is activated.
    package var balance: Int64
    /// The latest use that was not put back whole; `nil` if there is none.
    package var lastUse: Use?
    /// What is put aside of the balance, ended holds included, in the order they were made.
    package var holds: [Hold]

    /// A state as stored.
    package init(
        position: VoucherPosition, batch: BatchID, terms: Terms, validity: ValidityPeriod,
        standing: Standing, faceValue: Int64, balance: Int64, lastUse: Use?, holds: [Hold] = [],
        holder: MemberNumber? = nil
    ) {
        self.holder = holder
        self.holds = holds
        self.position = position
        self.batch = batch
        self.terms = terms
        self.validity = validity
        self.standing = standing
        self.faceValue = faceValue
        self.balance = balance
        self.lastUse = lastUse
    }

    /// What is put aside at a time.
    ///
    /// - Source: L12.
    package func held(at time: Timestamp) -> Int64 {
        holds.reduce(0) { $1.holds(at: time) ? $0 + $1.amount : $0 }
    }

    /// What may be taken at a time.
    package func available(at time: Timestamp) -> Int64 { balance - held(at: time) }

    /// What a device may take at a time: its own leases and what nobody has put aside.
    package func available(to device: TillID, at time: Timestamp) -> Int64 {
        holds.reduce(balance) { left, hold in
            hold.holds(at: time) && hold.device != device ? left - hold.amount : left
        }
    }

    /// Takes an amount that is there, out of the device's leases first.
    mutating func spend(_ amount: Int64, by device: TillID) {
        balance -= amount
        var rest = amount
        holds = holds.compactMap { hold in
            guard hold.device == device, rest > 0 else { return hold }
            let taken = min(rest, hold.amount)
            rest -= taken
            guard taken < hold.amount else { return nil }
            return Hold(
                operation: hold.operation, amount: hold.amount - taken, until: hold.until,
                device: device)
        }
    }

    /// The same voucher without what has ended by a time.
    package func tidied(at time: Timestamp) -> VoucherState {
        guard !holds.isEmpty else { return self }
        var voucher = self
        voucher.holds.removeAll { !$0.holds(at: time) }
        return voucher
    }
}
