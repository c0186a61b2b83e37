import TesseraModel

/// Acceptors with their agreements, devices and kits.
///
/// - Source: concepts 1 and 3, R6.
extension Clerk {
    static func agree<P: Paper>(
        _ terms: AcceptorTerms, on paper: inout P
    ) throws -> Decision {
        let known = try paper.acceptorIfAny(terms.id)
        if let known, known.isPartner != terms.isPartner {
            throw LedgerError.acceptorKindFixed(terms.id, isPartner: known.isPartner)
        }
        var last = try paper.lastAudiences()
        var audiences: [Audience] = []
        var newGroups: [PartnerGroup] = []
        for id in terms.groups {
            if case .group(let group)? = try paper.party(.group(id)) {
                audiences.append(group.audience)
                continue
            }
            guard last.group < 0xFFFE else { throw LedgerError.audiencesExhausted }
            last.group += 1
            newGroups.append(PartnerGroup(id: id, audience: Audience(last.group)))
            audiences.append(Audience(last.group))
        }
        var audience = known?.audience ?? .ownShops
        if known == nil, terms.isPartner {
            guard last.partner < 0x7FFF else { throw LedgerError.audiencesExhausted }
            audience = Audience(last.partner + 1)
        }
        for group in newGroups { try paper.put(.group(group)) }
        var acceptor =
            known
            ?? Acceptor(
                id: terms.id, name: terms.name, audience: audience, groups: [],
                agreement: terms.agreement, version: 0)
        acceptor.name = terms.name
        acceptor.groups = terms.groups
        acceptor.agreement = terms.agreement
        acceptor.version += 1
        acceptor.end = nil
        try paper.put(.acceptor(acceptor))
        return Decision(
            outcome: .agreed(version: acceptor.version, audience: audience, groups: audiences))
    }

    static func endAgreement<P: Paper>(
        _ id: ShopID, _ reason: String, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        var acceptor = try paper.acceptor(id)
        if let end = acceptor.end { throw LedgerError.agreementEnded(id, at: end.time) }
        acceptor.end = Acceptor.End(time: time, reason: reason)
        try paper.put(.acceptor(acceptor))
        return Decision(outcome: .done)
    }

    static func pair<P: Paper>(
        _ id: TillID, _ shop: ShopID, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let acceptor = try paper.acceptor(shop)
        if let end = acceptor.end { throw LedgerError.agreementEnded(shop, at: end.time) }
        var device = Device(id: id, acceptor: shop, epochs: [])
        if let known = try paper.deviceIfAny(id) {
            guard known.acceptor == shop else {
                throw LedgerError.deviceElsewhere(id, known.acceptor)
            }
            device = known
            device.giveUp(at: time, reason: "paired again")
        }
        let number = (device.epochs.last?.number ?? 0) + 1
        device.epochs.append(DeviceEpoch(number: number, pairedAt: time))
        try paper.put(.device(device))
        return Decision(outcome: .paired(epoch: number))
    }

    static func revoke<P: Paper>(
        _ id: TillID, _ reason: String, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        var device = try paper.device(id)
        if case .revoked(let since, _) = device.epoch.standing {
            throw LedgerError.deviceRevoked(id, at: since)
        }
        device.giveUp(at: time, reason: reason)
        try paper.put(.device(device))
        return Decision(outcome: .done)
    }

    static func kit<P: Paper>(
        _ id: ShopID, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        var acceptor = try paper.acceptor(id)
        if let end = acceptor.end { throw LedgerError.agreementEnded(id, at: end.time) }
        acceptor.kit += 1
        acceptor.kitMadeAt = time
        try paper.put(.acceptor(acceptor))
        return Decision(outcome: .kit(acceptor.kit))
    }

    static func lease<P: Paper>(
        _ position: VoucherPosition, _ amount: Int64, _ id: TillID, until: Timestamp,
        _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let device = try paper.device(id)
        guard case .active = device.epoch.standing else {
            throw LedgerError.deviceRevoked(id, at: time)
        }
        let old = try paper.voucher(at: position)
        let failures = RedemptionRules.failures(
            of: old, today: paper.zone.day(at: time), isHeld: false)
        guard failures.isEmpty else { throw LedgerError.combined(failures) }
        _ = try RedemptionRules.part(amount, of: old, at: time)
        var voucher = old.tidied(at: time)
        voucher.holds.append(
            Hold(operation: request.operation, amount: amount, until: until, device: id))
        try paper.put(voucher, insteadOf: old)
        return Decision(
            position: position,
            outcome: .held(
                amount: amount, available: voucher.available(at: time), discount: nil,
                until: until),
            terms: old.terms)
    }
}

/// Paying acceptors.
///
/// - Source: L16.
extension Clerk {
    static func settle<P: Paper>(
        _ id: ShopID, _ totals: SettlementTotals, on paper: inout P
    ) throws -> Decision {
        var acceptor = try paper.acceptor(id)
        guard totals.first == acceptor.settledThrough + 1 else {
            throw LedgerError.settlementNotNext(id, next: acceptor.settledThrough + 1)
        }
        acceptor.settledThrough = totals.last
        acceptor.settlements += 1
        try paper.put(.acceptor(acceptor))
        return Decision(
            outcome: .settled(acceptor.settlements), transfers: totals.transfers(for: id))
    }

    static func dispute<P: Paper>(
        _ id: ShopID, _ amount: Money, on paper: inout P
    ) throws -> Decision {
        _ = try paper.acceptor(id)
        let asset = Account.Asset.currency(amount.currency)
        let transfer = Transfer(
            debit: Account(owner: .issuer, asset: asset, purpose: .expense),
            credit: Account(owner: .shop(id), asset: asset, purpose: .clearing),
            amount: Int64(amount.minorUnits.magnitude))
        return Decision(
            outcome: .done, transfers: [amount.minorUnits > 0 ? transfer : transfer.reversed])
    }
}

extension Device {
    /// Ends its pairings; what ended before stays as it is.
    fileprivate mutating func giveUp(at time: Timestamp, reason: String) {
        for index in epochs.indices {
            if case .revoked = epochs[index].standing { continue }
            epochs[index].standing = .revoked(at: time, reason: reason)
        }
    }
}

extension Paper {
    /// The acceptor with a name; `nil` if there is none.
    mutating func acceptorIfAny(_ id: ShopID) throws -> Acceptor? {
        guard case .acceptor(let acceptor)? = try party(.acceptor(id)) else { return nil }
        return acceptor
    }

    /// The acceptor with a name.
    ///
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``.
    mutating func acceptor(_ id: ShopID) throws -> Acceptor {
        guard let acceptor = try acceptorIfAny(id) else { throw LedgerError.unknownAcceptor(id) }
        return acceptor
    }

    /// The device with a name; `nil` if there is none.
    mutating func deviceIfAny(_ id: TillID) throws -> Device? {
        guard case .device(let device)? = try party(.device(id)) else { return nil }
        return device
    }

    /// The device with a name.
    ///
    /// - Throws: ``LedgerError/unknownDevice(_:)``.
    mutating func device(_ id: TillID) throws -> Device {
        guard let device = try deviceIfAny(id) else { throw LedgerError.unknownDevice(id) }
        return device
    }
}
