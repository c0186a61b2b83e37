import TesseraLedger
import TesseraModel

/// Acceptors, groups, devices, their logs and operators, as a transaction of the database has them.
extension PostgresPaper {
    mutating func party(_ name: PartyName) throws -> Party? {
        if let known = parties[name] { return known }
        let isShared = !name.isReadToChange && !changesAcceptors
        let lock = isShared ? PartyRow.forShare : PartyRow.forUpdate
        func ask() throws -> Party? {
            try PartyRow.parties(try connection.answer(lock, [.texts([name.text])])).first
        }
        if let found = try ask() { return parties.keep(found, under: name) }
        // Somebody may be about to add it; what is said now must stay true until it is written.
        try lockShelf(isShared ? PostgresPaper.sharedShelf : PostgresPaper.shelf)
        return parties.keep(try ask(), under: name)
    }

    /// Remembers parties that were read and locked.
    mutating func keep(_ found: [Party]) {
        for party in found { parties.keep(party, under: party.name) }
    }

    mutating func put(_ party: Party) throws { parties.change(party) }

    func lastAudiences() throws -> (partner: UInt16, group: UInt16) {
        try lockShelf()
        let last = try PartyRow.lastAudiences(on: connection)
        return parties.lastAudiences(partner: last.partner, group: last.group)
    }

    func filedClaim(
        _ sequence: Int64, of device: TillID, epoch: UInt32
    ) throws -> FiledClaim? {
        let place = ClaimPlace(device: device, epoch: epoch, sequence: sequence)
        return try ClaimRow.records(try connection.answer(ClaimRow.question([place]))).first?.1
    }

    func filedUndo(
        of claim: OperationID, by device: TillID, epoch: UInt32
    ) throws -> OperationID? {
        let answer = try connection.answer(ClaimRow.undoing, [.ids([claim])])
        for row in 0..<answer.count
        where try answer.text(row, 2) == device.text && answer.int64(row, 3) == Int64(epoch) {
            return try answer.id(row, 1)
        }
        return nil
    }
}

extension Wish {
    /// Whether it puts a new state in the place of an acceptor's.
    var changesAcceptors: Bool {
        switch self {
        case .agree, .endAgreement, .kit, .settle: true
        default: false
        }
    }
}
