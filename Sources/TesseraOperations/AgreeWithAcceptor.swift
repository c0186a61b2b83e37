import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// Everybody the book has a record of.
package struct Register: Hashable, Sendable {
    /// Shops and partners, in order of their names.
    package let acceptors: [Acceptor]
    /// Groups of partners, in order of their names.
    package let groups: [PartnerGroup]
    /// Tills, in order of their names.
    package let devices: [Device]
    /// Those who work, in order of their names, the dismissed included.
    package let operators: [Operator]

    /// Everybody a book has a record of.
    ///
    /// - Throws: Infrastructure errors.
    package init(of ledger: any Ledger) async throws(LedgerError) {
        self.init(try await ledger.parties())
    }

    init(_ parties: [Party]) {
        var (acceptors, groups, devices): ([Acceptor], [PartnerGroup], [Device]) = ([], [], [])
        var operators: [Operator] = []
        for party in parties {
            switch party {
            case .acceptor(let acceptor): acceptors.append(acceptor)
            case .group(let group): groups.append(group)
            case .device(let device): devices.append(device)
            case .operator(let worker): operators.append(worker)
            }
        }
        (self.acceptors, self.groups, self.devices) = (acceptors, groups, devices)
        self.operators = operators
    }

    /// The acceptor with a name.
    ///
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``.
    package func acceptor(_ id: ShopID) throws(LedgerError) -> Acceptor {
        guard let acceptor = acceptors.first(where: { $0.id == id }) else {
            throw .unknownAcceptor(id)
        }
        return acceptor
    }

    /// The device with a name.
    ///
    /// - Throws: ``LedgerError/unknownDevice(_:)``.
    package func device(_ id: TillID) throws(LedgerError) -> Device {
        guard let device = devices.first(where: { $0.id == id }) else { throw .unknownDevice(id) }
        return device
    }

    /// Whose vouchers an acceptor takes: its own and those of its groups.
    package func audiences(of acceptor: Acceptor) -> [Audience] {
        [acceptor.audience]
            + groups.filter { acceptor.groups.contains($0.id) }.map(\.audience).sorted()
    }

    /// The audience that somebody names: an acceptor or a group.
    ///
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``.
    package func audience(named id: ShopID) throws(LedgerError) -> Audience {
        if let group = groups.first(where: { $0.id == id }) { return group.audience }
        return try acceptor(id).audience
    }
}

extension Counter {
    /// Everybody the book has a record of.
    ///
    /// - Throws: Infrastructure errors.
    package func register() async throws(LedgerError) -> Register {
        try await Register(of: ledger)
    }

    /// Agrees with an acceptor, for the first time or anew; the new version holds for what follows.
    ///
    /// - Parameters:
    ///   - terms: Who, and what is agreed.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: The acceptor as it was agreed, also when there is a later version.
    /// - Throws: ``ModelError/name(_:of:example:)`` for a partner named like a shop of our own;
    ///   ``LedgerError/acceptorKindFixed(_:isPartner:)``, ``LedgerError/audiencesExhausted``,
    ///   ``LedgerError/wishUnfit`` and other ``LedgerError``.
    /// - Source: concept 3, R6.
    package func agree(
        _ terms: AcceptorTerms, operation: OperationID
    ) async throws -> Acceptor {
        // One name, one audience: nobody is named like a shop of our own, and no group like
        // anybody.
        let names = terms.groups + (terms.isPartner ? [terms.id] : [])
        if let name = names.first(where: { settings.shop($0) != nil }) {
            throw LedgerError.acceptorKindFixed(name, isPartner: false)
        }
        let booked = try await accepted(.agree(terms), operation)
        guard case .agreed(let version, _, _) = booked.operation.outcome else {
            throw LedgerError.ledgerDamaged
        }
        var acceptor = try await register().acceptor(terms.id)
        acceptor.name = terms.name
        acceptor.groups = terms.groups
        acceptor.agreement = terms.agreement
        acceptor.version = version
        acceptor.end = nil
        return acceptor
    }

    /// Ends an agreement: nothing that is accepted from now on is paid.
    ///
    /// - Returns: When and why it ended, also when it was agreed anew since.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``, ``LedgerError/agreementEnded(_:at:)`` and
    ///   other ``LedgerError``.
    package func endAgreement(
        with id: ShopID, reason: String, operation: OperationID
    ) async throws -> Acceptor.End {
        let booked = try await accepted(.endAgreement(id, reason: reason), operation)
        return Acceptor.End(time: booked.operation.time, reason: reason)
    }

    /// Pairs a device with an acceptor; what it was before is given up.
    ///
    /// - Returns: The device with its new epoch.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``, ``LedgerError/agreementEnded(_:at:)``,
    ///   ``LedgerError/deviceElsewhere(_:_:)`` and other ``LedgerError``.
    /// - Source: L14.
    package func pair(
        _ device: TillID, at acceptor: ShopID, operation: OperationID
    ) async throws -> (device: Device, epoch: UInt32) {
        let booked = try await accepted(.pair(device, acceptor: acceptor), operation)
        guard case .paired(let epoch) = booked.operation.outcome else {
            throw LedgerError.ledgerDamaged
        }
        return (try await register().device(device), epoch)
    }

    /// Gives a device up: its claims are recorded from now on and not paid.
    ///
    /// - Returns: The device as it is now, and when and why it was given up under this name.
    /// - Throws: ``LedgerError/unknownDevice(_:)``, ``LedgerError/deviceRevoked(_:at:)`` and other
    ///   ``LedgerError``.
    package func revoke(
        _ device: TillID, reason: String, operation: OperationID
    ) async throws -> (device: Device, end: Acceptor.End) {
        let booked = try await accepted(.revoke(device, reason: reason), operation)
        let end = Acceptor.End(time: booked.operation.time, reason: reason)
        return (try await register().device(device), end)
    }
}
