import TesseraLedger
import TesseraModel
import TesseraVerification

extension Counter {
    /// Makes the next kit of an acceptor, under a number of its own.
    ///
    /// - Parameters:
    ///   - id: The acceptor; a shop of our own as well.
    ///   - device: For one device, with its leases; `nil` for any till of the acceptor.
    ///   - campaigns: The terms of campaigns that the till can show.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: Keys, batches and the status of every voucher of its audiences.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``, ``LedgerError/agreementEnded(_:at:)``,
    ///   ``LedgerError/unknownDevice(_:)``, ``LedgerError/deviceElsewhere(_:_:)``,
    ///   ``LedgerError/deviceRevoked(_:at:)`` and other ``LedgerError``; a configuration error for
    ///   a missing secret.
    /// - Source: T19–T22.
    package func kit(
        for id: ShopID, device: TillID?, campaigns: [CampaignText] = [],
        operation: OperationID
    ) async throws -> Kit {
        let register = try await register()
        let acceptor = try register.acceptor(id)
        if let device { try register.checkPaired(device, at: id) }
        let booked = try await accepted(.kit(id), operation)
        guard case .kit(let number) = booked.operation.outcome else {
            throw LedgerError.ledgerDamaged
        }
        return try await kit(
            order(
                of: acceptor, device: device, campaigns: campaigns, sequence: UInt64(number),
                in: register))
    }

    /// Refuses whoever may not be given a kit any more.
    ///
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``, ``LedgerError/agreementEnded(_:at:)``,
    ///   ``LedgerError/unknownDevice(_:)``, ``LedgerError/deviceElsewhere(_:_:)``,
    ///   ``LedgerError/deviceRevoked(_:at:)``; infrastructure errors.
    package func requireKit(for id: ShopID, device: TillID?) async throws {
        let register = try await register()
        if let end = try register.acceptor(id).end {
            throw LedgerError.agreementEnded(id, at: end.time)
        }
        if let device { try register.checkPaired(device, at: id) }
    }

    /// What a kit of an acceptor is made of.
    ///
    /// - Throws: ``LedgerError/unknownDevice(_:)``, ``LedgerError/deviceElsewhere(_:_:)``,
    ///   ``LedgerError/deviceRevoked(_:at:)``; infrastructure errors.
    func order(
        of acceptor: Acceptor, device: TillID?, campaigns: [CampaignText], sequence: UInt64,
        in register: Register
    ) async throws -> KitOrder {
        if let device { try register.checkPaired(device, at: acceptor.id) }
        let footing: KitFooting =
            acceptor.isPartner
            ? .agreed(acceptor.agreement)
            : .own(acceptor.agreement.currency, acceptor.agreement.limits)
        return KitOrder(
            acceptor: acceptor.id, device: device, audiences: register.audiences(of: acceptor),
            sequence: sequence, footing: footing, campaigns: campaigns,
            leases: try await leases(of: register.devices.map(\.id)),
            operators: register.operators(at: acceptor.id))
    }

    /// What is put aside for devices.
    private func leases(of devices: [TillID]) async throws -> [Lease] {
        guard !devices.isEmpty else { return [] }
        let now = clock.now()
        var amounts: [VoucherPosition: [TillID: (amount: Int64, until: Timestamp)]] = [:]
        var after: VoucherPosition?
        while true {
            let page = try await ledger.vouchersInUse(after: after, limit: 10_000)
            for voucher in page {
                for hold in voucher.holds where hold.holds(at: now) {
                    guard let device = hold.device else { continue }
                    // Several leases of one voucher end together for the till: with the first.
                    let known = amounts[voucher.position]?[device]
                    amounts[voucher.position, default: [:]][device] = (
                        (known?.amount ?? 0) + hold.amount,
                        min(known?.until ?? hold.until, hold.until)
                    )
                }
            }
            guard let last = page.last, page.count == 10_000 else { break }
            after = last.position
        }
        return amounts.flatMap { position, devices in
            devices.map {
                Lease(position: position, amount: $1.amount, device: $0, until: $1.until)
            }
        }
    }
}

extension Register {
    /// Refuses a device that may not be given anything there.
    fileprivate func checkPaired(_ id: TillID, at acceptor: ShopID) throws(LedgerError) {
        let device = try device(id)
        guard device.acceptor == acceptor else { throw .deviceElsewhere(id, device.acceptor) }
        switch device.epoch.standing {
        case .active: break
        case .revoked(let time, _), .quarantined(let time, _): throw .deviceRevoked(id, at: time)
        }
    }
}
