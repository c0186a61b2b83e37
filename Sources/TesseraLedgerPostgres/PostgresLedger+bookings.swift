import TesseraLedger
import TesseraModel

extension PostgresLedger {
    package func book(_ request: BookingRequest) async throws(LedgerError) -> Booked {
        if let booked = try await redeemed(request) { return booked }
        return try await write([request.wish], pin: request.wish.pin) { paper in
            try Clerk.book(request, on: &paper)
        }
    }

    package func book(
        _ requests: [BookingRequest]
    ) async throws(LedgerError) -> [Booked] {
        let isUpload = requests.allSatisfy { $0.wish.isClaim }
        return try await write(requests.map(\.wish), pin: requests.first?.wish.pin) { paper in
            guard isUpload else { return try requests.map { try Clerk.book($0, on: &paper) } }
            var upload = try UploadPaper(paper, requests)
            let booked = try requests.map { try Clerk.book($0, on: &upload) }
            try upload.finish()
            paper = upload.paper
            return booked
        }
    }

    package func rebook(
        _ booked: BookedOperation, profile: SealedProfile?
    ) async throws(LedgerError) -> BookedOperation {
        try await write([booked.wish], pin: booked.wish.pin) { paper in
            guard try paper.booked(booked.operation) == nil else {
                throw LedgerError.operationReused(booked.operation)
            }
            return try Clerk.rebook(booked, profile: profile, on: &paper)
        }
    }

    /// Books a plain redemption in one statement; `nil` if the clerk has to look at it, in which
    /// case nothing was written.
    ///
    /// The batch, the accounts and the limits are those that the clerk met before; the first
    /// redemption of a batch goes to him.
    ///
    /// - Source: L9, L10; F01, F02, F25.
    private func redeemed(_ request: BookingRequest) async throws(LedgerError) -> Booked? {
        guard case .redeem(let position, let demand, nil) = request.wish, request.wish.isFit,
            let place = request.place, let shop = place.shop,
            let batch = known.batch(covering: position), batch.order.holder == nil,
            let transfer = Posting(for: batch.order.terms)?.redeemed(1, in: shop),
            known.knows(transfer.debit), known.knows(transfer.credit),
            let limits = known.limits,
            !limits.inForce.contains(where: { $0.terms.covers(batch.order.terms) })
        else { return nil }
        // A clock that is behind does not keep a repeat from its answer, which the clerk finds.
        guard let time = try? known.time(request.time) else { return nil }
        let wanted = RedemptionRequest(
            operation: request.operation, position: position, demand: demand, shop: shop,
            till: place.till, operator: place.operator, time: request.time)
        guard
            let hot = HotRedemption(
                wanted, of: batch, at: time, today: zone.day(at: time),
                debit: AccountRow.number(of: transfer.debit),
                credit: AccountRow.number(of: transfer.credit), limits: limits.version),
            case .redeemed(let redemption) = try await redeem(hot)
        else { return nil }
        known.recorded(redemption.use.time)
        let booked = BookedOperation(
            operation: request.operation, time: redemption.use.time, place: place,
            position: position, wish: request.wish,
            outcome: .redeemed(
                taken: redemption.taken, balance: redemption.balance,
                discount: redemption.discount?.minorUnits),
            transfers: [
                Transfer(
                    debit: transfer.debit, credit: transfer.credit, amount: redemption.taken)
            ])
        return Booked(
            operation: booked, isReplay: redemption.isReplay, terms: redemption.terms)
    }

    package func seal(_ operations: [SealedOperation]) async throws(LedgerError) {
        // After a lost answer another sealer may have been quicker, or this one was: who seals asks
        // for the last seal and goes on from there.
        try await booking { try SealRow.keep(operations, on: $0) }
    }

    package func countWrongCode(
        at till: TillID, time: Timestamp
    ) async throws(LedgerError) -> Int {
        let hour = time.seconds / 3_600
        return try await booking { connection in
            try TillRow.countWrongCode(at: till, hour: hour, on: connection)
        }
    }

    package func forgiveWrongCodes(at till: TillID) async throws(LedgerError) {
        try await booking { try TillRow.forgiveWrongCodes(at: till, on: $0) }
    }

    package func admitLiveStep(
        _ step: Int64, of position: VoucherPosition
    ) async throws(LedgerError) {
        try await booking { connection in
            guard try TillRow.admit(step, of: position, on: connection) else {
                throw LedgerError.liveCodeUsed
            }
        }
    }
}

extension Wish {
    /// What it is about: the voucher or the device whose bookings should go through one connection.
    fileprivate var pin: Int64? {
        switch self {
        case .redeem(let position, _, _), .hold(let position, _, _, _), .change(let position, _),
            .lease(let position, _, _, _):
            Int64(position.number)
        case .basket(let positions, _, _): positions.first.map { Int64($0.number) }
        case .claim(let claim): claim.device.pin
        case .event(let event): event.member.map { Int64($0.number) }
        case .pair(let device, _), .revoke(let device, _): device.pin
        default: nil
        }
    }
}

extension Wish {
    fileprivate var isClaim: Bool { if case .claim = self { true } else { false } }
}

extension TillID {
    /// A number that is the same for the same name; two names may share one.
    fileprivate var pin: Int64 {
        text.utf8.reduce(0) { $0 &* 31 &+ Int64($1) }
    }
}
