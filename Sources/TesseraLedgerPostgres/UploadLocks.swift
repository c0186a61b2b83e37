import TesseraLedger
import TesseraModel

/// What is locked and read beforehand.
extension UploadPaper {
    /// Every statement of an upload asks for some rows by their keys. A plan is made when tables
    /// may be small and is kept while they grow, so it must not be one that reads whole tables.
    private static let byKeys = PostgresStatement(
        "upload_by_keys",
        """
        SELECT set_config('enable_seqscan', 'off', true),
            set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true)
        """)

    mutating func lockParties(_ requests: [BookingRequest]) throws {
        let claims = requests.compactMap(\.wish.claim)
        let devices = Set(claims.map { PartyName.device($0.device) }).sorted()
        let acceptors = Set(requests.compactMap { $0.place?.shop.map(PartyName.acceptor) })
        let answers = try paper.connection.answers([
            PostgresExecution(UploadPaper.byKeys, []),
            PostgresExecution(PartyRow.forShare, [.texts(acceptors.sorted().map(\.text))]),
            PostgresExecution(PartyRow.forUpdate, [.texts(devices.map(\.text))]),
        ])
        for answer in answers.dropFirst() { paper.keep(try PartyRow.parties(answer)) }
    }

    /// Reads earlier answers, the records beside those that came, and who puts them back.
    mutating func readLogs(_ requests: [BookingRequest]) throws {
        let arrived = requests.compactMap(\.wish.claim)
        let undone = arrived.compactMap(\.undone)
        let ids = Array(Set(requests.map(\.operation) + undone))
        var places: Set<ClaimPlace> = []
        for claim in arrived {
            for sequence in (claim.sequence - 1)...(claim.sequence + 1) where sequence > 0 {
                places.insert(
                    ClaimPlace(device: claim.device, epoch: claim.epoch, sequence: sequence))
            }
        }
        let answers = try paper.connection.answers([
            PostgresExecution(OperationRow.byIDs, [.ids(ids)]),
            PostgresExecution(OperationRow.followers, [.ids(Array(Set(undone)))]),
            PostgresExecution(ClaimRow.undoing, [.ids(requests.map(\.operation))]),
            ClaimRow.question(Array(places)),
        ])
        for id in ids { operations.updateValue(nil, forKey: id) }
        for booked in try OperationRow.all(answers[0]) {
            operations.updateValue(booked, forKey: booked.operation)
        }
        for id in undone { followers[id] = [] }
        for booked in try OperationRow.all(answers[1]) {
            if let id = booked.refersTo { followers[id, default: []].append(booked) }
        }
        for request in requests { undoings[request.operation] = [] }
        for row in 0..<answers[2].count {
            guard let device = TillID(try answers[2].text(row, 2)) else {
                throw LedgerError.ledgerDamaged
            }
            undoings[try answers[2].id(row, 0), default: []].append(
                Undoing(
                    operation: try answers[2].id(row, 1), device: device,
                    epoch: try answers[2].int64(row, 3)))
        }
        for place in places { claims.updateValue(nil, forKey: place) }
        for (place, claim) in try ClaimRow.records(answers[3]) {
            claims.updateValue(claim, forKey: place)
        }
    }

    /// Makes a row for each voucher that has none, and locks them all in one order.
    mutating func lockVouchers(_ requests: [BookingRequest]) throws {
        var untouched: [VoucherPosition: VoucherState] = [:]
        for request in requests {
            guard let claim = request.wish.claim, claim.finding == .genuine,
                try booked(request.operation) == nil,
                let position = try claim.position ?? claim.undone.flatMap(booked)?.position,
                untouched[position] == nil
            else { continue }
            // What was never issued is looked for again by the clerk, who locks the shelf for it.
            let batch = try paper.issued(position)
            if let batch { untouched[position] = batch.untouched(at: position) }
        }
        let ordered = untouched.keys.sorted()
        if ordered.isEmpty { return }
        let numbers = PostgresValue.int64s(ordered.map { Int64($0.number) })
        let answers = try paper.connection.answers([
            VoucherRow.placing(ordered.compactMap { untouched[$0] }),
            PostgresExecution(VoucherRow.byPositions, [numbers]),
        ])
        paper.placed = Set(
            try (0..<answers[0].count).map { try answers[0].position($0, 0) })
        for row in 0..<answers[1].count {
            let position = try answers[1].position(row, 0)
            let voucher = try VoucherRow.state(answers[1], row, of: paper.batch(covering: position))
            vouchers[position] = (voucher, voucher)
        }
        guard vouchers.count == ordered.count else { throw LedgerError.ledgerDamaged }
    }
}

extension Wish {
    fileprivate var claim: Claim? { if case .claim(let claim) = self { claim } else { nil } }
}

extension Claim {
    fileprivate var undone: OperationID? {
        if case .undo(let id) = act { id } else { nil }
    }
}
