import TesseraModel

/// What each kind of event makes of a voucher, and which transfers must follow it.
extension Recount {
    /// Follows an event.
    ///
    /// - Returns: The transfers that must come next.
    mutating func follow(_ event: VoucherEvent, _ position: VoucherPosition?) -> [Transfer] {
        if operationIndex.updateValue(-1, forKey: event.operation) != nil {
            find(event, "stands in the book twice")
        }
        switch event.happening {
        case .refused:
            return []
        case .issued(let first):
            let issued = batches.issued(by: event.operation)
            if issued.first?.id != first { find(event, "issued other batches than it says") }
            return issued.compactMap { issueTransfer(of: $0) }
        case .enrolled(let number):
            let issued = batches.issued(by: event.operation)
            if issued.count != 1 || issued.first?.first != position
                || members.removeValue(forKey: number) != position
            {
                find(event, "enrolled another member or card than it says")
            }
            return []
        case .redeemed, .undone, .changed:
            guard let position, let batch = batches.covering(position) else {
                find(event, "was booked on a voucher that was never issued")
                return []
            }
            return follow(event, on: position, of: batch)
        }
    }

    private mutating func issueTransfer(of batch: Batch) -> Transfer? {
        do throws(LedgerError) {
            return try batch.order.issueTransfer
        } catch {
            find("batch \(batch.id.text)", "is worth more than the book can count")
            return nil
        }
    }

    private mutating func follow(
        _ event: VoucherEvent, on position: VoucherPosition, of batch: Batch
    ) -> [Transfer] {
        var voucher = vouchers[position] ?? RecountedVoucher(untouched: batch, at: position)
        defer { vouchers[position] = voucher }
        switch event.happening {
        case .redeemed(let taken, let balance):
            return redeemed(event, taken, balance, &voucher, position, batch.order.terms)
        case .undone(let redemption, let returned, let balance):
            return undone(event, redemption, returned, balance, &voucher, position, batch)
        case .changed(let action, let balance):
            return changed(event, action, balance, &voucher, position, batch)
        case .refused, .issued, .enrolled:
            return []
        }
    }

    private mutating func redeemed(
        _ event: VoucherEvent, _ taken: Int64, _ balance: Int64,
        _ voucher: inout RecountedVoucher, _ position: VoucherPosition, _ terms: Terms
    ) -> [Transfer] {
        if voucher.standing != .active { find(event, "used a voucher that was not active") }
        if taken < 1 { find(event, "took \(taken)") }
        compare(event, balance, with: voucher.balance, changedBy: 0 - taken)
        voucher.balance = balance
        guard let shop = event.shop, let till = event.till else {
            find(event, "has no place")
            return []
        }
        let index = Int32(redemptions.count)
        operationIndex[event.operation] = index
        redemptions.append(
            RecountedRedemption(
                position: position, taken: taken, time: event.time,
                place: number(of: Use.Place(shop: shop, till: till)), earlier: voucher.latest))
        voucher.latest = index
        guard taken > 0 else { return [] }
        return Posting(for: terms).map { [$0.redeemed(taken, in: shop)] } ?? []
    }

    private mutating func undone(
        _ event: VoucherEvent, _ redemption: OperationID, _ returned: Int64, _ balance: Int64,
        _ voucher: inout RecountedVoucher, _ position: VoucherPosition, _ batch: Batch
    ) -> [Transfer] {
        compare(event, balance, with: voucher.balance, changedBy: returned)
        voucher.balance = balance
        guard let index = operationIndex[redemption], index >= 0,
            redemptions[Int(index)].position == position
        else {
            find(event, "put back a redemption that is not in the book")
            return []
        }
        let original = redemptions[Int(index)]
        if original.isUndone { find(event, "put back what was put back before") }
        if original.taken != returned {
            find(event, "put back \(returned) where \(original.taken) was taken")
        }
        redemptions[Int(index)].isUndone = true
        let shop = places[Int(original.place)].shop
        guard returned > 0 else { return [] }
        return Posting(for: batch.order.terms).map { [$0.redeemed(returned, in: shop).reversed] }
            ?? []
    }

    private mutating func changed(
        _ event: VoucherEvent, _ action: VoucherAction, _ balance: Int64,
        _ voucher: inout RecountedVoucher, _ position: VoucherPosition, _ batch: Batch
    ) -> [Transfer] {
        do throws(LedgerError) {
            let outcome = try ChangeRules.outcome(
                of: action, on: state(voucher, at: position, of: batch), at: event.time)
            if outcome.voucher.balance != balance {
                find(event, "left \(balance) where \(outcome.voucher.balance) follows")
            }
            voucher.balance = balance
            voucher.lastDay = Int32(outcome.voucher.validity.last.number)
            switch outcome.voucher.standing {
            case .inactive: voucher.standing = .inactive
            case .active: voucher.standing = .active
            case .blocked:
                voucher.standing = .blocked
                blocks[position] = outcome.voucher.standing
            }
            return outcome.transfer.map { [$0] } ?? []
        } catch {
            find(event, "is a change that must be refused: \(error.code)")
            return []
        }
    }

    private mutating func compare(
        _ event: VoucherEvent, _ balance: Int64, with before: Int64, changedBy change: Int64
    ) {
        let (after, overflow) = before.addingReportingOverflow(change)
        if overflow || after != balance {
            find(event, "left \(balance) where \(before) and \(change) were booked")
        }
        if balance < 0 { find(event, "left less than nothing") }
    }

    /// The voucher that a recount stands for.
    func state(
        _ counted: RecountedVoucher, at position: VoucherPosition, of batch: Batch
    ) -> VoucherState {
        var state = batch.untouched(at: position)
        state.balance = counted.balance
        let last = Day(civilNumber: Int(counted.lastDay))
        state.validity = ValidityPeriod(first: state.validity.first, last: last) ?? state.validity
        switch counted.standing {
        case .inactive: state.standing = .inactive
        case .active: state.standing = .active
        case .blocked: state.standing = blocks[position] ?? .active
        }
        var index = counted.latest
        while index >= 0, redemptions[Int(index)].isUndone {
            index = redemptions[Int(index)].earlier
        }
        if index >= 0 {
            let redemption = redemptions[Int(index)]
            let place = places[Int(redemption.place)]
            state.lastUse = Use(time: redemption.time, shop: place.shop, till: place.till)
        }
        return state
    }

    private mutating func number(of place: Use.Place) -> Int32 {
        if let known = placeIndex[place] { return known }
        let number = Int32(places.count)
        places.append(place)
        placeIndex[place] = number
        return number
    }
}

extension RecountedVoucher {
    /// A voucher of a batch before anything was booked on it.
    init(untouched batch: Batch, at position: VoucherPosition) {
        let state = batch.untouched(at: position)
        balance = state.balance
        lastDay = Int32(state.validity.last.number)
        standing = state.standing == .active ? .active : .inactive
        latest = -1
    }
}
