import TesseraModel

/// A book in memory: dictionaries, one caller at a time.
///
/// The simplest paper there is; the audit lets the clerk book the whole journal on it again.
package struct MemoryPaper: Paper {
    package let zone: IssuerZone
    var clock = LedgerClock(lastRecorded: nil)
    private(set) var batches: [Batch] = []
    private(set) var vouchers: [VoucherPosition: VoucherState] = [:]
    private(set) var members: [MemberNumber: Member] = [:]
    private(set) var operations: [OperationID: BookedOperation] = [:]
    private(set) var order: [OperationID] = []
    private(set) var limitsInForce: [Limit] = []
    private(set) var limitUses: [LimitAccount: Int64] = [:]
    private(set) var lots: [Holding: [Lot]] = [:]
    private(set) var tallies: [String: Tally] = [:]
    private(set) var parties: [PartyName: Party] = [:]
    private(set) var claims: [ClaimPlace: FiledClaim] = [:]
    private var undoings: [OperationID: [OperationID]] = [:]
    private var limitCount: Int64 = 0
    private var followers: [OperationID: [OperationID]] = [:]
    private var uses: [VoucherPosition: [OperationID]] = [:]
    private var memberEvents: [VoucherPosition: [OperationID]] = [:]
    private var publication: OperationID?

    /// An empty book.
    ///
    /// - Parameter zone: The issuer's zone, in which days begin and end.
    package init(zone: IssuerZone) {
        self.zone = zone
    }

    package mutating func time(_ wall: Timestamp) throws -> Timestamp { try clock.reading(wall) }

    package func booked(_ id: OperationID) -> BookedOperation? { operations[id] }

    package func successors(of id: OperationID) -> [BookedOperation] {
        (followers[id] ?? []).compactMap { operations[$0] }
    }

    package func countReplay(of booked: BookedOperation) {
        // What is only in memory is as durable as it was the first time.
    }

    package func batch(covering position: VoucherPosition) throws -> Batch {
        var low = 0
        var high = batches.count
        while low < high {
            let middle = (low + high) / 2
            if batches[middle].first <= position { low = middle + 1 } else { high = middle }
        }
        guard low > 0, batches[low - 1].covers(position) else {
            throw LedgerError.unknownVoucher(position)
        }
        return batches[low - 1]
    }

    package func voucher(at position: VoucherPosition) throws -> VoucherState {
        if let known = vouchers[position] { return known }
        return try batch(covering: position).untouched(at: position)
    }

    package mutating func put(_ voucher: VoucherState, insteadOf old: VoucherState) throws {
        guard try self.voucher(at: voucher.position) == old else {
            throw LedgerError.ledgerDamaged
        }
        vouchers[voucher.position] = voucher
    }

    package func latestUse(
        of position: VoucherPosition, besides redemption: OperationID
    ) -> Use? {
        for id in (uses[position] ?? []).reversed() where id != redemption {
            guard let booked = operations[id], let taken = booked.taking?.taken else { continue }
            if successors(of: id).reduce(0, { $0 + $1.returned }) < taken { return booked.use }
        }
        return nil
    }

    package func shelfEnds(of series: Series) -> ShelfEnds {
        ShelfEnds(
            nextBatch: Int64(batches.count + 1),
            seriesEnd: batches.last { $0.order.series == series }?.end,
            ledgerEnd: batches.last?.end ?? 0)
    }

    package func member(_ number: MemberNumber) -> Member? { members[number] }

    mutating func set(
        _ profile: SealedProfile, of number: MemberNumber, insteadOf old: SealedProfile?
    ) throws {
        let member = try members[number].changing(number, from: old)
        members[number] = member.with(profile)
    }

    package func limits() -> [Limit] { limitsInForce }

    package func nextLimit() -> LimitID { LimitID(limitCount + 1) }

    package func used(_ account: LimitAccount) -> Int64 { limitUses[account] ?? 0 }

    package mutating func put(_ used: Int64, of account: LimitAccount) {
        limitUses[account] = used
    }

    package func lots(of holding: Holding) -> [Lot] { lots[holding] ?? [] }

    package mutating func put(_ lot: Lot, of holding: Holding) {
        var all = lots[holding] ?? []
        if let index = all.firstIndex(where: { $0.operation == lot.operation }) {
            all[index] = lot
        } else {
            all.append(lot)
        }
        lots[holding] = all.filter { $0.left != 0 }
    }

    package func tally(_ key: String) -> Int64 { tallies[key]?.units ?? 0 }

    package mutating func put(_ tally: Tally) { tallies[tally.key] = tally }

    package func events(of card: VoucherPosition) -> [BookedOperation] {
        (memberEvents[card] ?? []).compactMap { operations[$0] }
    }

    package func lastPublication() -> BookedOperation? { publication.flatMap { operations[$0] } }

    package func party(_ name: PartyName) -> Party? { parties[name] }

    package mutating func put(_ party: Party) { parties[party.name] = party }

    package func lastAudiences() -> (partner: UInt16, group: UInt16) {
        var last: (partner: UInt16, group: UInt16) = (0, 0x7FFF)
        for party in parties.values {
            switch party {
            case .acceptor(let acceptor): last.partner = max(last.partner, acceptor.audience.number)
            case .group(let group): last.group = max(last.group, group.audience.number)
            case .device, .operator: break
            }
        }
        return last
    }

    package func filedClaim(_ sequence: Int64, of device: TillID, epoch: UInt32) -> FiledClaim? {
        claims[ClaimPlace(device: device, epoch: epoch, sequence: sequence)]
    }

    package func filedUndo(
        of claim: OperationID, by device: TillID, epoch: UInt32
    ) -> OperationID? {
        undoings[claim]?.first { id in
            operations[id]?.claim.map { $0.0.device == device && $0.0.epoch == epoch } ?? false
        }
    }

    package mutating func write(_ booked: BookedOperation, profile: SealedProfile?) throws {
        operations[booked.operation] = booked
        order.append(booked.operation)
        if booked.refusal == nil, let id = booked.refersTo {
            followers[id, default: []].append(booked.operation)
        }
        if let position = booked.position, booked.use != nil {
            uses[position, default: []].append(booked.operation)
        }
        for batch in booked.batches {
            let place = batches.firstIndex { $0.first > batch.first } ?? batches.count
            batches.insert(batch, at: place)
        }
        switch (booked.wish, booked.outcome) {
        case (.enrol(let number, _), .enrolled(let card)):
            members[number] = Member(
                number: number, card: card.first, batch: card.id, enrolledAt: booked.time,
                profile: profile)
        case (.claim(let claim), .claimed(let verdict)):
            guard verdict.isFiled(claim), claims[claim.place] == nil else { break }
            claims[claim.place] = claim.filed(as: booked.operation)
            if case .undo(let id) = claim.act { undoings[id, default: []].append(booked.operation) }
        case (.setLimit(let terms), .limited(let id)):
            limitCount = id.number
            limitsInForce.append(Limit(id: id, terms: terms))
        case (.endLimit(let id), .limitEnded):
            limitsInForce.removeAll { $0.id == id }
        case (.event, .judged):
            if let card = booked.position {
                memberEvents[card, default: []].append(booked.operation)
            }
        case (.erase(let number, _, _), .done):
            members[number] = members[number]?.erased(at: booked.time)
        case (.publish, .published): publication = booked.operation
        default: break
        }
        _ = try? clock.tick(booked.time)
    }
}
